import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import alertsExport from '../../../src/commands/alerts/export.ts';
import { resolveConfig } from '../../../src/config/resolve.ts';
import { fakeContext } from '../../support/context.ts';
import { fakeTerminal, plainScreen } from '../../support/terminal.ts';

const live = { update: () => {}, emit: () => {} };
const spec = readFileSync(
  new URL('../../../docs/examples/alerts/alert-rules.yml', import.meta.url),
  'utf8',
);
const more = `  - name: Cache By Window
    severity: P2
    condition: cache_hit_ratio < 50% in 5 minutes for 10 minutes keep firing 5m no data inactive
    channels: [pagerduty, slack-alerts]
    message: "{{ value }} of {{ threshold }}{{ unit }} in {{ env }}, {{ team }}"
    env: production
    labels: { team: web }
    interval: 5m
  - name: Traffic
    severity: P4
    condition: requests < 10 with at least 5 requests no data hold
    channels: [slack-monitoring]
    message: "only {{ value }}"
  - name: Spike
    severity: P4
    condition: change(error_count, baseline 1h) > 200% in 5 minutes
    channels: [slack-monitoring]
    message: "{{ value }}% since {{ since }}"
  - name: Exact
    severity: P3
    condition: error_count > 5 no data inactive
    channels: [slack-alerts]
    message: errors
`;
const production = {
  url: 'https://talkstudio.app',
  cdn: { provider: 'cloudfront' as const, distributionId: 'E2QWRUHAPOMQZL' },
};
const config = resolveConfig({ environments: { production } });
let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tsops-export-'));
  writeFileSync(join(home, 'alert-rules.yml'), spec + more);
});
afterEach(() => rmSync(home, { recursive: true }));

async function run(engine: string, given: Record<string, unknown> = {}) {
  const parsed = alertsExport.input.safeParse({ engine, ...given });
  if (!parsed.success) throw new Error(parsed.error.issues.map(({ message }) => message).join());
  const terminal = fakeTerminal(() => 0);
  const context = fakeContext({ host: { cwd: home }, config, terminal });
  const { data } = await alertsExport.run(parsed.data, context, live);
  const text = alertsExport.view(
    data,
    plainScreen(() => 0),
  );
  return { data, text, told: terminal.lines };
}

const level = (exactness: readonly { readonly rule: string; readonly level: string }[]) =>
  Object.fromEntries(exactness.map((each) => [each.rule, each.level]));

/** Runs a checker of the engine's own in a folder. */
function check(program: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: join(home, 'out') });
  return { status, output: `${stdout}${stderr}` };
}

const installed = (program: string) => spawnSync(program, ['--version']).status === 0;

describe('alerts export prometheus', () => {
  it('prints the rules alone, and tells on stderr how exact they are', async () => {
    const { data, text, told } = await run('prometheus');
    const { groups } = parse(text);
    expect(groups.map((group: { interval: string }) => group.interval)).toEqual(['1m', '5m']);
    const rules = groups.flatMap((group: { rules: unknown[] }) => group.rules);
    expect(rules).toContainEqual({
      alert: 'Cache By Window',
      expr: 'avg_over_time(cache_hit_ratio[4m59s999ms]) < 50',
      for: '10m',
      keep_firing_for: '5m',
      labels: { severity: 'P2', team: 'web', env: 'production' },
      annotations: {
        summary: '{{ $value | printf "%.2f" }} of 50% in production, {{ $labels.team }}',
      },
    });
    expect(rules).toContainEqual(
      expect.objectContaining({ alert: 'Low Cache Hit Ratio: no data', for: '25m' }),
    );
    expect(told).toContain('exact: Service Down');
    expect(level(data.exactness)).toMatchObject({ Exact: 'exact', 'High Error Rate': 'close' });
    expect(told.find((line) => line.startsWith('close: Spike:'))).toMatch(
      /the message lacks since/,
    );
  });

  it('takes the shipped rules where there is no file', async () => {
    rmSync(join(home, 'alert-rules.yml'));
    const { data } = await run('prometheus');
    expect(data.exactness.map(({ rule }) => rule)).toEqual([
      'Service Down',
      'High Error Rate',
      'Performance Degradation',
      'Error Spike',
      'Low Cache Hit Ratio',
    ]);
  });

  it('refuses with --strict what is not exact, and says why', async () => {
    await expect(run('prometheus', { strict: true })).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(/^High Error Rate: without data it becomes inactive/m),
    });
    const exact = more.slice(more.indexOf('  - name: Exact'));
    writeFileSync(join(home, 'alert-rules.yml'), `rules:\n${exact}`);
    expect((await run('prometheus', { strict: true })).text).toContain('error_count > 5');
  });

  it.skipIf(!installed('promtool'))('passes promtool, its own unit tests included', async () => {
    await run('prometheus', { out: 'out' });
    const rules = check('promtool', 'check', 'rules', 'alert-rules.prometheus.yml');
    expect(rules).toMatchObject({ status: 0, output: expect.stringMatching(/SUCCESS: 1\d rules/) });
    const tests = check('promtool', 'test', 'rules', 'alert-rules.prometheus.test.yml');
    expect(tests).toMatchObject({ status: 0, output: expect.stringContaining('SUCCESS') });
    const written = readFileSync(join(home, 'out/alert-rules.prometheus.test.yml'), 'utf8');
    const tested = parse(written).tests.map(
      (test: { alert_rule_test: { alertname: string }[] }) => test.alert_rule_test[0]?.alertname,
    );
    expect(tested).toEqual([
      'Service Down',
      'High Error Rate',
      'Performance Degradation',
      'Error Spike',
      'Low Cache Hit Ratio',
      'Cache By Window',
      'Exact',
    ]);
  });

  it.skipIf(!installed('amtool'))('routes by severity, and a P1 silences the rest', async () => {
    await run('prometheus', { out: 'out' });
    expect(check('amtool', 'check-config', 'alertmanager.yml').status).toBe(0);
    for (const severity of ['P1', 'P2', 'P3', 'P4']) {
      const route = check(
        'amtool',
        'config',
        'routes',
        'test',
        '--config.file=alertmanager.yml',
        `severity=${severity}`,
      );
      expect(route.output.split('\n')[0]).toBe(severity);
    }
    const written = parse(readFileSync(join(home, 'out/alertmanager.yml'), 'utf8'));
    expect(written.inhibit_rules).toEqual([
      { source_matchers: ['severity="P1"'], target_matchers: ['severity=~"P2|P3|P4"'] },
    ]);
    const p2 = written.receivers.find(({ name }: { name: string }) => name === 'P2');
    expect(p2.slack_configs[0].channel).toBe('#ops-alerts');
    expect(Object.keys(p2)).toContain('pagerduty_configs');
  });
});

