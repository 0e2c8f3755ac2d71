/* Finished runs, one JSON line each, so that a play that was stopped goes on: never committed. */
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const cache = 'node_modules/.cache/tsops-faults';

/** The runs of this very build. `resume` false: those of before are forgotten. */
export function keptRuns(root, { resume }) {
  const folder = join(root, cache);
  const file = join(folder, `${buildOf(root)}.jsonl`);
  mkdirSync(folder, { recursive: true });
  if (!resume) rmSync(file, { force: true });
  const runs = new Map(linesOf(file).map((run) => [keyOf(run), run]));
  return {
    file,
    has: (run) => runs.has(keyOf(run)),
    all: () => [...runs.values()],
    keep(run) {
      runs.set(keyOf(run), run);
      appendFileSync(file, `${JSON.stringify(run)}\n`);
    },
  };
}

const keyOf = ({ kind, id, round }) => `${kind}/${id}/${round}`;

function buildOf(root) {
  const hash = createHash('sha256');
  for (const folder of ['dist', 'scripts/faults']) {
    for (const name of readdirSync(join(root, folder)).sort()) {
      if (/\.[cm]js$/.test(name)) hash.update(readFileSync(join(root, folder, name)));
    }
  }
  return hash.digest('hex').slice(0, 12);
}

/** A line that was cut short is played again. */
function linesOf(file) {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line) => {
        try {
          return [JSON.parse(line)];
        } catch {
          return [];
        }
      });
  } catch {
    return [];
  }
}
