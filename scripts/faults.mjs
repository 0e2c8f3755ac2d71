/*
 * npm run faults [-- --kind killed --runs 30 --all --only 'page' --resume --jobs 3 --write]: plays faults on the built program against
 * its own sandbox, on loopback alone, and judges each run by the sandbox's book. `--resume` goes on where a play
 * of this build was stopped; `--write` puts the table into docs/reliability.md. Exit code 1 where one state
 * folder shows a fault.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { figuresOf, isClean, tableOf } from './faults/figures.mjs';
import { judge } from './faults/judge.mjs';
import { keptRuns } from './faults/kept.mjs';
import { kinds } from './faults/kinds.mjs';
import { startWorld } from './faults/world.mjs';

const { values: options } = parseArgs({
  options: {
    kind: { type: 'string', multiple: true },
    /** So many runs of a kind. */
    runs: { type: 'string', default: '30' },
    /** Cases whose name contains this. */
    only: { type: 'string', default: '' },
    all: { type: 'boolean', default: false },
    resume: { type: 'boolean', default: false },
    jobs: { type: 'string', default: '3' },
    write: { type: 'boolean', default: false },
  },
});
const root = fileURLToPath(new URL('..', import.meta.url));
const program = join(root, 'dist/tsops.cjs');
const page = join(root, 'docs/reliability.md');

function wantedKinds() {
  const strange = options.kind?.find((name) => kinds.every((kind) => kind.name !== name));
  if (strange !== undefined) {
    const known = kinds.map(({ name }) => name).join(', ');
    throw new Error(`there is no kind ${strange}; there are ${known}`);
  }
  return kinds.filter(({ name }) => options.kind?.includes(name) ?? true);
}

/**
 * The runs of a kind: as many as were wanted, spread evenly over its cases, which come again where they are
 * fewer; with `--all` every case at least once.
 */
function runsOf({ name: kind, cases, available }) {
  if (available?.() === false) return [];
  const own = cases.filter(({ id }) => id.includes(options.only));
  const most = options.all ? Math.max(own.length, Number(options.runs)) : Number(options.runs);
  const count = own.length === 0 ? 0 : most;
  return Array.from({ length: count }, (_, index) => {
    const at = own.length > count ? Math.floor((index * own.length) / count) : index % own.length;
    const round = Math.floor(index / Math.min(own.length, count));
    return { kind, id: own[at].id, round, one: own[at], text: (at + round) % 2 === 1 };
  });
}

async function played({ kind, id, round, one, text }) {
  const folder = mkdtempSync(join(tmpdir(), 'tsops-faults-'));
  let world;
  try {
    world = await startWorld(program, folder, one.scenario);
    const run = await one.play({ program, world, round, text });
    const found = run === null ? [] : [...judge(run), ...reachedOut(folder)];
    return { kind, id, round, reached: run !== null, found };
  } finally {
    await world?.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** An address beyond loopback is no fault of the table: it ends the play. */
function reachedOut(folder) {
  try {
    throw new Error(`it tried to reach ${readFileSync(join(folder, 'trap'), 'utf8')}`);
  } catch (thrown) {
    if (thrown.code === 'ENOENT') return [];
    throw thrown;
  }
}

async function playAll(wanted, kept) {
  const left = wanted.flatMap(runsOf).filter((run) => !kept.has(run));
  const count = left.length;
  let done = 0;
  const work = async () => {
    for (let run = left.shift(); run !== undefined; run = left.shift()) {
      const ended = await played(run);
      kept.keep(ended);
      done += 1;
      for (const { fault, detail } of ended.found) {
        console.log(`${run.kind}: ${run.id} (${run.round}): ${fault}: ${detail}`);
      }
      if (done % 25 === 0) console.error(`${done} of ${count}`);
    }
  };
  await Promise.all(Array.from({ length: Number(options.jobs) }, work));
}

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));
const wanted = wantedKinds();
const kept = keptRuns(root, options);
await playAll(wanted, kept);
const rows = figuresOf(wanted, kept.all());
console.log(`\n${tableOf(rows)}`);
for (const { name, needs, available } of wanted) {
  if (available?.() === false) console.log(`\n${name}: skipped: ${needs} is not here`);
}
if (options.write) {
  const marks = /(<!-- played -->\n)[\s\S]*(<!-- end -->)/;
  const text = readFileSync(page, 'utf8');
  writeFileSync(
    page,
    text.replace(marks, (_, open, close) => `${open}\n${tableOf(rows)}\n\n${close}`),
  );
}
process.exitCode = isClean(rows) ? 0 : 1;
