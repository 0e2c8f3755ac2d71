import type {
  PostMessagePlan,
  PostMessageProof,
  PostMessageReceipt,
} from '../../actions/notification/post-message.ts';
import type { Performed } from '../../contract/action.ts';
import type { Screen } from '../../contract/context.ts';
import { say } from '../../domain/text/language.ts';
import { refusingGuards } from './refusing-guards.ts';

export type Posted = Performed<PostMessagePlan, PostMessageReceipt, PostMessageProof>;

/** What became of a message in Slack; while it is only planned, its words. */
export function viewPosted(posted: Posted, screen: Screen): string {
  const { state, plan, said, record } = posted;
  const sign = screen.sign(state === 'done' || state === 'planned' ? 'ok' : 'unknown');
  const shown = state === 'planned' ? plan.message.body.split('\n') : [];
  return [
    `${sign} ${plan.channel}: ${screen.say(said)}`,
    ...shown.map((line) => `  ${line}`),
    ...refusingGuards(posted, screen),
    ...(record === null
      ? []
      : [screen.paint.dim(`  ${screen.say(say('record  ', '기록'))} ${record}`)]),
  ]
    .map((line) => screen.fit(line, screen.columns))
    .join('\n');
}
