import { describe, expect, it } from 'vitest';
import type { AlertEvent } from '../../../../src/domain/notification/delivery.ts';
import type { NotifiedEvent } from '../../../../src/domain/notification/notified-events.ts';
import { ruleShifts, spellsOf, touches } from '../../../../src/domain/oncall/hand-off/alerts.ts';
import { pageTimes, shiftPages } from '../../../../src/domain/oncall/hand-off/pages.ts';
import { shiftsBetween } from '../../../../src/domain/oncall/shifts.ts';
import { rotation } from '../rotation-support.ts';

const minute = 60_000;
const hour = 60 * minute;
const start = Date.parse('2026-11-25T00:00:00Z');
const window = { from: start, to: start + 10 * hour, which: 'this-shift' } as const;
const slack = [{ channel: 'slack-alerts', state: 'sent' as const }];

function event(
  kind: AlertEvent['kind'],
  after: number,
  parts: Partial<NotifiedEvent> = {},
): NotifiedEvent {
  const t = start + after * minute;
  return {
    ...{ key: 'a', rule: 'High Error Rate', severity: 'P2', environment: 'production' },
    ...{ kind, t, since: t, value: '9%', suppressed: null, sent: slack, ...parts },
  };
}

const rulesOf = (...events: NotifiedEvent[]) => ruleShifts(spellsOf(events), window, window.to);

describe('the alerts of a shift', () => {
  it('are counted by rule and environment, with the longest and who was told', () => {
    const failed = [{ channel: 'slack-alerts', state: 'failed' as const }];
    const rules = rulesOf(
      event('firing', 10),
      event('resolved', 15),
      event('firing', 200, { sent: failed }),
      event('resolved', 230),
      event('firing', 300, { environment: 'staging', key: 'b', severity: 'P1' }),
    );
    expect(rules).toMatchObject([
      { environment: 'staging', times: 1, lasts: true, longest: 5 * hour },
      { environment: 'production', times: 2, lasts: false, longest: 30 * minute },
    ]);
    expect(rules[1]?.told).toEqual([{ channel: 'slack-alerts', state: 'failed' }]);
  });

  it('are those that fired in it, whenever they began', () => {
    const rules = rulesOf(event('firing', -90), event('resolved', -60), event('firing', -30));
    expect(rules).toMatchObject([{ times: 1, longest: 10.5 * hour }]);
    expect(rulesOf(event('firing', 601))).toEqual([]);
  });

  it('say why nobody was told, unless somebody was in the end', () => {
    const suppressed = 'inhibited by Service Down (P1)';
    const quiet = { suppressed, sent: [] };
    expect(rulesOf(event('firing', 10, quiet))).toMatchObject([{ told: [], quiet: [suppressed] }]);
    const late = rulesOf(event('firing', 10, quiet), event('firing', 40));
    expect(late).toMatchObject([{ times: 1, told: slack, quiet: [] }]);
  });

  it('flap where one comes three times within an hour, not where three begin at once', () => {
    const comings = [0, 20, 40].flatMap((at) => [event('firing', at), event('resolved', at + 5)]);
    expect(rulesOf(...comings)[0]?.flapped).toBe(true);
    const apart = [0, 40, 80].flatMap((at) => [event('firing', at), event('resolved', at + 5)]);
    expect(rulesOf(...apart)[0]?.flapped).toBe(false);
    const many = rulesOf(...['a', 'b', 'c'].map((key) => event('firing', 1, { key })));
    expect(many).toMatchObject([{ times: 3, flapped: false }]);
  });

  it('have spells without data, which end when there is some', () => {
    const silent = spellsOf([event('no-data', 5), event('data-back', 25), event('no-data', 90)]);
    expect(silent.map(({ kind, from, to }) => [kind, from - start, to])).toEqual([
      ['no-data', 5 * minute, start + 25 * minute],
      ['no-data', 90 * minute, null],
    ]);
    expect(silent.every((spell) => touches(spell, window))).toBe(true);
  });
});

describe('the pages of a shift', () => {
  const contacts = [{ name: 'Minji', role: 'engineer', timezone: 'Europe/Berlin' }];
  const shifts = shiftsBetween(rotation(), start - 7 * 24 * hour, start + 7 * 24 * hour);
  const nightOf = (time: string) =>
    shiftPages([Date.parse(time)], { ...window, to: start + 24 * hour }, shifts, contacts);

  it.each([
    ['2026-11-25T05:59:59Z', true],
    ['2026-11-25T06:00:00Z', false],
    ['2026-11-25T21:59:59Z', false],
    ['2026-11-25T22:00:00Z', true],
  ])('fall into the night of who is on call: %s', (time, night) => {
    expect(nightOf(time)).toEqual([{ at: Date.parse(time), person: 'Minji', night }]);
  });

  it('are of an unknown hour where the engineer is not among the contacts', () => {
    expect(shiftPages([start], window, shifts, [])).toMatchObject([{ night: null }]);
    expect(shiftPages([window.to], window, shifts, contacts)).toEqual([]);
  });

  it('are those that PagerDuty took', () => {
    const page = (id: string, action: 'trigger' | 'resolve', at: number) => {
      const content = { via: 'pagerduty', action, dedupKey: id, summary: '', source: '' } as const;
      const full = { ...content, severity: 'error', details: {}, links: [] } as const;
      return { id, channel: 'pagerduty', rule: 'x', at, content: full };
    };
    const deliveries = [page('a', 'trigger', 1), page('b', 'resolve', 2), page('c', 'trigger', 3)];
    const state = (id: string) => (id === 'c' ? 'waiting' : 'sent');
    expect(pageTimes([{ events: [], deliveries }], state)).toEqual([1]);
  });
});