describe('alerts export cloudwatch', () => {
  it('is what PutMetricAlarm takes, for what CloudFront publishes', async () => {
    const { data, text } = await run('cloudwatch');
    expect(level(data.exactness)).toEqual({
      'Service Down': 'none',
      'High Error Rate': 'none',
      'Performance Degradation': 'close',
      'Error Spike': 'none',
      'Low Cache Hit Ratio': 'close',
      'Cache By Window': 'close',
      Traffic: 'none',
      Spike: 'none',
      Exact: 'none',
    });
    const alarms: Record<string, unknown>[] = JSON.parse(text);
    expect(alarms).toHaveLength(3);
    for (const alarm of alarms) {
      // A statistic or an extended one, never both; periods in whole minutes that make at most a day.
      expect('Statistic' in alarm).not.toBe('ExtendedStatistic' in alarm);
      const { Period, EvaluationPeriods, DatapointsToAlarm } = alarm;
      expect(Number(Period) % 60).toBe(0);
      expect(Number(Period) * Number(EvaluationPeriods)).toBeLessThanOrEqual(86_400);
      expect(DatapointsToAlarm).toBe(EvaluationPeriods);
    }
    expect(alarms[0]).toMatchObject({
      AlarmName: 'Performance Degradation',
      Namespace: 'AWS/CloudFront',
      MetricName: 'OriginLatency',
      ExtendedStatistic: 'p95',
      Dimensions: [
        { Name: 'DistributionId', Value: 'E2QWRUHAPOMQZL' },
        { Name: 'Region', Value: 'Global' },
      ],
      // For 10 minutes at one a minute takes eleven.
      Period: 60,
      EvaluationPeriods: 11,
      Threshold: 3000,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'ignore',
    });
    expect(alarms[2]).toMatchObject({ Period: 300, TreatMissingData: 'notBreaching' });
  });
});

describe('alerts export sentry', () => {
  it('is a metric monitor for what counts errors over a window', async () => {
    const { data, text } = await run('sentry');
    const close = data.exactness.filter((each) => each.level !== 'none');
    expect(close.map(({ rule }) => rule)).toEqual(['Error Spike']);
    expect(JSON.parse(text)).toEqual([
      {
        name: 'Error Spike',
        type: 'metric_issue',
        data_sources: [
          {
            aggregate: 'count()',
            dataset: 'events',
            environment: 'production',
            eventTypes: ['default', 'error'],
            query: 'is:unresolved',
            queryType: 0,
            timeWindow: 300,
          },
        ],
        config: { detectionType: 'static' },
        condition_group: {
          logic_type: 'any',
          conditions: [
            { type: 'gt', comparison: 100, conditionResult: 50 },
            { type: 'lte', comparison: 100, conditionResult: 0 },
          ],
        },
        enabled: true,
      },
    ]);
  });
});

describe('alerts export uptimerobot', () => {
  it('is a monitor for each page, asked with GET', async () => {
    const { text, told } = await run('uptimerobot');
    const monitors: Record<string, unknown>[] = JSON.parse(text);
    expect(monitors.length).toBeGreaterThan(0);
    for (const monitor of monitors) {
      expect(monitor).toMatchObject({ httpMethodType: 'GET' });
      expect(monitor.interval).toBeGreaterThanOrEqual(30);
      expect(monitor.timeout).toBeLessThanOrEqual(60);
      expect(['HTTP', 'KEYWORD']).toContain(monitor.type);
      expect('keywordValue' in monitor).toBe(monitor.type === 'KEYWORD');
    }
    expect(told[0]).toMatch(/^close: Service Down: .*threshold of 2 minutes/);
  });
});
