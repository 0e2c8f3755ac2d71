import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { median } from './measure.mjs';
import { installed } from './world.mjs';

const sizes = [10_000, 100_000, 1_000_000];
/** promtool takes minutes for more. */
const mostForPromtool = 10_000;
const ruleCount = 100;
const begin = 1_700_000_040;

/** A value a minute: noise below every threshold, and an incident of 100 minutes in 20,000. */
function valueAt(minute) {
  const noise = ((minute * 7919) % 3000) / 1000;
  return minute % 20_000 > 19_900 ? 20 + noise : noise;
}

function ruleAt(index) {
  const threshold = 5 + (index % 40) / 10;
  return { name: `R${index}`, threshold, window: 5 + index, hold: 2 + (index % 7) };
}

const rules = Array.from({ length: ruleCount }, (_, index) => ruleAt(index));

function writeRules(folder) {
  const ours = rules.map(
    ({ name, threshold, window, hold }) =>
      `- name: ${name}\n  severity: P3\n  condition: error_rate > ${threshold}% in ${window} minutes for ${hold} minutes\n  channels: [slack-alerts]\n  message: x\n`,
  );
  writeFileSync(join(folder, 'rules.yml'), ours.join(''));
  const theirs = rules.map(({ name, threshold, window, hold }) => ({
    alert: name,
    expr: `avg_over_time(error_rate[${window - 1}m59s999ms]) > ${threshold}`,
    for: `${hold}m`,
  }));
  const groups = [{ name: 'all', interval: '1m', rules: theirs }];
  writeFileSync(join(folder, 'promtool-rules.json'), JSON.stringify({ groups }));
}

function writeHistory(file, size) {
  writeFileSync(file, '');
  for (let from = 0; from < size; from += 10_000) {
    const lines = Array.from(
      { length: Math.min(10_000, size - from) },
      (_, at) =>
        `{"metric":"error_rate","t":${begin + (from + at) * 60},"value":${valueAt(from + at)}}\n`,
    );
    appendFileSync(file, lines.join(''));
  }
}

function writePromtool(folder, size) {
  const values = Array.from({ length: size }, (_, at) => valueAt(at)).join(' ');
  const end = {
    expr: 'vector(1)',
    eval_time: `${size - 1}m`,
    exp_samples: [{ labels: '{}', value: 1 }],
  };
  const tests = [
    { interval: '1m', input_series: [{ series: 'error_rate', values }], promql_expr_test: [end] },
  ];
  const content = { rule_files: ['promtool-rules.json'], evaluation_interval: '1m', tests };
  writeFileSync(join(folder, 'promtool-test.json'), JSON.stringify(content));
}

/** `alerts backtest` over ever longer histories, beside `promtool test rules` on the same job. */
export async function backtests({ tsops, clean, folder, runOnce }) {
  writeRules(folder);
  const rows = [];
  for (const size of sizes) {
    const history = join(folder, `history-${size}.ndjson`);
    writeHistory(history, size);
    const args = [tsops, 'alerts', 'backtest', '--history', history];
    const own = {
      file: process.execPath,
      args: [...args, '--rules', join(folder, 'rules.yml')],
      env: clean,
    };
    const runs = [];
    for (let round = 0; round < 5; round++) runs.push(await runOnce(own));
    const wall = median(runs.map((run) => run.wall));
    const peak = Math.max(...runs.map((run) => run.peak ?? 0));
    const ratio = await promtoolRatio(size, wall, { folder, clean, runOnce });
    rows.push(`| ${size} | ${wall.toFixed(0)} ms | ${ratio} | ${peak.toFixed(0)} MiB |`);
  }
  return [
    `| samples, by ${ruleCount} rules | time | × \`promtool test rules\` | peak memory |`,
    '|--:|--:|--:|--:|',
    ...rows,
  ].join('\n');
}

async function promtoolRatio(size, wall, { folder, clean, runOnce }) {
  if (size > mostForPromtool || !installed('promtool')) return '';
  writePromtool(folder, size);
  const peer = {
    file: 'promtool',
    args: ['test', 'rules', join(folder, 'promtool-test.json')],
    env: clean,
  };
  return (wall / (await runOnce(peer)).wall).toFixed(3);
}
