/* How a diagnosis is graded against the truth of its scenario, which was written first. */
import type { Diagnosis } from '../../src/domain/diagnosis/types.ts';
import type { Scenario } from '../../src/sandbox/scenario.ts';
import type { Played } from './diagnose.ts';

type Answer = NonNullable<Scenario['answer']>;
type Graded = Pick<Played, 'answer' | 'diagnosis'>;

/** `not-seen`: an honest "cause not seen" where an engineer would have seen it. */
export type Grade = 'right' | 'not-seen' | 'wrong' | 'harmful';
export type Harm = 'rollback' | 'false-alarm' | 'invalidation';

/** One name for causes: two at once stand as `a + b`. */
const nameOf = (causes: readonly string[]) => causes.toSorted().join(' + ');

export function concluded({ causes, recommended }: Diagnosis): string {
  return causes.length > 1 ? nameOf(causes) : recommended;
}

export function trueCause({ answer }: Pick<Played, 'answer'>): string {
  return nameOf(answer.recommended);
}

/** All conclusions that are right; where the evidence cannot tell, to say that is one of them. */
export function rightAnswers({ recommended, fair, tellable }: Answer): readonly string[] {
  const all = [recommended, ...fair, ...(tellable ? [] : [['cause-not-seen']])].map(nameOf);
  return [...new Set(all)];
}

/** A rollback was recommended although no deploy is to blame, or to a version that is bad too. */
export function wrongRollback({ answer, diagnosis: { response } }: Graded): boolean {
  return response.kind === 'rollback' && response.version !== answer.rollback;
}

/**
 * What would do harm: a rollback of the innocent (or to a bad version, or where there is no way back), "false
 * alarm" while it lasts, an invalidation that repairs nothing and empties the edge.
 */
export function harmsOf(played: Graded): readonly Harm[] {
  const { answer, diagnosis } = played;
  const lasts = !rightAnswers(answer).includes('false-alarm');
  return [
    ...(wrongRollback(played) ? (['rollback'] as const) : []),
    ...(diagnosis.recommended === 'false-alarm' && lasts ? (['false-alarm'] as const) : []),
    ...(diagnosis.response.kind === 'invalidate' && !answer.invalidation
      ? (['invalidation'] as const)
      : []),
  ];
}

export function gradeOf(played: Graded): Grade {
  if (harmsOf(played).length > 0) return 'harmful';
  const said = concluded(played.diagnosis);
  if (rightAnswers(played.answer).includes(said)) return 'right';
  return said === 'cause-not-seen' ? 'not-seen' : 'wrong';
}

/** A cause is named that is none. */
export function accused({ answer, diagnosis: { causes } }: Graded): boolean {
  const right: readonly string[] = [answer.recommended, ...answer.fair].flat();
  return causes.some((cause) => !right.includes(cause));
}
