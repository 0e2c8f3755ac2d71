import type { Performed } from '../../contract/action.ts';
import type { Screen } from '../../contract/context.ts';
import { say } from '../../domain/text/language.ts';

/** What would refuse it, of a plan that was only shown: `--dry-run` must not look like a yes. */
export function refusingGuards(
  { state, plan }: Pick<Performed, 'state' | 'plan'>,
  screen: Screen,
): string[] {
  if (state !== 'planned') return [];
  return plan.guards
    .filter((guard) => guard.state !== 'pass')
    .map((guard) => {
      const sign = screen.sign(guard.state === 'refuse' ? 'bad' : 'unknown');
      const { en, ko } = guard.said;
      const would = say(`it would be refused: ${en}`, `거부될 예정: ${ko}`);
      return `  ${sign} ${screen.say(would)}`;
    });
}
