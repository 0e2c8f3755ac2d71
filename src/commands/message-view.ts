import type { Performed } from '../actions/action.ts';
import type {
  PostMessagePlan,
  PostMessageProof,
  PostMessageReceipt,
} from '../actions/post-message.ts';
import type { Screen } from '../context.ts';

export type Posted = Performed<PostMessagePlan, PostMessageReceipt, PostMessageProof>;

/** What became of a message in Slack; while it is only planned, its words. */
export function viewPosted({ state, plan, detail, record }: Posted, screen: Screen): string {
  const sign = screen.sign(state === 'done' || state === 'planned' ? 'ok' : 'unknown');
  const shown = state === 'planned' ? plan.message.body.split('\n') : [];
  return [
    `${sign} ${plan.channel} ${detail}`,
    ...shown.map((line) => `  ${line}`),
    ...(record === null ? [] : [screen.paint.dim(`  record   ${record}`)]),
  ]
    .map((line) => screen.fit(line, screen.columns))
    .join('\n');
}
