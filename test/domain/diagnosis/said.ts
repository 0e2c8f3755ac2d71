import { type ErrorFacts, errorFacts } from '../../../src/domain/diagnosis/error-facts.ts';
import type { Observation } from '../../../src/domain/diagnosis/observation.ts';
import type { Collected, EvidenceId } from '../../../src/domain/evidence/findings.ts';

/** What is observed, by name and in its order. */
export const ids = (clues: readonly Observation[]) => clues.map(({ id }) => id);

/** What is said of each in English, a line each. */
export const said = (clues: readonly Observation[]) =>
  clues.map(({ reason }) => reason.text.en).join('\n');

/** The same in Korean. */
export const saidInKorean = (clues: readonly Observation[]) =>
  clues.map(({ reason }) => reason.text.ko).join('\n');

export const facts = (collected: Collected): ErrorFacts => errorFacts(collected, 'UTC');

/** As where a question was never put. */
export function unasked(collected: Collected, ...left: readonly EvidenceId[]): Collected {
  return Object.fromEntries(
    Object.entries(collected).filter(([id]) => !left.includes(id as EvidenceId)),
  );
}
