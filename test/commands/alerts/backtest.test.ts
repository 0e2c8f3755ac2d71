import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import backtest from '../../../src/commands/alerts/backtest.ts';
import { fakeContext } from '../../support/context.ts';
import { plainScreen } from '../../support/terminal.ts';

const live = { update: () => {}, emit: () => {} };
const screen = plainScreen(() => 0);
const begin = 1_795_392_000;
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tsops-backtest-'));
  put('alert-rules.yml', rule('error_rate > 5% for 2 minutes'));
});
afterEach(() => rmSync(home, { recursive: true }));

function put(name: string, text: string): void {
  writeFileSync(join(home, name), text);
}

function rule(condition: string): string {
  return `- name: Errors
  severity: P3
  condition: ${condition}
  channels: [slack-alerts]
  message: x
`;
}

/** A sample a minute. */
function history(values: readonly unknown[], metric = 'error_rate'): string {
  return values
    .map((value, index) => JSON.stringify({ metric, t: begin + index * 60, value }))
    .join('\n');
}

async function run(given: Record<string, unknown>, json = true) {
  const parsed = backtest.input.safeParse(given);
  if (!parsed.success) throw new Error(parsed.error.issues.map(({ message }) => message).join());
  const fake = fakeContext({ host: { cwd: home } });
  const context = { ...fake, options: { ...fake.options, json } };
  return backtest.run(parsed.data, context, live);
}

