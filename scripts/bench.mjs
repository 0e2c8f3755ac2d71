/*
 * npm run bench [-- --rounds 21] [--write] [--monitors] [--alerts]: how long tsops takes, as ratios to bare Node and to the
 * peers that do the same job on the same loopback servers, all in one run. `--write` puts the tables into
 * docs/performance.md.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { backtests } from './bench/backtest.mjs';
import { interleave, runOnce } from './bench/measure.mjs';
import { many } from './bench/monitors.mjs';
import { subjects } from './bench/subjects.mjs';
import {
  anHourLater,
  cleanEnvironment,
  machine,
  startTargets,
  startWorld,
} from './bench/world.mjs';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '21' },
    write: { type: 'boolean', default: false },
    monitors: { type: 'boolean', default: false },
    alerts: { type: 'boolean', default: false },
    /** Names of subjects, separated by commas; bare Node is always among them. */
    only: { type: 'string' },
  },
});
const tsops = fileURLToPath(new URL('../dist/tsops.cjs', import.meta.url));
const page = fileURLToPath(new URL('../docs/performance.md', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tsops-bench-'));

function ratioTable(all, measured) {
  const wall = (name) => measured.get(name)?.wall;
  const rows = all
    .filter(({ name }) => measured.has(name))
    .map(({ name, shown, against = 'node', goals = [] }) => {
      const { peak } = measured.get(name);
      const bare = (wall(name) / wall('node')).toFixed(2);
      const peer =
        against === 'node' || wall(against) === undefined
          ? ''
          : `${(wall(name) / wall(against)).toFixed(2)} × ${against}`;
      const reached = goals
        .map((goal) => verdictOn(goal, wall(name), wall(goal.of)))
        .filter((said) => said !== '')
        .join('; ');
      return `| ${shown} | ${bare} | ${peer} | ${reached} | ${peak.toFixed(0)} MiB |`;
    });
  return [
    '| what | × bare Node | × its peer | goal | peak memory |',
    '|---|--:|--:|---|--:|',
    ...rows,
  ].join('\n');
}

function verdictOn({ most, of }, own, base) {
  if (base === undefined) return '';
  return `≤ ${most} × ${of}: ${own / base <= most ? 'reached' : '**missed**'}`;
}

const clean = cleanEnvironment(folder);
const targets = await startTargets(folder);
const world = await startWorld(tsops, clean);
try {
  const wanted = ['node', ...(options.only?.split(',') ?? [])];
  const all = subjects({ tsops, clean, targets, world, folder, anHourLater }).filter(
    ({ name }) => options.only === undefined || wanted.includes(name),
  );
  const measured = await interleave(all, Number(options.rounds));
  const table = ratioTable(all, measured);
  const monitors = options.monitors
    ? await many({ tsops, clean, targets, folder, runOnce })
    : undefined;
  const alerts = options.alerts ? await backtests({ tsops, clean, folder, runOnce }) : undefined;
  const head = `${machine()}; medians of ${options.rounds} interleaved rounds; bare Node ${measured.get('node').wall.toFixed(0)} ms.`;
  const text = [head, table, monitors, alerts].filter((part) => part !== undefined).join('\n\n');
  console.log(text);
  if (options.write) {
    const before = readFileSync(page, 'utf8');
    const marks = /(<!-- measured -->\n)[\s\S]*(<!-- end -->)/;
    writeFileSync(
      page,
      before.replace(marks, (_, open, close) => `${open}\n${text}\n\n${close}`),
    );
  }
} finally {
  targets.stop();
  await world.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
