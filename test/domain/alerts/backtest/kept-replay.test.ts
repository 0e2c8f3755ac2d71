import { describe, expect, it } from 'vitest';
import { caveatsOf } from '../../../../src/domain/alerts/backtest/history-caveats.ts';
import { historyTexts } from '../../../../src/domain/alerts/backtest/history-text.ts';
import {
  type RememberedRule,
  replayRemembered,
} from '../../../../src/domain/alerts/backtest/kept-replay.ts';
import type { MetricHistory } from '../../../../src/domain/alerts/backtest/metric-history.ts';
import { epoch, type RuleText, rulesFrom } from '../support.ts';

const minute = 60_000;
const budget = () => ({ evaluations: 100_000, transitions: 100_000 });

/** A value a minute from `from` (minutes) on. */
function history(values: readonly number[], from = 0, lack = ''): MetricHistory {
  const begin = epoch + from * minute;
  const samples = values.map((value, index) => {
    const t = begin + (index + 1) * minute;
    return { t, visible: t, value };
  });
  const to = begin + values.length * minute;
  return {
    parts: [{ from: begin, to, step: minute }],
    series: [{ labels: { env: 'production' }, samples }],
    lack,
  };
}

async function remembered(text: RuleText, histories: Record<string, MetricHistory>) {
  const [rule] = await rulesFrom(text);
  if (rule === undefined) throw new Error('no rule');
  const named = new Map(Object.entries(histories));
  return { rule, environment: 'production', histories: named } satisfies RememberedRule;
}

function played(rules: readonly RememberedRule[], minutes: number) {
  const to = epoch + minutes * minute;
  return replayRemembered(rules, { from: epoch, to, holds: [], budget: budget() });
}

describe('rules over what sources remember', () => {
  it('fire at the moment at which they would have fired live', async () => {
    const rule = await remembered(
      { condition: 'error_rate > 5% for 2 minutes' },
      { error_rate: history([...new Array(8).fill(1), 9, 9, 9, 9, 1, 1]) },
    );
    const [alert] = played([rule], 14).alerts;
    expect(alert?.firings).toEqual([{ from: epoch + 11 * minute, to: epoch + 13 * minute }]);
  });

  it('begin where their own metric is known: before that a P1 does not fire on no data', async () => {
    const late = history(new Array(60).fill(1), 60);
    const rule = await remembered(
      { condition: 'uptime_check == false for 2 minutes', severity: 'P1' },
      { uptime_check: late },
    );
    const other = await remembered(
      { condition: 'error_rate > 5%' },
      { error_rate: history(new Array(120).fill(1)) },
    );
    const { alerts } = played([rule, other], 120);
    expect(alerts.map(({ firings }) => firings)).toEqual([[], []]);
    expect(alerts[0]?.evaluations[0]?.t).toBe(epoch + 65 * minute);
    expect(alerts[1]?.evaluations[0]?.t).toBe(epoch + 5 * minute);
  });

  it('are not played where nothing is known of one of their metrics', async () => {
    const rule = await remembered(
      { condition: 'error_rate > 5% with at least 10 requests' },
      { error_rate: history([9, 9]), requests: { parts: [], series: [], lack: 'gone' } },
    );
    expect(played([rule], 10)).toMatchObject({ alerts: [], from: null, to: null });
  });

  it('see an environment of their own alone', async () => {
    const calm = await remembered(
      { condition: 'error_rate > 5%', fields: { env: 'staging' } },
      { error_rate: history(new Array(9).fill(1)) },
    );
    const bad = await remembered(
      { condition: 'error_rate > 5%' },
      { error_rate: history(new Array(9).fill(9)) },
    );
    const { alerts } = played([{ ...calm, environment: 'staging' }, bad], 9);
    expect(alerts.map(({ firings }) => firings.length)).toEqual([0, 1]);
  });
});

describe('what the past does not tell of a rule', () => {
  it('is what is shorter than the steps of its source', async () => {
    const fine = history(new Array(200).fill(1));
    const coarse = { ...fine, parts: [{ from: epoch, to: epoch + 7_200_000, step: 300_000 }] };
    const rule = await remembered({ condition: 'error_rate > 5%' }, { error_rate: coarse });
    expect(caveatsOf(rule, epoch)).toEqual([
      { kind: 'coarser', from: epoch + 300_000, to: epoch + 7_200_000, step: 300_000 },
    ]);
    const slow = await remembered(
      { condition: 'error_rate > 5%', fields: { interval: '5m' } },
      { error_rate: coarse },
    );
    expect(caveatsOf(slow, epoch)).toEqual([]);
  });

  it('is what was before the source began to remember, with its reason', async () => {
    const short = history(new Array(200).fill(1), 600, 'Sentry keeps events for 90 days');
    const rule = await remembered({ condition: 'error_rate > 5%' }, { error_rate: short });
    expect(caveatsOf(rule, epoch)).toEqual([
      { kind: 'shorter', from: epoch + 605 * minute, why: 'Sentry keeps events for 90 days' },
    ]);
    expect(caveatsOf(rule, epoch + 600 * minute)).toEqual([]);
  });
});

describe('a history as lines', () => {
  it('has each sample with its arrival, in the order in which they could be seen', () => {
    const late: MetricHistory = {
      parts: [],
      lack: '',
      series: [{ labels: {}, samples: [{ t: epoch, visible: epoch + 90_000, value: 3 }] }],
    };
    const up: MetricHistory = {
      parts: [],
      lack: '',
      series: [{ labels: { monitor: 'M' }, samples: [{ t: epoch, visible: epoch, value: 1 }] }],
    };
    const text = [
      ...historyTexts([
        ['error_count', late],
        ['uptime_check', up],
      ]),
    ].join('');
    expect(
      text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { metric: 'uptime_check', t: epoch / 1000, value: true, labels: { monitor: 'M' } },
      { metric: 'error_count', t: epoch / 1000, value: 3, arrival: epoch / 1000 + 90, labels: {} },
    ]);
  });
});
