import { readAlertRules } from '../../../src/config/alert-rules.ts';
import { shippedAlertRules } from '../../../src/config/shipped-alert-rules.ts';
import type { LiveAlert } from '../../../src/domain/alerts/evaluation/live.ts';
import type { Transition } from '../../../src/domain/alerts/evaluation/state.ts';
import type { NoticeState } from '../../../src/domain/notification/decide.ts';
import type { Silence } from '../../../src/domain/notification/silence.ts';

export const start = Date.parse('2026-11-23T03:00:00Z');
export const minute = 60_000;
const { rules } = await readAlertRules(shippedAlertRules, 'shipped');

function ruleNamed(name: string) {
  const rule = rules.find((each) => each.name === name);
  if (rule === undefined) throw new Error(`no rule ${name}`);
  return rule;
}

/** An alert in production as it stands some minutes after the start. */
export function standing(
  name: string,
  firing: boolean,
  minutes: number,
  more: Partial<LiveAlert> = {},
): NoticeState {
  return {
    environment: 'production',
    alert: {
      rule: ruleNamed(name),
      labels: { env: 'production' },
      state: firing ? 'firing' : 'inactive',
      value: firing ? 9 : 1,
      traffic: null,
      t: start + minutes * minute,
      since: firing ? start : null,
      good: !firing,
      noDataSince: null,
      transitions: [],
      ...more,
    },
  };
}

/** It began, or ended with a good value, at a minute after the start. */
export function transition(to: 'firing' | 'inactive', minutes: number): Transition {
  const t = start + minutes * minute;
  return to === 'firing'
    ? { t, from: 'pending', to, value: 9, reason: 'held long enough' }
    : { t, from: 'firing', to, value: 1, reason: 'good', resolved: true };
}

/** Minutes after the start. */
export function silence(
  rule: string,
  from: number,
  until: number,
  more: Partial<Silence> = {},
): Silence {
  return {
    id: 's1',
    targets: [{ rule, environment: 'production' }],
    labels: {},
    from: start + from * minute,
    until: start + until * minute,
    untilResolved: false,
    by: 'minji@desk',
    reason: 'hotfix is being deployed',
    record: '20261123T030000Z-silence-production',
    end: 'time',
    endedBy: null,
    ...more,
  };
}
