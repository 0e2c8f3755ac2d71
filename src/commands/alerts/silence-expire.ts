import * as z from 'zod/mini';
import {
  type ExpirePlan,
  expireAction,
  showExpirePlan,
} from '../../actions/notification/expire-silence.ts';
import type { Performed } from '../../contract/action.ts';
import { defineAction } from '../../contract/command.ts';
import type { Context, Screen } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import { isInForce, type Silence } from '../../domain/notification/silence.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { say } from '../../domain/text/language.ts';
import { knownSilences } from '../../evidence/alerts/silences.ts';
import { refusingGuards } from '../view/refusing-guards.ts';
import { liveRules, rulesOption } from './rules.ts';

const input = z.object({
  id: z.string(),
  rules: z.optional(z.string().check(z.minLength(1))),
});
type Receipt = { readonly id: string };

export default defineAction<z.output<typeof input>, ExpirePlan, Receipt, null>({
  name: 'alerts silence expire',
  danger: 'remote',
  examples: [
    {
      command: 'tsops alerts silence expire s3',
      explains: 'end it now; alerts that still fire are sent',
    },
  ],
  arguments: [
    { syntax: '<id>', description: 'an id from tsops alerts silence list', known: 'silence' },
  ],
  options: [rulesOption],
  input,
  async action({ id, rules: named }, context) {
    const silence = await silenceNamed(id, context);
    const { config } = await context.config();
    const { rules } = await liveRules(named, context);
    return expireAction({ context, config, silence, rules });
  },
  view: viewExpired,
});

async function silenceNamed(
  id: string,
  { journal, clock }: Pick<Context, 'journal' | 'clock'>,
): Promise<Silence> {
  const silences = await knownSilences(journal);
  const found = silences.find((each) => each.id === id.toLowerCase());
  if (found !== undefined) return found;
  const active = silences.filter((each) => isInForce(each, clock.now()));
  const ids = active.map((each) => each.id).join(', ');
  throw new TsopsError({
    kind: 'usage',
    message: `No silence is called ${cleanText(id, 40)}; ${ids === '' ? 'none is in force' : `in force: ${ids}`}.`,
    next: ['tsops alerts silence list'],
  });
}

function viewExpired(expired: Performed<ExpirePlan, Receipt, null>, screen: Screen): string {
  const { state, plan, said, record } = expired;
  if (state === 'planned') {
    return [showExpirePlan(plan, screen), ...refusingGuards(expired, screen)].join('\n');
  }
  const first = `${screen.sign(state === 'done' ? 'ok' : 'unknown')} ${screen.say(said)}`;
  const shown = screen.fit(first, screen.columns);
  return record === null
    ? shown
    : `${shown}\n${screen.paint.dim(`  ${screen.say(say('record  ', '기록'))} ${record}`)}`;
}
