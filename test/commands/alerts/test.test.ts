import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import alertsTest from '../../../src/commands/alerts/test.ts';
import { resolveConfig } from '../../../src/config/resolve.ts';
import { fakeContext } from '../../support/context.ts';
import { plainScreen } from '../../support/terminal.ts';

const live = { update: () => {}, emit: () => {} };
const spec = readFileSync(
  new URL('../../../docs/examples/alerts/alert-rules.yml', import.meta.url),
  'utf8',
);
const config = resolveConfig({});
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tsops-alerts-test-'));
  writeFileSync(join(home, 'alert-rules.yml'), spec);
});
afterEach(() => rmSync(home, { recursive: true }));

async function run(tests: string, given: Record<string, unknown> = {}) {
  writeFileSync(join(home, 'alert-rules.test.yml'), tests);
  return runIn(home, given);
}

function runIn(cwd: string, given: Record<string, unknown> = {}) {
  const parsed = alertsTest.input.safeParse(given);
  if (!parsed.success) throw new Error('the input is refused');
  return alertsTest.run(parsed.data, fakeContext({ host: { cwd }, config }), live);
}

const spike = (state: string, message: string) => `tests:
  - name: a surge
    series:
      error_rate: 1 7.126*6 stale
      'uptime_check{env="staging"}': true*3 false*3
    expect:
      - { at: 5m, rule: High Error Rate, state: pending, value: 7.126 }
      - at: 6m
        rule: High Error Rate
        state: ${state}
        message: ${message}
        channels: [pagerduty, slack-alerts]
      - { at: 0, rule: High Error Rate, state: inactive }
      - { at: 7m, rule: High Error Rate, state: firing, value: no data }
      - { at: 5m, rule: Service Down, labels: { env: staging }, state: firing, value: false }
`;

describe('alerts test', () => {
  it('passes where states, values, messages and channels are those expected', async () => {
    const { data, verdict } = await run(spike('firing', 'error rate 7.13%'));
    expect(data.tests).toEqual([{ name: 'a surge', failures: [] }]);
    expect(verdict).toBe('ok');
    expect(data.coverage.slice(0, 3)).toEqual([
      { rule: 'Service Down', fires: true, rests: false },
      { rule: 'High Error Rate', fires: true, rests: true },
      { rule: 'Performance Degradation', fires: false, rests: false },
    ]);
  });

  it('passes the examples, which cover the rules of the monitoring document', async () => {
    const examples = fileURLToPath(new URL('../../../docs/examples/alerts/', import.meta.url));
    const { data, verdict } = await runIn(examples);
    expect(verdict).toBe('ok');
    expect(data.coverage).toHaveLength(5);
    expect(data.coverage.every(({ fires, rests }) => fires && rests)).toBe(true);
  });

  it('says that there are no tests yet, and how to begin', async () => {
    await expect(runIn(home)).rejects.toMatchObject({
      message: 'alert-rules.test.yml: there is no such file',
      why: expect.stringContaining('nobody knows whether the rules fire'),
    });
  });

  it('fails with the place and what was found instead, and says so to CI', async () => {
    const { data, verdict } = await run(spike('inactive', '"<error> & rate"'), {
      junit: 'out.xml',
    });
    expect(verdict).toBe('bad');
    expect(data.tests[0]?.failures).toEqual([
      {
        place: 'alert-rules.test.yml:8',
        message: 'High Error Rate at 6m: expected state inactive, got firing',
      },
      {
        place: 'alert-rules.test.yml:8',
        message: 'High Error Rate at 6m: expected message <error> & rate, got error rate 7.13%',
      },
    ]);
    const xml = readFileSync(join(home, 'out.xml'), 'utf8');
    expect(xml).toContain('<testsuites tests="1" failures="1">');
    expect(xml).toContain('expected message &lt;error&gt; &amp; rate');
    const text = alertsTest.view(
      data,
      plainScreen(() => 0),
    );
    expect(text).toContain('✖ a surge\n  alert-rules.test.yml:8\n    High Error Rate at 6m');
    expect(text).toContain('Error Spike: never expected firing, nor not firing');
  });

  it('finds every mistake of the file at its place', async () => {
    const tests = `tests:
  - nam: a surge
    series:
      error_rat: 1
      error_rate: 1 many
    expect:
      - { at: 5, rule: High Error Rate, state: fired, value: many }
      - { state: firing }
`;
    const error: unknown = await run(tests).then(String, (thrown) => thrown);
    expect(error).toMatchObject({ kind: 'config' });
    const lines = error instanceof Error ? error.message.split('\n') : [];
    expect(lines.map((line) => line.replace(/^alert-rules.test.yml:/, '').slice(0, 40))).toEqual([
      'alert-rules.test.yml has 7 mistakes.',
      '2:5: there is no key "nam" here; did you',
      '4:7: "error_rat" is not a series such as',
      '5:19: "many" is not a value such as 9, 9',
      '7:15: expected a duration such as 5m, or',
      '7:48: expected state: one of inactive, p',
      '7:62: expected a value such as 9, true, ',
      '8:9: the rule that is expected is missin',
    ]);
  });

  it('knows the rules that it tests, and when they are evaluated', async () => {
    const expecting = (item: string) => `tests:\n  - name: t\n    expect:\n      - ${item}\n`;
    await expect(run(expecting('{ rule: Nope, state: firing }'))).rejects.toThrow(
      'alert-rules.test.yml:4: there is no rule "Nope"',
    );
    const { data } = await run(expecting('{ at: 30s, rule: Error Spike, state: inactive }'));
    expect(data.tests[0]?.failures[0]?.message).toMatch(/not evaluated then, but every 1m/);
  });
});
