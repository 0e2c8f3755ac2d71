/*
 * npm run startup [-- --dist dist --write FILE --compare FILE --only rollback]: how many of our own files, and bytes,
 * each command loads for the first example of its help, played in the sandbox. No times: the same build gives the
 * same figures on any machine. `--compare` exits 1 where a command loads more than in FILE.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cleanEnvironment, startWorld } from './bench/world.mjs';

const { values: options } = parseArgs({
  options: {
    dist: { type: 'string', default: fileURLToPath(new URL('../dist', import.meta.url)) },
    write: { type: 'string' },
    compare: { type: 'string' },
    only: { type: 'string' },
  },
});
const tsops = resolve(options.dist, 'tsops.cjs');
const preload = fileURLToPath(new URL('startup/loaded.cjs', import.meta.url));
const lines = fileURLToPath(new URL('startup/command-lines.txt', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tsops-startup-'));
/** Milliseconds after which a command that only ends when it is told to (a watch) is told to. */
const enough = 10_000;
/** A chunk's name without the hash of its content: the same name before and after a change. */
const plain = (file) => file.replace(/-[\w-]{8}\.cjs$/, '.cjs');

/** `{ files, bytes, names }` of one command line, run to its end. */
function loadedBy(line, env) {
  const to = join(folder, 'loaded.json');
  writeFileSync(to, '{}');
  return new Promise((done) => {
    const child = spawn(process.execPath, ['--require', preload, tsops, ...line.split(' ')], {
      cwd: folder,
      env: { ...env, TSOPS_LOADED_TO: to },
      stdio: 'ignore',
    });
    const timer = setTimeout(() => child.kill('SIGINT'), enough);
    child.on('close', () => {
      clearTimeout(timer);
      const sizes = JSON.parse(readFileSync(to, 'utf8'));
      const bytes = Object.values(sizes).reduce((sum, size) => sum + size, 0);
      done({ files: Object.keys(sizes).length, bytes, names: Object.keys(sizes).map(plain) });
    });
  });
}

function tableOf(measured, before) {
  const rows = Object.entries(measured).map(([line, { files, bytes }]) => {
    const then = before?.[line];
    const change =
      then === undefined ? '' : ` ${then.files} | ${then.bytes} | ${bytes - then.bytes} |`;
    return `| \`tsops ${line}\` | ${files} | ${bytes} |${change}`;
  });
  const [more, rule] =
    before === undefined ? ['', ''] : [' before | bytes | more |', '--:|--:|--:|'];
  return [`| command | files | bytes |${more}`, `|---|--:|--:|${rule}`, ...rows].join('\n');
}

const world = await startWorld(tsops, cleanEnvironment(folder));
const measured = {};
try {
  for (const line of readFileSync(lines, 'utf8').trim().split('\n')) {
    if (options.only === undefined || line.startsWith(options.only)) {
      measured[line] = await loadedBy(line, world.env);
    }
  }
} finally {
  await world.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
const before =
  options.compare === undefined ? undefined : JSON.parse(readFileSync(options.compare, 'utf8'));
console.log(tableOf(measured, before));
if (options.write !== undefined) {
  writeFileSync(options.write, `${JSON.stringify(measured, null, 1)}\n`);
}
const grown = Object.entries(measured).filter(([line, { bytes }]) => bytes > before?.[line]?.bytes);
for (const [line] of grown) console.error(`tsops ${line} loads more than before.`);
process.exitCode = grown.length === 0 ? 0 : 1;
