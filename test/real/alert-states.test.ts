import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { prometheusRule } from '../../src/domain/alerts/engines/prometheus.ts';
import { play, points, rulesFrom, statesOf } from '../domain/alerts/support.ts';
import { isInstalled } from './installed.ts';

/**
 * Rules that Prometheus can say exactly, each with the values of a metric a minute. A gap is shorter than
 * the look-back: Prometheus 2 still sees a sample at its very end.
 */
const cases: readonly (readonly [condition: string, values: Readonly<Record<string, string>>])[] = [
  ['error_rate > 5% for 5m no data inactive', { error_rate: '9*9 1 9*7' }],
  ['error_rate > 5% no data inactive', { error_rate: '1 9 5 5.1 1' }],
  ['error_rate >= 5% for 2m no data inactive', { error_rate: '5 5 5 4.9 5 1 5 5 5 5' }],
  ['p95_latency == 3s no data inactive', { p95_latency: '3000 3000.0000001 3000 2999' }],
  ['error_rate != 5% for 1m no data inactive', { error_rate: '5 4 N N 4 4 5 6 6' }],
  ['error_rate > 5% for 2m no data inactive', { error_rate: '9 1 9 9 1 9 9 9 1 9' }],
  ['error_rate > 5% for 2m no data inactive', { error_rate: '9 _ _ 9 1 _ 9 9 _ 9 N 9 9 9' }],
  ['error_rate > 5% for 2m no data inactive', { error_rate: '9 9 9 x 9 9 9 9 x _ _ 9' }],
  [
    'error_rate > 5% keep firing 3m no data inactive',
    { error_rate: '1 9 1 1 1 1 9 1 9 1 1 1 1 1' },
  ],
  [
    'error_rate > 5% for 2m keep firing 2m no data inactive',
    { error_rate: '9*4 1 9 1 1 1 9*4 x _ _ _' },
  ],
  ['error_rate < 5% for 1m no data inactive', { error_rate: '1 1 9 1 1 x _ 1 1 1' }],
  ['error_count > 10 in 3m no data inactive', { error_count: '4 4 4 0 0 9 9 _ _ _ _ 20 x _ _ 1' }],
  ['error_count > 10 in 5m for 2m no data inactive', { error_count: '3*9 0*4 8 8 8 0*6' }],
  ['error_rate > 5% in 3m no data inactive', { error_rate: '4 8 2 9 9 N 9 9 9 9 1 1' }],
  ['uptime_check == false in 2m for 1m no data inactive', { uptime_check: 't f t t f f f t t t' }],
  ['uptime_check == false for 2m no data fire', { uptime_check: 't f f f t x _ _ _ t f' }],
  ['error_rate > 5% no data fire', { error_rate: '1 x _ 9 1 x _ _ 1' }],
  [
    'error_rate > 5% with at least 100 requests no data inactive',
    { error_rate: '9*6', requests: '99 100 200 50 x 100' },
  ],
  [
    'error_count > 5 in 2m with at least 100 requests no data inactive',
    { error_count: '9*6', requests: '60 40 40 70 0 0' },
  ],
  [
    'change(error_count, baseline 3m) > 150% no data inactive',
    { error_count: '2 2 2 6 7 1 99 0 0 0 0 1' },
  ],
  [
    'change(error_count, baseline 4m) >= 200% in 2m no data inactive',
    { error_count: '1*4 3 3 9 9 0 0' },
  ],
  ['change(lcp, baseline 3m) > 50% in 2m no data inactive', { lcp: '100*4 200 300 100 100 100' }],
];

function seriesText(values: string): string {
  const words = values.split(' ').flatMap((word) => {
    const [value = '', times = '1'] = word.split('*');
    return Array.from({ length: Number(times) }, () => value);
  });
  const names: Record<string, string> = { x: 'stale', N: 'NaN', t: '1', f: '0' };
  return words.map((word) => names[word] ?? word).join(' ');
}

const letters: Readonly<Record<string, string>> = { pending: 'p', firing: 'F' };

/** The very states that promtool finds, minute by minute. */
function promtoolStates(
  folder: string,
  names: readonly string[],
  tests: readonly unknown[],
): string[] {
  writeFileSync(
    join(folder, 'test.json'),
    JSON.stringify({
      rule_files: ['rules.json'],
      evaluation_interval: '1m',
      tests,
    }),
  );
  const { stdout, stderr } = spawnSync('promtool', ['test', 'rules', 'test.json'], { cwd: folder });
  const output = `${stdout}${stderr}`;
  const found = new Map<string, string>();
  // Nothing is expected, so that each alert that is there is told as a difference.
  for (const [, name = '', minute = '', got = ''] of output.matchAll(
    /expr: "ALERTS\{alertname=\\?"(\w+)\\?"\}", time: (\w+),\s+exp:.*?\s+got:(.*)/g,
  )) {
    found.set(`${name} ${minute}`, /alertstate=\\?"(\w+)/.exec(got)?.[1] ?? '');
  }
  return names.map((name, index) => {
    const length = lengthOf(cases[index]?.[1] ?? {});
    return Array.from({ length }, (_, at) => {
      const state = found.get(`${name} ${timeText(at)}`);
      return letters[state ?? ''] ?? '.';
    }).join('');
  });
}

function timeText(minutes: number): string {
  return minutes === 0 ? '0s' : `${minutes}m`;
}

function lengthOf(values: Readonly<Record<string, string>>): number {
  return Math.max(...Object.values(values).map((text) => seriesText(text).split(' ').length));
}

describe.skipIf(!isInstalled('promtool'))('next to promtool', () => {
  it('finds the same states at every evaluation', { timeout: 60_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tsops-promtool-'));
    try {
      const rules = await rulesFrom(...cases.map(([condition]) => ({ condition })));
      const groups = rules.map((rule) => ({
        name: rule.name,
        interval: '1m',
        rules: [prometheusRule(rule)],
      }));
      writeFileSync(join(folder, 'rules.json'), JSON.stringify({ groups }));
      const checked = execFileSync('promtool', ['check', 'rules', 'rules.json'], { cwd: folder });
      expect(String(checked)).toContain(`${cases.length} rules found`);
      const tests = cases.map(([, values], index) => ({
        interval: '1m',
        input_series: Object.entries(values).map(([series, text]) => ({
          series,
          values: seriesText(text),
        })),
        promql_expr_test: Array.from({ length: lengthOf(values) }, (_, at) => ({
          expr: `ALERTS{alertname="R${index}"}`,
          eval_time: timeText(at),
          exp_samples: [],
        })),
      }));
      const theirs = promtoolStates(
        folder,
        rules.map(({ name }) => name),
        tests,
      );
      const ours = await Promise.all(
        cases.map(async ([, values], index) => {
          const given = Object.entries(values).flatMap(([metric, text]) => points(text, metric));
          const [rule] = rules.slice(index, index + 1);
          const { alerts } = await play(
            rule === undefined ? [] : [rule],
            given.toSorted((a, b) => a.at - b.at),
            { to: lengthOf(values) - 1 },
          );
          return statesOf(alerts[0]);
        }),
      );
      const said = (states: readonly string[]) =>
        cases.map(([condition], index) => `${condition}: ${states[index]}`);
      expect(said(ours)).toEqual(said(theirs));
      expect(theirs.join('')).toMatch(/F.*p|p.*F/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
