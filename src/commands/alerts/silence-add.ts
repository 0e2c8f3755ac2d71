import { type SilenceReceipt, silenceAction } from '../../actions/notification/silence-alerts.ts';
import type { SilencePlan } from '../../actions/notification/silence-plan.ts';
import { showSilencePlan, silenceWords } from '../../actions/notification/silence-plan-view.ts';
import type { Performed } from '../../contract/action.ts';
import { defineAction } from '../../contract/command.ts';
import type { Context, Screen } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import { parseEnd } from '../../domain/notification/silence-end.ts';
import { silencedElsewhere } from '../../domain/notification/silenced-elsewhere.ts';
import { type ChosenRules, chooseRules } from '../../domain/notification/silenced-rules.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { say } from '../../domain/text/language.ts';
import { refusingGuards } from '../view/refusing-guards.ts';
import { liveRules, rulesOption } from './rules.ts';
import { checkedEnd, type SilenceInput, silenceInput } from './silence-input.ts';

type Silenced = Performed<SilencePlan, SilenceReceipt, null>;

export default defineAction<SilenceInput, SilencePlan, SilenceReceipt, null>({
  name: 'alerts silence add',
  danger: 'remote',
  examples: [
    {
      command: "tsops alerts silence add high error rate --for 2h --reason 'hotfix'",
      explains: 'nobody is notified until then',
    },
    {
      command: "tsops alerts silence add 'Service*' --until '2026-12-01 09:00' --reason move",
      explains: "several; a time is on the clocks of the team's zone",
    },
    {
      command: "tsops alerts silence add 'Error Spike' --until-resolved --for 1d --reason 42",
      explains: 'until it resolves, for a day at most',
    },
  ],
  arguments: [
    { syntax: '<rule...>', description: "rule names, or patterns such as 'Error*'", known: 'rule' },
  ],
  options: [
    { flags: '--label <pair...>', description: 'only alerts with this label: monitor=API' },
    { flags: '--for <duration>', description: 'how long, 7d at most' },
    { flags: '--until <time>', description: "or until when: 09:00, '2026-12-01 09:00'" },
    { flags: '--until-resolved', description: 'end at the first resolve, if that is sooner' },
    { flags: '--reason <text>', description: 'the reason, for others to read' },
    rulesOption,
  ],
  input: silenceInput,
  async action(input, context) {
    const { config } = await context.config();
    const environment = await context.environment();
    const from = context.clock.now();
    const until = await endOf(input, from, config.timezone);
    const { file, rules } = await liveRules(input.rules, context);
    const found = chooseRules(input.words, rules, context.options.environment, environment);
    refuseUnknown(found, file);
    refuseWhereNoneIsLeft(found, input, until - from, context);
    const leftOut = found.leftOut.map(({ rule, why }) => ({ rule: rule.name, why }));
    const { labels, untilResolved, reason } = input;
    const what = { chosen: found.chosen, leftOut, labels, from, until, untilResolved, reason };
    return silenceAction({ context, config, environment, ...what });
  },
  view: viewSilenced,
});

async function endOf({ end }: SilenceInput, now: number, zone: string): Promise<number> {
  return 'lasts' in end ? now + end.lasts : checkedEnd(end.at, parseEnd(end.at, now, zone), now);
}

/** A name with a mistake in it would silence nothing, and whoever typed it would sleep on. */
function refuseUnknown({ unknown }: ChosenRules, file: string): void {
  if (unknown.length === 0) return;
  const messages = unknown.map(({ word, guess }) => {
    const hint = guess === undefined ? '' : ` Did you mean "${guess}"?`;
    return `No rule of ${file} is called "${cleanText(word, 80)}".${hint}`;
  });
  throw new TsopsError({
    kind: 'usage',
    message: messages.join('\n'),
    why: 'Nothing was silenced.',
    next: ['tsops alerts check'],
  });
}

/** A rule named outright must be one that can be silenced here; a pattern takes those that can. */
function refuseWhereNoneIsLeft(
  { chosen, leftOut }: ChosenRules,
  { words, labels, reason }: SilenceInput,
  lasts: number,
  { options }: Pick<Context, 'options'>,
): void {
  const byPattern = words.some((word) => word.includes('*'));
  const against = chosen.length === 0 || !byPattern ? leftOut : [];
  if (against.length === 0) return;
  const asked = { environment: options.environment, labels, lasts, reason };
  throw new TsopsError({
    kind: 'refused',
    message: against
      .map(({ rule, why }) => `"${rule.name}" cannot be silenced here: ${why}.`)
      .join('\n'),
    why: 'Nothing was silenced.',
    next: against.flatMap(({ rule, elsewhere }) =>
      elsewhere ? (silencedElsewhere(rule, asked) ?? []) : [],
    ),
  });
}

function viewSilenced(silenced: Silenced, screen: Screen): string {
  const { state, plan, said, record, undo } = silenced;
  if (state === 'planned') {
    return [showSilencePlan(plan, screen), ...refusingGuards(silenced, screen)].join('\n');
  }
  const sign = screen.sign(state === 'done' ? 'ok' : 'unknown');
  const rows = [
    [silenceWords.until, `${screen.time(plan.until)}, ${screen.ago(plan.until)}`] as const,
    ...(plan.untilResolved ? [[say('', ''), screen.say(silenceWords.orResolved)] as const] : []),
    ...(undo === null ? [] : [[say('undo', '되돌리기'), screen.step(undo)] as const]),
    ...(record === null ? [] : [[say('record', '기록'), record] as const]),
  ].map(([label, value]) => [screen.paint.dim(screen.say(label)), value]);
  return [
    screen.fit(`${sign} ${screen.say(said)}`, screen.columns),
    screen.table(rows, { flexible: 1 }),
  ].join('\n');
}
