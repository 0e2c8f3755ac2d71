/* Programs that the test commands start, in the repository's root. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** A package's program, to be run by this node. */
export const bin = (path) => [process.execPath, join(root, 'node_modules', path)];

/** Runs a program to its end: `{ code, output }`, or with `shown` passes its output through. */
export function run([file, ...args], shown = false) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd: root, stdio: shown ? 'inherit' : 'pipe' });
    let output = '';
    const keep = (chunk) => {
      output += chunk;
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.on('error', (error) => resolve({ code: 1, output: String(error) }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
