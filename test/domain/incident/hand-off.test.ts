import { describe, expect, it } from 'vitest';
import { draftUpdate, updateMessage } from '../../../src/domain/incident/draft-update.ts';
import { handOff } from '../../../src/domain/incident/hand-off.ts';
import { type JournalLine, mergeLines } from '../../../src/domain/incident/merged-lines.ts';
import { incidentOf } from '../../../src/domain/incident/replay.ts';
import { responseClockOf } from '../../../src/domain/incident/standing.ts';
import { timelineOf } from '../../../src/domain/incident/timeline.ts';
import { line, own, startedFields } from '../../support/incident.ts';

const intent = {
  action: 'rollback',
  environment: 'production',
  from: 'v1.2.3',
  to: 'v1.2.2',
  incident: own,
};
const linked = {
  id: '20261125T032000Z-rollback-production',
  entries: [line(1, 5, 'intent', intent)],
};

function written(language: 'en' | 'ko', more: readonly JournalLine[] = []) {
  const entries = [
    line(1, 0, 'started', startedFields),
    line(2, 2, 'hypothesis', { hypothesis: 'client', change: 'ruled-out', reason: 'all have it' }),
    ...more,
  ];
  const lines = mergeLines({ id: own, entries }, [linked]);
  const incident = incidentOf(lines);
  if (incident === null) throw new Error('no incident');
  const now = incident.times.detected.at + 10 * 60_000;
  const standing = responseClockOf(incident, now, 30 * 60_000);
  const timeline = timelineOf(lines, language, 'Asia/Seoul');
  const zone = 'Asia/Seoul';
  const text = handOff({ incident, standing, timeline, zone, language, to: '@seungho' });
  return { text, incident, now };
}

describe('a hand-off', () => {
  it('tells what changed and how to undo it, what is in flight, what was ruled out, what to do', () => {
    const { text } = written('en');
    for (const part of [
      '**P2 a main function is broken**, open, production',
      'rollback v1.2.3 → v1.2.2: unknown (rollback#1); undo: `tsops rollback v1.2.3 --forward`',
      'rollback: unknown (rollback#1); `tsops rollback status`',
      'client (browser or OS): all have it (#2)',
      'Nobody yet.',
      '    tsops rollback status',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('is written in Korean', () => {
    const { text } = written('ko');
    expect(text).toContain('# 인수인계: Errors after v1.2.3');
    expect(text).toContain('되돌리기: `tsops rollback v1.2.3 --forward`');
    expect(text).not.toMatch(/Hand-off|Nothing|Nobody/);
  });
});

describe('a draft of an update', () => {
  it('tells the conditions in figures, the actions under way, and what is wanted', () => {
    const evidence = {
      question: 'q',
      verdict: 'bad',
      detail: 'd',
      source: 's',
      value: { rate: 8.4, limit: 5 },
    };
    const rate = line(3, 3, 'evidence', { id: 'error-rate', evidence });
    const { incident, now } = written('en', [rate]);
    expect(draftUpdate(incident, now, 'en', 'Asia/Seoul')).toEqual({
      conditions: 'a main function is broken for 10m; error rate 8.4 % (limit 5 %)',
      actions: 'rollback v1.2.3 → v1.2.2 (unknown)',
      needs: 'Tell us in the thread what you see, with browser and time',
    });
    const message = updateMessage(
      incident,
      draftUpdate(incident, now, 'en', 'Asia/Seoul'),
      now,
      'en',
      'Asia/Seoul',
    );
    expect(message.fields.map(({ value }) => value)).toEqual([
      'production',
      'error rate 8.4 % (limit 5 %)',
      'not known',
      '10m',
    ]);
    expect(message.color).toBe('danger');
  });

  it('ends with what it was', () => {
    const { incident, now } = written('ko', [line(3, 8, 'resolved', { summary: '롤백으로 해결' })]);
    const draft = draftUpdate(incident, now, 'ko', 'Asia/Seoul');
    expect(draft.conditions).toBe('해결: 롤백으로 해결');
    expect(updateMessage(incident, draft, now, 'ko', 'Asia/Seoul')).toMatchObject({
      color: 'good',
    });
  });
});
