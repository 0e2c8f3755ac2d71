import { describe, expect, it } from 'vitest';
import { type JournalLine, mergeLines } from '../../../src/domain/incident/merged-lines.ts';
import { incidentOf } from '../../../src/domain/incident/replay.ts';
import { responseClockOf } from '../../../src/domain/incident/standing.ts';
import { line, own, startedFields } from '../../support/incident.ts';

const minute = 60_000;
const start = line(1, 0, 'started', startedFields);
const rollback = '20261125T032000Z-rollback-production';
const intent = {
  action: 'rollback',
  environment: 'production',
  from: 'v1.2.3',
  to: 'v1.2.2',
  incident: own,
};

function stateOf(entries: readonly JournalLine[], linked: readonly JournalLine[] = []) {
  const records = linked.length === 0 ? [] : [{ id: rollback, entries: linked }];
  const found = incidentOf(mergeLines({ id: own, entries: [start, ...entries] }, records));
  if (found === null) throw new Error('no incident');
  return found;
}

describe('where an incident stands', () => {
  it('is nowhere without its first line', () => {
    const lines = mergeLines({ id: own, entries: [line(2, 1, 'note', { text: 'x' })] }, []);
    expect(incidentOf(lines)).toBeNull();
  });

  it('has the title that tsops gave it in every language, and what a person typed as it was typed', () => {
    const titles = { en: 'High Error Rate in production', ko: 'production 높은 오류율' };
    const named = (fields: object, more: readonly JournalLine[] = []) => {
      const first = line(1, 0, 'started', { ...startedFields, title: titles.en, ...fields });
      return incidentOf(mergeLines({ id: own, entries: [first, ...more] }, []));
    };
    expect(named({ titles })).toMatchObject({ title: titles.en, titles });
    const typed = { en: titles.en, ko: titles.en };
    for (const titlesOfOld of [undefined, null, 'x', { en: 1, ko: '' }]) {
      expect(named({ titles: titlesOfOld })?.titles).toEqual(typed);
    }
    const correction = line(2, 3, 'correction', { of: 1, text: '결제 오류' });
    const corrected = named({ titles }, [correction]);
    expect(corrected?.titles).toEqual({ en: '결제 오류', ko: '결제 오류' });
  });

  it('is open, mitigated once the evidence recovered, and open again where it is bad anew', () => {
    expect(stateOf([]).phase).toBe('open');
    const recovered = line(2, 5, 'recovery', { recovered: true });
    expect(stateOf([recovered]).phase).toBe('mitigated');
    expect(stateOf([recovered, line(3, 9, 'recovery', { recovered: false })]).phase).toBe('open');
    expect(stateOf([line(2, 5, 'mitigated', { text: 'hidden' })]).phase).toBe('mitigated');
    expect(stateOf([line(2, 9, 'resolved', { summary: 'over' })]).phase).toBe('resolved');
  });

  it('names what changed, how to undo it, and what nobody knows the end of', () => {
    const [effect] = stateOf([], [line(1, 5, 'intent', intent)]).effects;
    expect(effect).toMatchObject({
      line: 'rollback#1',
      what: 'v1.2.3 → v1.2.2',
      state: 'unknown',
      inFlight: true,
      undo: 'tsops rollback v1.2.3 --forward',
      status: 'tsops rollback status',
    });
    const done = line(2, 9, 'outcome', { state: 'done', detail: 'v1.2.2 is served' });
    expect(stateOf([], [line(1, 5, 'intent', intent), done]).effects[0]?.inFlight).toBe(false);
    const refused = line(2, 9, 'outcome', { state: 'not-done', detail: 'no' });
    expect(stateOf([], [line(1, 5, 'intent', intent), refused]).effects[0]).toMatchObject({
      undo: null,
      inFlight: false,
    });
  });

  it('names a silence and how to end it, until it was ended', () => {
    const silence = { action: 'silence', environment: 'production', id: 's3', target: 'Down' };
    const added = line(1, 5, 'intent', silence);
    expect(stateOf([], [added]).effects[0]).toMatchObject({
      what: 'Down',
      undo: 'tsops alerts silence expire s3',
      status: 'tsops alerts silence list',
    });
    const ended = line(2, 9, 'intent', { ...silence, action: 'expire-silence' });
    expect(stateOf([], [added, ended]).effects[0]?.undo).toBeNull();
    const foreign = line(1, 5, 'intent', { ...silence, id: 's3; rm -rf /' });
    expect(stateOf([], [foreign]).effects[0]?.undo).toBeNull();
  });

  it('counts the response from detection to the first line of a person', () => {
    const evidence = line(2, 1, 'evidence', { id: 'error-rate', evidence: {} });
    const before = line(3, 4, 'note', { text: 'x', eventAt: line(0, -9, '').eventAt });
    const { times } = stateOf([evidence, before, line(4, 6, 'note', { text: 'y' })]);
    expect(times.acknowledged).toEqual({ at: times.detected.at + 6 * minute, line: '#4' });
  });

  it('moves with severity, and with who accepted it', () => {
    const state = stateOf([
      line(2, 1, 'severity', { from: 'P2', to: 'P1', reason: 'all' }),
      line(3, 2, 'accepted', { from: 'minji@desk', actor: 'seungho@laptop' }),
    ]);
    expect([state.severity, state.startedBy, state.driver]).toEqual([
      'P1',
      'minji@desk',
      'seungho@laptop',
    ]);
  });

  it('keeps what was ruled out last, and apart from what stands', () => {
    const ranked = [
      { hypothesis: 'recent-deployment', score: 80 },
      { hypothesis: 'client', score: 10 },
    ];
    const state = stateOf([
      line(2, 1, 'hypothesis', {
        hypothesis: 'client',
        change: 'ruled-out',
        reason: 'all have it',
      }),
      line(3, 2, 'decision', {
        hypothesis: 'recent-deployment',
        ranked,
        response: { kind: 'watch' },
      }),
      line(4, 3, 'hypothesis', { hypothesis: 'DNS', change: 'added', reason: '' }),
    ]);
    expect(state.considered.map(({ hypothesis, standing }) => [hypothesis, standing])).toEqual([
      ['recent-deployment', 'open'],
      ['DNS', 'open'],
      ['client', 'ruled-out'],
    ]);
  });

  it('counts down to the response, and to the next word to people', () => {
    const state = stateOf([]);
    const now = state.times.detected.at + 6 * minute;
    expect(responseClockOf(state, now, 30 * minute)).toMatchObject({
      respondWithin: 15 * minute,
      respondBy: state.times.detected.at + 15 * minute,
      respondedAfter: null,
      updateDue: state.times.detected.at + 30 * minute,
      verdict: 'bad',
    });
    expect(responseClockOf(state, now + 30 * minute, 30 * minute).next).toBe(
      'tsops incident update',
    );
    const walked = { ...state, runbook: 'high-error-rate', decision: { line: '#4' } as never };
    const nextOf = (updates: (typeof state)['updates']) =>
      responseClockOf({ ...walked, updates }, now, 30 * minute).next;
    expect(nextOf([])).toBe('tsops incident update');
    // Told just now, people are not told again: the walk goes on.
    expect(nextOf([{ at: now } as never])).toBe('tsops runbook high-error-rate');
    const flying = stateOf([], [line(1, 5, 'intent', intent)]);
    expect(responseClockOf(flying, now, 30 * minute).next).toBe('tsops rollback status');
  });

  it('knows the thread of its first word to people', () => {
    const posted = { action: 'post-update', channel: '#ops', text: 'hello', incident: own };
    const receipt = { receipt: { via: 'bot', channel: 'C1', ts: '1.2' } };
    const [update] = stateOf(
      [],
      [line(1, 5, 'intent', posted), line(2, 6, 'receipt', receipt)],
    ).updates;
    expect(update).toMatchObject({ channel: '#ops', thread: { channel: 'C1', ts: '1.2' } });
    expect(stateOf([], [line(1, 5, 'intent', posted)]).updates).toEqual([]);
  });
});
