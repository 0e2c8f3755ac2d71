import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  evaluable,
  type RulesMistake,
  readAlertRules,
  readRulesFile,
} from '../../src/config/alert-rules.ts';
import { placesIn } from '../../src/config/fault.ts';
import { ruleLintCodes } from '../../src/domain/alerts/language/lint-codes.ts';

const known = {
  channels: ['pagerduty', 'phone', 'slack-critical', 'slack-alerts', 'slack-monitoring'],
  runbooks: ['high-error-rate', 'performance-degradation'],
  environments: ['production', 'staging'],
};
const spec = new URL('../../docs/examples/alerts/alert-rules.yml', import.meta.url);

/** A file of one rule that is right but for what a test writes. `§` marks where the mistake is. */
function oneRule(fields: Readonly<Record<string, string | undefined>>): string {
  const all: Record<string, string | undefined> = {
    name: 'Errors',
    severity: 'P3',
    condition: 'error_rate > 5% for 5 minutes',
    channels: '[slack-alerts]',
    message: 'too many',
    ...fields,
  };
  const lines = Object.entries(all)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `    ${key}: ${value}`);
  return `rules:\n  - ${lines.join('\n').trimStart()}\n`;
}

const second = `  - name: Other
    severity: P4
    condition: CONDITION
    channels: [slack-monitoring]
    message: other
`;
const withSecond = (condition: string, fields = {}) =>
  oneRule(fields) + second.replace('CONDITION', condition);
const condition = (text: string, fields = {}) => oneRule({ condition: text, ...fields });

