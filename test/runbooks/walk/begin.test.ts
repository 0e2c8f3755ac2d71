import { describe, expect, it } from 'vitest';
import { pinTime } from '../../../src/domain/evidence/pinned-time.ts';
import type { RunbookStep } from '../../../src/runbooks/definition.ts';
import { highErrorRate } from '../../../src/runbooks/high-error-rate/runbook.ts';
import { performanceDegradation } from '../../../src/runbooks/performance-degradation/runbook.ts';
import { begin, takeUp } from '../../../src/runbooks/walk/begin.ts';
import { fakeClock } from '../../support/clock.ts';
import { fakeContext } from '../../support/context.ts';
import { memoryJournal } from '../../support/journal.ts';

const hour = 3_600_000;

function beginning() {
  const clock = fakeClock();
  const journal = memoryJournal(clock.now);
  const context = fakeContext({ clock, journal });
  const closed: string[] = [];
  const reopen = async (id: string) => {
    const record = await journal.reopen(id);
    return { ...record, close: async () => void closed.push(id) };
  };
  const watched = { ...context, journal: { ...journal, reopen } };
  const with_ = (more: object = {}) =>
    begin(watched, {
      runbook: highErrorRate,
      environment: 'production',
      pinned: pinTime(clock.now()),
      anew: false,
      fresh: hour,
      ...more,
    });
  const kinds = (id: string) => journal.records.get(id)?.map(({ kind }) => kind);
  return { clock, journal, context: watched, begin: with_, kinds, closed };
}

describe('where a walk begins', () => {
  it('opens an incident of the runbook, with its severity', async () => {
    const { begin: go, journal } = beginning();
    const { record, took } = await go();
    expect(took).toBe('new');
    expect(journal.records.get(record.id)).toMatchObject([
      { kind: 'started', severity: 'P2', runbook: 'high-error-rate', environment: 'production' },
      { kind: 'runbook-started', runbook: 'high-error-rate' },
    ]);
  });

  it('joins the incident of its environment that is open, and no other', async () => {
    const { begin: go, journal, kinds } = beginning();
    const first = await go();
    const staging = await go({ environment: 'staging' });
    const slow = await go({ runbook: performanceDegradation });
    expect(slow.record.id).toBe(first.record.id);
    expect(staging.record.id).not.toBe(first.record.id);
    expect(journal.records.size).toBe(2);
    expect(kinds(first.record.id)?.at(-1)).toBe('runbook-started');
  });

  it('takes up a walk that was left lately, with the minutes that it is about', async () => {
    const { begin: go, clock, kinds } = beginning();
    const first = await go();
    await first.record.append('passed', { step: 'symptoms', round: 1 });
    clock.advance(hour / 2);
    const again = await go();
    expect(again).toMatchObject({ took: 'up', pinned: first.pinned });
    expect(kinds(again.record.id)?.slice(-2)).toEqual(['passed', 'resumed']);
  });

  it.each([
    ['it was left long ago', 2 * hour, {}, 'passed'],
    ['it is to be begun anew', 0, { anew: true }, 'passed'],
    ['it has ended', 0, {}, 'runbook-ended'],
    ['it was given up', 0, {}, 'aborted'],
  ] as const)('begins again where %s', async (_, wait, more, last) => {
    const { begin: go, clock, kinds } = beginning();
    const { record } = await go();
    await record.append(last, { step: 'symptoms', round: 1, outcome: 'walked', reason: 'x' });
    clock.advance(wait);
    expect((await go(more)).took).toBe('new');
    expect(kinds(record.id)?.filter((kind) => kind === 'runbook-started')).toHaveLength(2);
  });

  it('keeps a write of the walk before in sight, which is not known to be over', async () => {
    const { begin: go, context } = beginning();
    const { record } = await go();
    const about = { step: 'roll-back', round: 1, action: 'rollback', target: 'v1.2.2' };
    await record.append('acting', about);
    const { lines } = await go({ anew: true, runbook: performanceDegradation });
    const { progressOf } = await import('../../../src/runbooks/engine.ts');
    expect(progressOf(performanceDegradation, lines).acting).toMatchObject(about);
    const taken = await takeUp(context, record.id, async () => edited);
    expect(taken.lines.at(-1)?.kind).toBe('resumed');
  });
});

const without = (id: string): RunbookStep[] => highErrorRate.steps.filter((step) => step.id !== id);
const edited = { ...highErrorRate, steps: without('roll-back'), file: 'runbooks/ours.md' };

describe('what is taken up', () => {
  it('tells a crash from a pause', async () => {
    const { begin: go, journal } = beginning();
    const { record } = await go();
    await go();
    await record.append('paused', {});
    await go();
    const resumed = journal.records.get(record.id)?.filter(({ kind }) => kind === 'resumed');
    expect(resumed?.map(({ crashed }) => crashed)).toEqual([true, false]);
  });

  it('goes on by the steps where the runbook was edited, and says so once', async () => {
    const { begin: go, context, kinds } = beginning();
    const { record } = await go();
    await takeUp(context, record.id, async () => edited);
    await takeUp(context, record.id, async () => edited);
    const said = kinds(record.id)?.filter((kind) => kind === 'runbook-edited');
    expect(said).toHaveLength(1);
  });

  it('is refused where an open write has lost its step, and the record is given back', async () => {
    const { begin: go, context, closed } = beginning();
    const { record } = await go();
    const about = { step: 'roll-back', round: 1, action: 'rollback', target: 'v1.2.2' };
    await record.append('acting', about);
    const taken = takeUp(context, record.id, async () => edited);
    await expect(taken).rejects.toMatchObject({
      kind: 'refused',
      next: ['put the step roll-back back into runbooks/ours.md', 'tsops incident timeline'],
    });
    expect(closed).toEqual([record.id]);
  });

  it('is refused where the walk has ended, and where none was started', async () => {
    const { begin: go, context, journal } = beginning();
    const { record } = await go();
    await record.append('runbook-ended', { outcome: 'walked' });
    const runbookOf = async () => highErrorRate;
    await expect(takeUp(context, record.id, runbookOf)).rejects.toThrow(/completed/);
    const other = await journal.start('incident-by-hand');
    await other.append('started', {});
    await expect(takeUp(context, other.id, runbookOf)).rejects.toThrow(/No runbook was started/);
  });
});
