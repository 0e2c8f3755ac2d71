import type { EvidenceId } from '../evidence/findings.ts';
import type { QuestionWeight } from '../evidence/questions/row.ts';
import { type QuestionTable, questions, questionsAbout } from '../evidence/questions/table.ts';

export interface Weight extends QuestionWeight {
  /** Null where no question is needed for it. */
  readonly evidence: EvidenceId | null;
}

const text = 'always: there are causes that tsops does not check';

/** What counts whatever the questions answer. */
const always = {
  errors: { 'unseen-always': { hypothesis: 'cause-not-seen', points: 25, counts: text } },
  speed: { 'slow-always': { hypothesis: 'cause-not-seen', points: 25, counts: text } },
  site: { 'site-always': { hypothesis: 'cause-not-seen', points: 25, counts: text } },
} as const satisfies Readonly<Record<string, Readonly<Record<string, QuestionWeight>>>>;

type NamesOf<Weights> = Weights extends null ? never : keyof Weights;
export type WeightId =
  | { [About in keyof typeof always]: keyof (typeof always)[About] }[keyof typeof always]
  | { [Id in EvidenceId]: NamesOf<QuestionTable[Id]['weights']> }[EvidenceId];

function marked(
  evidence: EvidenceId | null,
  own: Readonly<Record<string, QuestionWeight>> | null,
): (readonly [name: string, weight: Weight])[] {
  return Object.entries(own ?? {}).map(([name, weight]) => [name, { ...weight, evidence }]);
}

/** The weights of one runbook's diagnosis by their names, in the order of the table. */
export function weightsAbout(about: keyof typeof always): Readonly<Record<string, Weight>> {
  const ofQuestions = questionsAbout(about).flatMap((id) => marked(id, questions[id].weights));
  return Object.fromEntries([...marked(null, always[about]), ...ofQuestions]);
}

export const weights = {
  ...weightsAbout('site'),
  ...weightsAbout('errors'),
  ...weightsAbout('speed'),
} as Readonly<Record<WeightId, Weight>>;

/** What the engineer's own word counts. */
export const byHand = 30;
/** Points that the first must have to be recommended. */
export const enough = 45;
/** Points that must lie between the first and the second. */
export const clearMargin = 10;
/** Of two causes at once each must explain at least this share of the errors by itself … */
export const ownShare = 0.2;
/** … and both together not much more than all of them: else they explain the same errors. */
export const sharesTogether = 1.15;
