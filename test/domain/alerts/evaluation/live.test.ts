import { describe, expect, it } from 'vitest';
import { readAlertRules } from '../../../../src/config/alert-rules.ts';
import {
  historyOf,
  type LiveSeries,
  liveAlerts,
} from '../../../../src/domain/alerts/evaluation/live.ts';
import type { Rule } from '../../../../src/domain/alerts/language/rule.ts';

const minute = 60_000;
const now = Date.parse('2026-11-23T03:00:20Z');
const last = Date.parse('2026-11-23T03:00:00Z');

async function ruleWith(condition: string, severity = 'P2'): Promise<Rule> {
  const text = `- {name: A, severity: ${severity}, condition: '${condition}', channels: [slack-alerts], message: m}`;
  const [rule] = (await readAlertRules(text, 'rules')).rules;
  if (rule === undefined) throw new Error(`no rule: ${condition}`);
  return rule;
}

/** Values by the minute; the last one is that of the last evaluation. Undefined is no sample. */
function series(values: readonly (number | undefined)[], labels = {}): LiveSeries {
  const samples = values.flatMap((value, index) =>
    value === undefined ? [] : [{ t: last - (values.length - 1 - index) * minute, value }],
  );
  return { labels, samples };
}

async function alertOf(
  condition: string,
  values: readonly (number | undefined)[],
  severity = 'P2',
) {
  const rule = await ruleWith(condition, severity);
  const [alert] = liveAlerts(rule, new Map([[rule.condition.metric.name, [series(values)]]]), now);
  return alert;
}

describe('an alert as it stands now', () => {
  it('fires without a process that ran meanwhile, since its first breach', async () => {
    const alert = await alertOf('error_rate > 5% for 5 minutes', [1, 9, 9, 9, 9, 9, 9]);
    expect(alert).toMatchObject({ state: 'firing', value: 9, since: last - 5 * minute });
  });

  it('is pending one evaluation earlier', async () => {
    const alert = await alertOf('error_rate > 5% for 5 minutes', [1, 9, 9, 9, 9, 9]);
    expect(alert).toMatchObject({ state: 'pending', since: last - 4 * minute, good: false });
  });

  it('is good only on a value that is there', async () => {
    expect(await alertOf('error_rate > 5%', [9, 1])).toMatchObject({
      state: 'inactive',
      good: true,
    });
    const gone = await alertOf('error_rate > 5%', [9, ...new Array(9).fill(undefined)]);
    const rule = await ruleWith('error_rate > 5%');
    expect(gone).toBeDefined();
    const late = last - 9 * minute;
    const held = liveAlerts(
      rule,
      new Map([['error_rate', [{ labels: {}, samples: [{ t: late, value: 9 }] }]]]),
      now,
    );
    expect(held[0]).toMatchObject({ state: 'firing', value: null, good: false, noDataSince: late });
  });

  it('takes what lies before the first sample for unknown, not for a breach', async () => {
    const alert = await alertOf('uptime_check == false for 2 minutes', [1], 'P1');
    expect(alert).toMatchObject({ state: 'inactive', transitions: [] });
    expect(await alertOf('uptime_check == false for 2 minutes', [0], 'P1')).toMatchObject({
      state: 'pending',
    });
  });

  it('has one alert for each series', async () => {
    const rule = await ruleWith('uptime_check == false');
    const all = [series([0], { monitor: 'b' }), series([1], { monitor: 'a' })];
    const alerts = liveAlerts(rule, new Map([['uptime_check', all]]), now);
    expect(alerts.map(({ labels, state }) => [labels.monitor, state])).toEqual([
      ['a', 'inactive'],
      ['b', 'firing'],
    ]);
  });

  it('counts nothing below its traffic floor', async () => {
    const rule = await ruleWith('error_rate > 5% with at least 100 requests');
    const samples = new Map([
      ['error_rate', [series([9])]],
      ['requests', [series([99])]],
    ]);
    expect(liveAlerts(rule, samples, now)[0]).toMatchObject({ state: 'inactive', good: false });
  });
});

describe('how far back samples are needed', () => {
  it('covers window, for, keep firing and stale', async () => {
    const rule = await ruleWith('error_count > 5 in 2h for 3h keep firing 4h');
    const { evaluated, samples } = historyOf(rule, now);
    expect(now - evaluated).toBeGreaterThanOrEqual(7 * 60 * minute + rule.stale);
    expect(evaluated - samples).toBe(2 * 60 * minute);
  });
});
