/*
 * Finds copied code with jscpd. A tool that reads no file finds none: so this fails unless it has read the
 * whole source tree, and unless it finds a copy that is planted for it.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const fewestFiles = 800;
const jscpd = join(root, 'node_modules/jscpd/run-jscpd.js');

/** What jscpd reports of some folders: `{ duplicates, statistics }`. */
function report(paths) {
  const folder = mkdtempSync(join(tmpdir(), 'tsops-duplicates-'));
  const options = [
    '--config',
    '.jscpd.json',
    '--silent',
    '--reporters',
    'json',
    '--output',
    folder,
  ];
  try {
    execFileSync(process.execPath, [jscpd, ...paths, ...options], { cwd: root, stdio: 'pipe' });
  } catch (failure) {
    // It exits with 1 where there is a clone; the report tells which.
    if (failure.status !== 1) throw failure;
  }
  try {
    return JSON.parse(readFileSync(join(folder, 'jscpd-report.json'), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function planted() {
  const folder = mkdtempSync(join(tmpdir(), 'tsops-planted-'));
  try {
    for (const name of ['one.ts', 'two.ts']) {
      copyFileSync(join(root, 'src/app/cli.ts'), join(folder, name));
    }
    return report([folder]).duplicates.length;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const { duplicates, statistics } = report(['src', 'bin', 'scripts']);
const { sources, lines } = statistics.total;
for (const { firstFile, secondFile, lines: length } of duplicates) {
  console.error(
    `${firstFile.name}:${firstFile.start} and ${secondFile.name}:${secondFile.start}: ${length} lines`,
  );
}
const enough = sources >= fewestFiles;
const found = planted() > 0;
if (!enough) console.error(`Only ${sources} files were read; there are more.`);
if (!found) console.error('A planted copy was not found.');
console.log(`${sources} files, ${lines} lines, ${duplicates.length} copies`);
process.exitCode = duplicates.length === 0 && enough && found ? 0 : 1;
