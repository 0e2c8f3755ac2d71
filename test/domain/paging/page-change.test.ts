import { describe, expect, it } from 'vitest';
import { isReached, levelOf, listed, nextLevel } from '../../../src/domain/paging/page-change.ts';
import { pageKey } from '../../../src/domain/paging/page-key.ts';
import type { PagedIncident, PagedLevel } from '../../../src/domain/paging/paged-incident.ts';
import { samplePage } from '../../samples/paging/listed-page.ts';

const [minji, seungho, yuna] = ['Minji Kim', 'Seungho Park', 'Yuna Choi'].map((name) => ({
  id: `P${name[0]}`,
  name,
})) as [{ id: string; name: string }, { id: string; name: string }, { id: string; name: string }];

const levels: PagedLevel[] = [
  { level: 1, people: [minji] },
  { level: 2, people: [seungho, yuna] },
  { level: 4, people: [yuna] },
];

const of = (change: Partial<PagedIncident>): PagedIncident => ({
  ...samplePage,
  assigned: [minji],
  ...change,
});

describe('the step that has a page', () => {
  it.each<[string, Partial<PagedIncident>, number, number | undefined]>([
    ['is that of whoever it is assigned to', {}, 1, 2],
    ['is the lowest, for who stands at several', { assigned: [yuna] }, 2, 4],
    ['is none, where it was given by name', { direct: true }, 0, 1],
    ['is none, for who stands at none', { assigned: [{ id: 'PX', name: 'X' }] }, 0, 1],
    ['is none, where nobody has it', { assigned: [] }, 0, 1],
  ])('%s', (_what, change, now, next) => {
    expect(levelOf(of(change), levels)).toBe(now);
    expect(nextLevel(of(change), levels)?.level).toBe(next);
  });

  it('has no next one after the last', () => {
    const last = [{ level: 1, people: [minji] }];
    expect(nextLevel(of({}), last)).toBeUndefined();
  });
});

describe('whom a page goes to next', () => {
  it('are the people of the next step, where it escalates by itself', () => {
    expect(listed(of({}), levels).escalatesTo).toEqual(['Seungho Park', 'Yuna Choi']);
  });

  it('is nobody where it does not', () => {
    expect(listed(of({ escalatesAt: null }), levels).escalatesTo).toEqual([]);
  });
});

describe('a change that shows', () => {
  it.each([
    ['acknowledged', of({ status: 'acknowledged' }), { to: 'acknowledged' }, true],
    ['not acknowledged', of({}), { to: 'acknowledged' }, false],
    ['resolved', of({ status: 'resolved' }), { to: 'resolved', resolution: null }, true],
    ['one of the step', of({ assigned: [yuna] }), { to: 'level', ...levels[1] }, true],
    ['nobody of the step', of({}), { to: 'level', ...levels[1] }, false],
    ['the person', of({ assigned: [yuna] }), { to: 'person', person: yuna }, true],
    ['another person', of({}), { to: 'person', person: yuna }, false],
    [
      'the person, who acknowledged it and was not paged anew',
      of({ assigned: [yuna], status: 'acknowledged' }),
      { to: 'person', person: yuna },
      false,
    ],
    [
      'the person, who acknowledged it again since',
      of({ assigned: [yuna], status: 'acknowledged', changedAt: samplePage.changedAt + 1 }),
      { to: 'person', person: yuna },
      true,
    ],
    [
      'the person, but it is over',
      of({ assigned: [yuna], status: 'resolved' }),
      { to: 'person', person: yuna },
      false,
    ],
  ] as const)('%s', (_what, page, change, reached) => {
    const before = { changedAt: samplePage.changedAt };
    expect(isReached(page, change as Parameters<typeof isReached>[1], before)).toBe(reached);
  });
});

describe('the key of a page', () => {
  const about = {
    environment: 'production',
    incident: null,
    to: 'escalation',
    summary: 'checkout is down',
    now: Date.parse('2026-11-23T03:10:00Z'),
  };

  it('is the same for the same words within an hour of the clock, and fits PagerDuty', () => {
    const later = { ...about, now: Date.parse('2026-11-23T03:59:59Z') };
    expect(pageKey(later)).toBe(pageKey(about));
    expect(pageKey(about)).toMatch(/^tsops-page-production-[0-9a-f]{12}$/);
  });

  it.each([
    ['an hour later', { now: Date.parse('2026-11-23T04:00:00Z') }],
    ['for other words', { summary: 'checkout is slow' }],
    ['for another environment', { environment: 'staging' }],
    ['for somebody else', { to: 'PYUNA03' }],
    ['in an incident', { incident: 'i-1' }],
  ])('is another %s', (_what, change) => {
    expect(pageKey({ ...about, ...change })).not.toBe(pageKey(about));
  });

  it('is one for a whole incident, whatever is said', () => {
    const first = pageKey({ ...about, incident: 'i-1' });
    const later = { ...about, incident: 'i-1', summary: 'worse', now: about.now + 86_400_000 };
    expect(pageKey(later)).toBe(first);
  });
});
