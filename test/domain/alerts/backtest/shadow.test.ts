import { describe, expect, it } from 'vitest';
import { compared, type EngineRuleState } from '../../../../src/domain/alerts/backtest/shadow.ts';
import { liveAlerts } from '../../../../src/domain/alerts/evaluation/live.ts';
import { epoch, rulesFrom } from '../support.ts';

const minute = 60_000;
const now = epoch + 20 * minute + 10_000;
const last = epoch + 20 * minute;

/** Our alerts of `uptime_check == false for 2 minutes`: values by the minute, up to now, of each monitor. */
async function ours(values: Readonly<Record<string, readonly number[]>>, engine = 'prometheus') {
  const [rule] = await rulesFrom({
    condition: 'uptime_check == false for 2 minutes',
    fields: { engine },
  });
  if (rule === undefined) throw new Error('no rule');
  const series = Object.entries(values).map(([monitor, each]) => ({
    labels: { env: 'production', monitor },
    samples: each.map((value, index) => ({
      t: last - (each.length - 1 - index) * minute,
      value,
    })),
  }));
  return { rule, alerts: liveAlerts(rule, new Map([['uptime_check', series]]), now) };
}

function told(
  state: EngineRuleState['state'],
  more: Partial<EngineRuleState> = {},
): EngineRuleState {
  return { state, since: null, alerts: null, evaluatedAt: now - 5000, fault: null, ...more };
}

const firing = (monitor: string) =>
  ({ labels: { monitor, severity: 'P3', instance: 'a:1' }, state: 'firing' }) as const;

describe('our state of a rule beside that of its engine', () => {
  it('agrees where both say the same of the same series, whatever labels the engine adds', async () => {
    const { rule, alerts } = await ours({ A: [0, 0, 0, 0], B: [1, 1, 1, 1] });
    const there = told('firing', { alerts: [firing('A')] });
    expect(compared(rule, alerts, there, now)).toMatchObject({ result: 'agree', reason: '' });
  });

  it('differs where it is another series that fires there', async () => {
    const { rule, alerts } = await ours({ A: [0, 0, 0, 0], B: [1, 1, 1, 1] });
    const found = compared(rule, alerts, told('firing', { alerts: [firing('B')] }), now);
    expect(found.result).toBe('differ');
    expect(found.reason).toContain('only here: monitor=A; only there: monitor=B');
  });

  it('differs where the engine does not have the rule', async () => {
    const { rule, alerts } = await ours({ A: [1, 1] });
    expect(compared(rule, alerts, undefined, now)).toEqual({
      result: 'differ',
      theirs: null,
      reason: 'not deployed there (prometheus)',
    });
  });

  it.each<[string, readonly number[], EngineRuleState, string]>([
    [
      'has not looked since we changed',
      [1, 1, 0, 0, 0],
      told('pending', { evaluatedAt: last - 1000 }),
      'it was evaluated there 11 s ago, before it changed here',
    ],
    [
      'stands still',
      [1, 1, 0, 0, 0],
      told('inactive', { evaluatedAt: now - 600_000 }),
      'it was last evaluated there 600 s ago, its interval is 60 s',
    ],
    [
      'began later',
      [0, 0, 0, 0, 0, 0, 0],
      told('pending', { since: last - minute }),
      'it began to breach there 5m later: it got the rule later, or has other data',
    ],
    [
      'says otherwise for no reason that can be seen',
      [0, 0, 0, 0, 0, 0, 0],
      told('inactive'),
      'another rule, or other data there, evaluated there 5 s ago',
    ],
    [
      'fails',
      [1, 1],
      told('inactive', { fault: 'many-to-many matching' }),
      'its evaluation fails there: many-to-many matching',
    ],
  ])('differs where the engine %s', async (_what, values, there, reason) => {
    const { rule, alerts } = await ours({ A: values });
    expect(compared(rule, alerts, there, now)).toMatchObject({ result: 'differ', reason });
  });

  it('says of CloudWatch that it is late', async () => {
    const { rule, alerts } = await ours({ A: [0, 0, 0, 0, 0] }, 'cloudwatch');
    const found = compared(rule, alerts, told('inactive', { evaluatedAt: null }), now);
    expect(found.reason).toContain('minutes late there');
  });

  it.each<[string, Readonly<Record<string, readonly number[]>>, EngineRuleState, string]>([
    ['here', {}, told('inactive'), 'there is no data here'],
    ['there', { A: [1, 1] }, told('no-data'), 'there is no data there'],
  ])('is not known where there is no data %s', async (_where, values, there, reason) => {
    const { rule, alerts } = await ours(values);
    expect(compared(rule, alerts, there, now)).toMatchObject({ result: 'unknown', reason });
  });

  it('is not known where the engine has not looked yet', async () => {
    const { rule, alerts } = await ours({ A: [0, 0, 0, 0] });
    expect(compared(rule, alerts, told('not-evaluated'), now).result).toBe('unknown');
  });
});
