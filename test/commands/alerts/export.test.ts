import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { exportFolder, exportRules, moreRules } from './export-support.ts';

const home = exportFolder();
const run = (engine: string, given: Record<string, unknown> = {}) =>
  exportRules(home(), engine, given);

const level = (exactness: readonly { readonly rule: string; readonly level: string }[]) =>
  Object.fromEntries(exactness.map((each) => [each.rule, each.level]));

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
    rmSync(join(home(), 'alert-rules.yml'));
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
    const exact = moreRules.slice(moreRules.indexOf('  - name: Exact'));
    writeFileSync(join(home(), 'alert-rules.yml'), `rules:\n${exact}`);
    expect((await run('prometheus', { strict: true })).text).toContain('error_count > 5');
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