describe('alerts backtest', () => {
  it('prints every evaluation and transition, from the first sample to the last', async () => {
    put('h', history([9, 9, 9, 1]));
    const { data, verdict } = await run({ history: 'h' });
    expect(verdict).toBe('ok');
    expect(data).toMatchObject({ samples: 4, from: begin, to: begin + 180 });
    const [only] = data.rules;
    expect(only?.evaluations).toEqual([
      { t: begin, state: 'pending', value: 9 },
      { t: begin + 60, state: 'pending', value: 9 },
      { t: begin + 120, state: 'firing', value: 9 },
      { t: begin + 180, state: 'inactive', value: 1 },
    ]);
    expect(only?.transitions?.map(({ t, to, reason }) => [t - begin, to, reason])).toEqual([
      [0, 'pending', 'breach'],
      [120, 'firing', 'held long enough'],
      [180, 'inactive', 'good'],
    ]);
    expect(only?.firings).toEqual([{ from: begin + 120, to: begin + 180 }]);
  });

  it('reads times and values in every form, and passes by what no rule is about', async () => {
    const at = (seconds: number) => new Date((begin + seconds) * 1000).toISOString();
    put('alert-rules.yml', rule('uptime_check == false'));
    put(
      'h',
      [
        `{"metric": "uptime_check", "t": ${begin}, "value": true}`,
        `{"metric":"uptime_check","t":"${at(60)}","value":0}`,
        '',
        `{"t":${begin + 120}.0,"value":"stale","metric":"uptime_check"}`,
        `{"metric":"uptime_check","t":${begin + 180},"value":"NaN"}`,
        `{"metric":"coffee","t":${begin + 180},"value":-1.5e3}`,
        `{"metric":"uptime_check","t":${begin + 200},"value":1,"arrival":${begin + 240}}`,
      ].join('\r\n'),
    );
    const { data } = await run({ history: 'h', from: String(begin), to: at(240) });
    expect(data.rules[0]?.evaluations?.map(({ value }) => value)).toEqual([
      true,
      false,
      null,
      'NaN',
      true,
    ]);
  });

  it('evaluates a history in any order alike', async () => {
    const lines = history([9, 9, 9, 1, 9, 9, 9]).split('\n');
    put('h', lines.join('\n'));
    const expected = (await run({ history: 'h' })).data;
    put('h', lines.toReversed().join('\n'));
    expect((await run({ history: 'h' })).data).toEqual(expected);
  });

  it('tries other durations of for', async () => {
    put('h', history([9, 9, 9, 9, 1]));
    const { data } = await run({ history: 'h', for: '0,3m,5m' });
    expect(data.rules.map((each) => [each.for / 60_000, each.own, each.firings.length])).toEqual([
      [2, true, 1],
      [0, false, 1],
      [3, false, 1],
      [5, false, 0],
    ]);
  });

  it('tells what was detected, missed and false against marked incidents', async () => {
    put('h', history([1, 9, 9, 9, 1, 1, 9, 9, 9, 1, 1, 1]));
    put(
      'incidents',
      [
        { name: 'deploy', from: begin + 60, to: begin + 200 },
        { name: 'quiet', from: begin + 600, to: begin + 660 },
        { name: 'not ours', from: begin + 600, to: begin + 660, rules: ['Other'] },
      ]
        .map((each) => JSON.stringify(each))
        .join('\n'),
    );
    const outcome = await run({ history: 'h', incidents: 'incidents' }, false);
    expect(outcome.data.rules[0]?.score).toEqual({
      incidents: 2,
      detected: 1,
      medianTimeToDetect: 120_000,
      slowest: 120_000,
      missed: ['quiet'],
      falseAlarms: [begin + 480],
    });
    const text = backtest.view(outcome.data, screen);
    expect(text).toMatch(/Errors +2m +2 +2m +1 +1\n/);
    expect(text).toContain('false alarm');
    expect(text).toContain('missed: quiet');
  });

  it('keeps for people only what they are shown', async () => {
    put('h', history([9, 9, 9]));
    const { data } = await run({ history: 'h' }, false);
    expect(data.rules[0]).toMatchObject({ transitions: null, evaluations: null });
    expect(data.rules[0]?.firings).toHaveLength(1);
  });

  it.each([
    ['{"metric":"error_rate","t":1,"value":1', /^h:2: this is no JSON object/],
    ['{"metric":"error_rate","t":1795392060000,"value":1}', /^h:2: .*milliseconds\?/],
    ['{"metric":"error_rate","t":"yesterday","value":1}', /^h:2: "t" is not a time/],
    ['{"metric":"error_rate","t":1795392060,"value":true}', /^h:2: error_rate is a number/],
    ['{"metric":"error_rate","t":1795392060,"value":null}', /^h:2: "value" is not a number/],
    ['{"metric":"error_rate","t":1795392060,"value":1,"labels":[1]}', /^h:2: "labels" is no/],
    [`"${'x'.repeat(70_000)}"`, /^h:\d+: this line is too long|^h:2: this is no JSON/],
  ])('names the line that is no sample: %.50s', async (line, message) => {
    put('h', `${history([1])}\n${line}\n`);
    await expect(run({ history: 'h' })).rejects.toMatchObject({
      kind: 'usage',
      message: expect.stringMatching(message),
    });
  });

  it('has no data in an empty history, and says which file is missing', async () => {
    put('h', '\n');
    expect((await run({ history: 'h' })).verdict).toBe('no-data');
    await expect(run({ history: 'nowhere' })).rejects.toMatchObject({
      kind: 'usage',
      message: 'nowhere: there is no such file',
    });
    await expect(run({ history: 'h', rule: 'Other' })).rejects.toThrow(/no rule "Other"/);
    await expect(run({ history: 'h', from: '2026-01-02', to: '2026-01-01' })).rejects.toThrow(
      /before --from/,
    );
  });

  it('says of a rule on which the history holds nothing that it cannot tell', async () => {
    put('alert-rules.yml', rule('uptime_check == false no data fire'));
    put('h', history([9, 9]));
    const from = String(begin);
    const { data } = await run({ history: 'h', from, to: String(begin + 120) }, false);
    expect(data.rules[0]?.noSamples).toBe(true);
    expect(backtest.view(data, screen)).toMatch(/Errors +0s +no data/);
  });

  it('refuses rules that it does not understand', async () => {
    put('alert-rules.yml', rule('error_rate > 5'));
    put('h', history([1]));
    await expect(run({ history: 'h' })).rejects.toMatchObject({ kind: 'config' });
  });
});
