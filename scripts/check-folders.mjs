/*
 * A folder of sources that holds more files than one can look over is a drawer, and a file that repeats its folder's
 * name says nothing new. Fails unless it has looked at the whole tree.
 */
import { readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../src/', import.meta.url));
const most = 50;
const fewestFiles = 800;

const files = readdirSync(root, { recursive: true })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\.ts$/.test(file));
const counts = new Map();
for (const file of files) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
const full = [...counts].filter(([, count]) => count > most);
const repeating = files.filter((file) => {
  const folder = basename(dirname(file));
  const name = basename(file, '.ts');
  return folder !== '.' && (name === folder || name.startsWith(`${folder}-`));
});
for (const [folder, count] of full) {
  console.error(`src/${folder} holds ${count} files; at most ${most} can be looked over.`);
}
for (const file of repeating) console.error(`src/${file} repeats the name of its folder.`);
if (files.length < fewestFiles) console.error(`Only ${files.length} files; there are more.`);
console.log(`${files.length} files in ${counts.size} folders`);
const good = full.length === 0 && repeating.length === 0 && files.length >= fewestFiles;
process.exitCode = good ? 0 : 1;
