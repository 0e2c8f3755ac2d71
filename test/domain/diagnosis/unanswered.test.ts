import { describe, expect, it } from 'vitest';
import {
  doubtsIn,
  isPartlyUnanswered,
  unansweredIn,
} from '../../../src/domain/diagnosis/unanswered.ts';
import type { Collected, EvidenceId } from '../../../src/domain/evidence/findings.ts';
import type { Verdict } from '../../../src/domain/evidence/verdict.ts';
import { answer, badDeploy, slow, without } from './collected.ts';
import { siteUp } from './site-seen.ts';

/** What must be answered before a service of others may be named. */
const needed = [
  'error-rate',
  'error-types',
  'error-onset',
  'affected-users',
  'dependencies',
] as const;

function answered(ids: readonly EvidenceId[], unknown?: EvidenceId): Collected {
  const one = (verdict: Verdict) => ({ verdict, value: null });
  return Object.fromEntries(ids.map((id) => [id, one(id === unknown ? 'unknown' : 'no-data')]));
}

describe('a hypothesis', () => {
  it('is seen whole where all that could clear it was answered, even with no data', () => {
    expect(isPartlyUnanswered('external-service', answered(needed))).toBe(false);
  });

  it.each(needed)('is half seen where %s is unknown, or was not asked', (id) => {
    expect(isPartlyUnanswered('external-service', answered(needed, id))).toBe(true);
    expect(
      isPartlyUnanswered('external-service', answered(needed.filter((one) => one !== id))),
    ).toBe(true);
  });

  it('is not concerned by a question that could not clear it', () => {
    const withMore = [...needed, 'browser-split', 'status-pages'] as const;
    expect(isPartlyUnanswered('external-service', answered(withMore, 'browser-split'))).toBe(false);
    expect(isPartlyUnanswered('external-service', answered(withMore, 'status-pages'))).toBe(false);
  });

  it.each(['false-alarm', 'cause-not-seen', 'a hunch', 'toString'])('%s needs none', (name) => {
    expect(isPartlyUnanswered(name, {})).toBe(false);
  });
});

describe('a false alarm', () => {
  it('is half seen while nobody knows whether the site is up', () => {
    const known = { 'site-up': answer(siteUp(), 'ok') };
    expect(isPartlyUnanswered('false-alarm', known)).toBe(false);
    expect(isPartlyUnanswered('false-alarm', without(known, 'site-up'))).toBe(true);
    expect(isPartlyUnanswered('cause-not-seen', without(known, 'site-up'))).toBe(false);
  });
});

describe('questions that were not answered', () => {
  it('are told in the order of their names, with what hindered them', () => {
    const found = unansweredIn(
      without(badDeploy, 'error-rate', 'browser-split', 'correlation', 'affected-users'),
    );
    expect(found).toEqual([
      { evidence: 'affected-users', detail: 'affected-users could not be asked' },
      { evidence: 'browser-split', detail: 'browser-split could not be asked' },
      { evidence: 'correlation', detail: 'correlation could not be asked' },
      { evidence: 'error-rate', detail: 'error-rate could not be asked' },
    ]);
  });

  it('are told by their answer where no problem is known', () => {
    const unknown = { bundle: { ...answer<never>(null, 'unknown'), detail: 'no build was read' } };
    expect(unansweredIn(unknown)).toEqual([{ evidence: 'bundle', detail: 'no build was read' }]);
  });

  it('are none where nothing was found: that is an answer', () => {
    expect(unansweredIn({ bundle: answer<never>(null, 'no-data') })).toEqual([]);
  });
});

describe('a hypothesis is doubted', () => {
  it('where a question of its own walk could clear it, and was not answered', () => {
    const errors = doubtsIn(without(badDeploy, 'dependencies'), 'errors', false);
    expect(errors('recent-deployment')).toBe(true);
    expect(doubtsIn(badDeploy, 'errors', false)('external-service')).toBe(false);
  });

  it('where a question about the site could clear it, in every walk', () => {
    const known = { 'served-deploy': answer<never>(null, 'no-data') };
    for (const about of ['errors', 'speed'] as const) {
      expect(doubtsIn(known, about, false)('not-served')).toBe(false);
      expect(doubtsIn(without(known, 'served-deploy'), about, false)('not-served')).toBe(true);
    }
  });

  it('not for a question of another walk', () => {
    expect(doubtsIn(slow, 'speed', false)('images')).toBe(false);
    expect(doubtsIn(without(slow, 'page-speed'), 'speed', false)('images')).toBe(true);
  });

  it('where it is a false alarm that an answer contradicts, and no other', () => {
    const doubted = (contradicted: boolean) => doubtsIn(slow, 'speed', contradicted);
    expect(doubted(true)('false-alarm')).toBe(true);
    expect(doubted(false)('false-alarm')).toBe(false);
    expect(doubted(true)('images')).toBe(false);
  });
});
