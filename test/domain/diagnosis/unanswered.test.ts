import { describe, expect, it } from 'vitest';
import { isPartlyUnanswered } from '../../../src/domain/diagnosis/unanswered.ts';
import type { Collected, EvidenceId } from '../../../src/domain/evidence/findings.ts';
import type { Verdict } from '../../../src/domain/evidence/verdict.ts';

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
