import { describe, expect, it } from 'vitest';
import { conclude } from '../../../src/domain/diagnosis/conclude.ts';
import { type Observation, observe } from '../../../src/domain/diagnosis/observation.ts';
import type { Collected } from '../../../src/domain/evidence/findings.ts';
import { answer, without } from './collected.ts';
import { certificate } from './site-seen.ts';

const text = (en: string) => ({ en, ko: en });
const clue = (id: Observation['id'], weight: number): Observation => {
  const { reason } = observe(id, text(id));
  return { id, reason: { ...reason, weight } };
};
const concluded = (clues: readonly Observation[], collected: Collected = {}) =>
  conclude(collected, {
    hypotheses: ['certificate', 'cache', 'images', 'cause-not-seen'],
    clues,
    hand: [],
    about: (one) => (one === 'cache' ? 'v1.2.3' : null),
    twoCauses: () => false,
    halfSeen: (one) => one === 'images',
    advise: (recommended) => ({
      response: { kind: 'look-further' },
      notes: [text(`what to do about ${recommended}`)],
    }),
  });

describe('the end of a diagnosis', () => {
  it('is the cause, why it is that, and what to do about it', () => {
    const found = concluded([clue('cache-stale', 60), clue('cache-missing', 70)]);
    expect(found).toMatchObject({
      recommended: 'cache',
      standing: 'clear',
      response: { kind: 'look-further' },
    });
    expect(found.ranked[0]?.about).toBe('v1.2.3');
    expect(found.why.map(({ en }) => en)).toEqual([
      'cache-missing',
      'cache-stale',
      'what to do about cache',
    ]);
  });

  it('is what the site itself needs, where that is the cause', () => {
    const invalid = { certificate: answer(certificate({ state: 'invalid' })) };
    const found = concluded([clue('certificate-invalid', 90)], invalid);
    expect(found.response).toEqual({ kind: 'renew', host: 'talkstudio.app' });
    expect(found.why.map(({ en }) => en)).toEqual(['certificate-invalid']);
  });

  it('is a cause that is proven, however near another is', () => {
    const near = (id: Observation['id']) =>
      concluded([clue(id, 60), clue('cache-stale', 59)]).standing;
    expect(near('certificate-invalid')).toBe('clear');
    expect(near('certificate-expiring')).toBe('tie');
  });

  it('names no cause that is half seen, and says what was not answered', () => {
    const found = concluded([clue('image-huge', 90)], without({}, 'bundle'));
    expect(found).toMatchObject({ recommended: 'cause-not-seen', causes: [] });
    expect(found.unseen).toEqual([{ evidence: 'bundle', detail: 'bundle could not be asked' }]);
  });
});
