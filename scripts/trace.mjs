/*
 * npm run -s trace < REPORT: names the source lines of what `tsops --debug` printed. The build of the same
 * commit has to be in dist/: the name of a chunk ends in a hash of its content, so another build is noticed.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { withSourceLines } from './trace/source-lines.mjs';

const chunks = fileURLToPath(new URL('../dist/chunks', import.meta.url));
const { text, foreign } = withSourceLines(readFileSync(0, 'utf8'), chunks);
process.stdout.write(text);
if (foreign.length > 0) {
  console.error(`✖ Not of this build: ${foreign.join(', ')}
  The lines of these chunks can only be told by the build that the report is from.
  → git checkout the version that the reporter's tsops --version prints, then npm ci, then try again`);
  process.exitCode = 1;
}
