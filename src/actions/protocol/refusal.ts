import type { Action, Plan } from '../../contract/action.ts';
import { TsopsError } from '../../contract/errors.ts';
import { type Language, say } from '../../domain/text/language.ts';
import { nounOf } from './noun.ts';
import { performed } from './result.ts';
import { nothingWasDone } from './stopped.ts';

/** Throws `refused` (exit 5), with the plan as its data, where a guard says no or could not be asked. */
export function refuseWhereAGuardDoes<P extends Plan, R, V>(
  action: Action<P, R, V>,
  plan: P,
): void {
  const against = plan.guards.filter((guard) => guard.state !== 'pass');
  if (against.length === 0) return;
  const reasons = (language: Language) => against.map(({ said }) => said[language]).join('; ');
  const noun = nounOf(action);
  throw new TsopsError({
    kind: 'refused',
    message: say(
      `The ${noun.en} was refused: ${reasons('en')}.`,
      `사전 점검에서 ${noun.ko}이(가) 거부되었습니다: ${reasons('ko')}.`,
    ),
    why: nothingWasDone,
    next: against.flatMap((guard) => guard.next ?? []),
    data: performed(action, plan, 'not-done', {
      detail: say('refused by its guards', '사전 점검에서 거부되었습니다'),
    }),
  });
}