/** What is wrong, the code by which it is told, and what the fix must hold. */
const cases: readonly (readonly [what: string, code: string, text: string, fix: RegExp])[] = [
  ['a line that is not YAML', 'yaml', 'rules:\n  - name: a\n   §severity: P1\n', /indent/],
  ['a repeated key', 'yaml', oneRule({ '§name': 'Again' }), /each key once/],
  ['an anchor', 'yaml', oneRule({ message: '§&m text' }), /plainly/],
  ['an empty file', 'file-shape', '§', /list of rules/],
  ['a list of nothing', 'file-shape', '§rules: []\n', /list of rules/],
  ['a key beside the rules', 'file-shape', `${oneRule({})}§version: 2\n`, /one list/],
  ['an item that is a word', 'rule-shape', `${oneRule({})}  - §word\n`, /- name/],
  ['a misspelt field', 'unknown-field', oneRule({ '§chanels': '[phone]' }), /"channels"/],
  [
    'no message',
    'missing-field',
    oneRule({ message: undefined }).replace('name', '§name'),
    /message:/,
  ],
  [
    'no condition',
    'missing-field',
    oneRule({ condition: '' }).replace('name', '§name'),
    /condition:/,
  ],
  [
    'a channel that is a group',
    'field-shape',
    oneRule({ channels: '[§{ a: b }]' }),
    /channels: \[/,
  ],
  ['a message without quotes', 'field-shape', oneRule({ message: '§{{ value }: x}' }), /in quotes/],
  [
    'a name given twice',
    'duplicate-name',
    withSecond('cls > 0.25').replace('Other', '§Errors'),
    /otherwise/,
  ],
  ['a severity by its name', 'unknown-severity', oneRule({ severity: '§High' }), /P2/],
  ['a severity that is none', 'unknown-severity', oneRule({ severity: '§urgent' }), /P1, P2/],
  ['an engine that is none', 'unknown-engine', oneRule({ engine: '§promtheus' }), /prometheus/],
  ['a label with a reserved name', 'label-name', oneRule({ labels: '{ §severity: x }' }), /team/],
  ['a label with a hyphen', 'label-name', oneRule({ labels: '{ §my-team: x }' }), /team/],
  [
    'a misspelt unit of time',
    'bad-duration',
    condition('error_rate > 5% for §5 minuts'),
    /5 minutes/,
  ],
  ['an interval that is none', 'bad-duration', oneRule({ interval: '§often' }), /60s/],
  [
    'a bare number as a duration',
    'duration-without-unit',
    condition('error_rate > 5% for §5'),
    /5 minutes/,
  ],
  ['a bare number as the interval', 'duration-without-unit', oneRule({ interval: '§60' }), /60s/],
  ['a misspelt metric', 'unknown-metric', condition('§eror_rate > 5%'), /"error_rate"/],
  ['no metric at all', 'unknown-metric', condition('"§> 5%"'), /error_rate/],
  ['a single equals sign', 'unknown-operator', condition('uptime_check §= false'), /==/],
  ['an operator turned round', 'unknown-operator', condition('error_rate §=> 5%'), />=/],
  ['no operator', 'unknown-operator', condition('error_rate §for 5 minutes'), /==/],
  ['no quantity', 'missing-quantity', condition('error_rate > §for 5 minutes'), /5%/],
  ['a word as quantity', 'bad-quantity', condition('error_rate > §many for 5m'), /5%/],
  ['thousands with a comma', 'bad-quantity', condition('error_count > §1,000 in 5m'), /1000/],
  [
    'a bare number as a percentage',
    'unit-missing',
    condition('error_rate > §5 for 5 minutes'),
    /5%/,
  ],
  ['a bare number as a latency', 'unit-missing', condition('p95_latency > §3000'), /3000ms/],
  ['a percentage of a latency', 'unit-wrong', condition('p95_latency > 5§%'), /3000ms/],
  ['a latency of a ratio', 'unit-wrong', condition('cache_hit_ratio < 80 §ms'), /5%/],
  ['a size of a latency', 'unit-wrong', condition('lcp > 3§MB'), /3000ms/],
  ['a percentage of a count', 'unit-wrong', condition('error_count > 5§% in 5m'), /write 5/],
  ['a unit in other letters', 'unit-unknown', condition('p95_latency > 3000§MS'), /3000ms/],
  ['a unit written out', 'unit-unknown', condition('p95_latency > 3 §seconds'), /3s/],
  ['a number for a boolean', 'boolean-expected', condition('uptime_check == §0'), /true or false/],
  ['a boolean for a number', 'number-expected', condition('error_rate == §false'), /5%/],
  ['a boolean compared by order', 'boolean-order', condition('uptime_check < §true'), /== true/],
  [
    'a label without quotes',
    'bad-selector',
    condition("'error_rate §{env=production} > 5%'"),
    /env="production"/,
  ],
  [
    'a change without a baseline',
    'bad-change',
    condition('§change(error_count) > 200%'),
    /baseline/,
  ],
  [
    'a change of a boolean',
    'bad-change',
    condition('"§change(uptime_check, baseline 1h) > 5%"'),
    /true or false/,
  ],
  [
    'two comparisons',
    'compound-condition',
    condition('error_rate > 5% §and lcp > 4s'),
    /two rules/,
  ],
  ['a misspelt clause', 'unknown-clause', condition('error_rate > 5% §fro 5 minutes'), /"for"/],
  [
    'a clause twice',
    'duplicate-clause',
    condition('error_rate > 5% for 5m §for 10m'),
    /one of them/,
  ],
  ['half a clause', 'incomplete-clause', condition('error_rate > 5% keep §10m'), /keep firing/],
  [
    'half a traffic floor',
    'incomplete-clause',
    condition('error_rate > 5% with §100 requests'),
    /at least/,
  ],
  [
    'a floor of no metric',
    'incomplete-clause',
    condition('error_rate > 5% with at least 100§'),
    /requests/,
  ],
  ['a misspelt policy', 'unknown-policy', condition('error_rate > 5% no data §holt'), /hold/],
  [
    'a floor that is no count',
    'floor-metric',
    condition('error_rate > 5% with at least 9 §lcp'),
    /requests/,
  ],
  ['a window of no length', 'window-zero', condition('error_count > 5 in §0'), /5 minutes/],
  [
    'a baseline of no length',
    'window-zero',
    condition('"change(lcp, baseline §0) > 5%"'),
    /5 minutes/,
  ],
  [
    'a channel that is not there',
    'unknown-channel',
    oneRule({ channels: '[slack-alerts, §slak-alerts]' }),
    /"slack-alerts"/,
  ],
  [
    'a channel twice',
    'duplicate-channel',
    oneRule({ channels: '[slack-alerts, §slack-alerts]' }),
    /one of them/,
  ],
  [
    'a runbook that is not there',
    'unknown-runbook',
    oneRule({ runbook: '§high-eror-rate' }),
    /high-error-rate/,
  ],
  [
    'an environment that is not there',
    'unknown-env',
    oneRule({ env: '§prod' }),
    /production|staging/,
  ],
  [
    'braces that do not close',
    'template-syntax',
    oneRule({ message: '"at §{{ value"' }),
    /\{\{ value \}\}/,
  ],
  [
    'code in a template',
    'template-syntax',
    oneRule({ message: '"{{ §value | upper }}"' }),
    /one name/,
  ],
  ['braces around nothing', 'template-syntax', oneRule({ message: '"a {{ §}}"' }), /one name/],
  [
    'another rule’s value',
    'template-unknown',
    oneRule({ message: '"{{ §latency }}ms"' }),
    /error_rate/,
  ],
  ['a misspelt variable', 'template-unknown', oneRule({ message: '"{{ §valeu }}%"' }), /"value"/],
  ['for below the interval', 'for-too-short', condition('error_rate > 5% for §30s'), /1m/],
  ['for beside the interval', 'for-misaligned', condition('error_rate > 5% for §90s'), /2m/],
  [
    'keep firing below the interval',
    'keep-firing-too-short',
    condition('error_rate > 5% keep firing §10s'),
    /1m/,
  ],
  ['staleness below the period', 'stale-too-short', oneRule({ stale: '§30s' }), /5m/],
  ['a window below the period', 'window-too-short', condition('error_count > 5 in §30s'), /1m/],
  ['more than all', 'never-true', condition('error_rate > §150%'), /threshold/],
  ['half a count', 'never-true', condition('error_count == §1.5 in 5m'), /threshold/],
  ['at least nothing', 'always-true', condition('error_rate >= §0%'), /threshold/],
  [
    'a floor of zero',
    'floor-zero',
    condition('error_rate > 5% with at least §0 requests'),
    /above 0/,
  ],
  ['an alert on good values', 'fires-when-good', condition('cache_hit_ratio §> 80%'), /</],
  ['an alert while it is up', 'fires-when-good', condition('uptime_check §== true'), /false/],
  ['an alert within the target', 'contradicts-target', condition('lcp > §2s'), /2500ms/],
  ['silence beyond poor', 'silent-when-poor', condition('lcp > §6s'), /4000ms/],
  [
    'a rule that is never first',
    'shadowed',
    withSecond('error_rate > §10% for 10 minutes'),
    /lower threshold/,
  ],
  ['equality of a measurement', 'float-equality', condition('p95_latency §== 3s'), />=/],
  [
    'a page for a low severity',
    'severity-channels',
    oneRule({ channels: '[§slack-alerts, pagerduty]' }),
    /P3/,
  ],
  [
    'no phone for a P1',
    'severity-channels',
    oneRule({ severity: 'P1', channels: '[§slack-alerts, pagerduty]' }),
    /P1/,
  ],
];

const lint = async (text: string): Promise<readonly RulesMistake[]> =>
  (await readAlertRules(text, 'rules.yml', known)).mistakes;

describe('the rules file', () => {
  it.each(cases)('finds %s where it stands (%s)', async (_, code, marked, fix) => {
    const source = marked.replace('§', '');
    const mistakes = await lint(source);
    const place = placesIn(source)(marked.indexOf('§'));
    const found = mistakes.find((each) => each.code === code);
    expect(mistakes.map((each) => each.code)).toContain(code);
    expect(found).toMatchObject({ ...place, level: ruleLintCodes[code as 'yaml'].level });
    expect(found?.fix).toMatch(fix);
  });

  it('has a located test for every kind of mistake', () => {
    const tested = new Set(cases.map(([, code]) => code));
    expect([...tested].sort()).toEqual(Object.keys(ruleLintCodes).sort());
    expect(tested.size).toBeGreaterThanOrEqual(30);
  });

  it('reads the five rules of the monitoring document without a mistake', async () => {
    const { rules, mistakes } = await readAlertRules(
      readFileSync(spec, 'utf8'),
      'rules.yml',
      known,
    );
    expect(mistakes).toEqual([]);
    expect(
      rules.map(({ name, condition: c }) => [name, c.operator, c.threshold, c.hold, c.window]),
    ).toEqual([
      ['Service Down', '==', 0, 120_000, undefined],
      ['High Error Rate', '>', 5, 300_000, undefined],
      ['Performance Degradation', '>', 3000, 600_000, undefined],
      ['Error Spike', '>', 100, undefined, 300_000],
      ['Low Cache Hit Ratio', '<', 80, 1_800_000, undefined],
    ]);
  });

  it('reads a bare list, and one below alerts', async () => {
    const text = oneRule({}).replace(/^rules:\n/, '');
    expect((await readAlertRules(text, 'r')).rules).toHaveLength(1);
    expect((await readAlertRules(`alerts:\n${text}`, 'r')).rules).toHaveLength(1);
  });

  it('finds every mistake of a rule at once, in the order in which one meets them', async () => {
    const text = oneRule({
      severity: 'P9',
      condition: 'error_rat > 5% for 5 no data maybe',
      channels: '[slak]',
      runbook: 'nowhere',
      message: '"{{ a b }}"',
    });
    expect((await lint(text)).map(({ code }) => code)).toEqual([
      'unknown-severity',
      'unknown-metric',
      'duration-without-unit',
      'unknown-policy',
      'unknown-channel',
      'template-syntax',
      'unknown-runbook',
    ]);
  });

  it('takes a misspelt clause for no unit, and reads the message whatever the condition is', async () => {
    const text = oneRule({
      condition: 'error_rate > 5 fro 5 minutes with at least 9 requests',
      message: '"{{ requests }} {{ rate }} {{ latncy }}"',
    });
    expect((await lint(text)).map(({ code, column }) => [code, column])).toEqual([
      ['unit-missing', 29],
      ['unknown-clause', 31],
      ['template-unknown', 44],
    ]);
  });

  it('evaluates a rule that is merely unwise, and none that is not understood', async () => {
    const unwise = await readAlertRules(condition('error_rate > 5% for 90s'), 'rules.yml', known);
    expect(evaluable(unwise)).toHaveLength(1);
    const wrong = await readAlertRules(condition('error_rate > 5'), 'rules.yml', known);
    expect(() => evaluable(wrong)).toThrow(/rules\.yml:4:29: .*no unit; write 5%/);
  });

  it('says which file cannot be read', async () => {
    await expect(readRulesFile('nowhere.yml', '/nonexistent')).rejects.toMatchObject({
      kind: 'config',
      message: 'nowhere.yml: there is no such file',
    });
  });
});

describe('a place within a text', () => {
  it.each([
    ['in single quotes with one in it', "'it''s {{ §nope }}'"],
    ['in double quotes with an escape', '"a \\"b\\" {{ §nope }}"'],
    ['on a folded line', '>-\n      one line\n      {{ §nope }}'],
    ['on a kept line', '|\n      one line\n      {{ §nope }}'],
    ['on a plain second line', 'one line\n      {{ §nope }}'],
  ])('is found %s', async (_, message) => {
    const marked = oneRule({ message });
    const source = marked.replace('§', '');
    const place = placesIn(source)(marked.indexOf('§'));
    expect(await lint(source)).toMatchObject([{ code: 'template-unknown', ...place }]);
  });
});
