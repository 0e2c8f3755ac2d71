import * as z from 'zod/mini';
import { alertsPage } from '../../config/capabilities/web-pages.ts';
import { defineCommand } from '../../contract/command.ts';
import type { Screen } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import type { Transition } from '../../domain/alerts/evaluation/state.ts';
import { comparedUnit } from '../../domain/alerts/language/condition.ts';
import { valueText } from '../../domain/alerts/language/metrics.ts';
import type { Rule } from '../../domain/alerts/language/rule.ts';
import type { NotifiedEvent } from '../../domain/notification/notified-events.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { say } from '../../domain/text/language.ts';
import { nearest } from '../../domain/text/nearest.ts';
import { shellQuote } from '../../domain/text/shell-quote.ts';
import { createAlertReader } from '../../evidence/alerts/now.ts';
import { silencesInForce } from '../../evidence/alerts/silences.ts';
import { alertStory } from '../../evidence/reading/alert-story.ts';
import {
  type CheckedAlert,
  checkedAlerts,
  foremostEngine,
  nextOf,
  problemsOf,
  verdictOfAlertState,
  verdictOfAlerts,
} from './check-data.ts';
import { liveRules, rulesOption } from './rules.ts';
import { silencedLines } from './silenced-view.ts';
import {
  alertReasonText,
  alertStateText,
  deliveryText,
  eventKindText,
  shownValue,
  suppressedText,
} from './words.ts';

interface ExplainedAlert extends CheckedAlert {
  /** Each change of state in the time that the sources were asked for; values with their unit. */
  readonly transitions: readonly (Pick<Transition, 't' | 'from' | 'to' | 'reason'> & {
    readonly value: string;
  })[];
}

export interface ExplainedRule {
  readonly file: string;
  readonly name: string;
  readonly condition: string;
  readonly alerts: readonly ExplainedAlert[];
  /** What the watch told of it, oldest first. */
  readonly told: readonly NotifiedEvent[];
}

const input = z.object({
  rule: z.array(z.string()).check(z.minLength(1, { error: 'name the rule' })),
  rules: z.optional(z.string().check(z.minLength(1))),
});

/** Exits as `alerts check` does for the rule. */
export default defineCommand<z.output<typeof input>, ExplainedRule>({
  name: 'alerts explain',
  danger: 'read',
  examples: [
    {
      command: 'tsops alerts explain high error rate',
      explains: 'each change of its state with the reason, and what was sent to whom',
    },
  ],
  arguments: [{ syntax: '<rule...>', description: 'the name of a rule', known: 'rule' }],
  options: [rulesOption],
  input,
  async run(given, context) {
    const { file, rules } = await liveRules(given.rules, context);
    const named = given.rule.join(' ').toLowerCase();
    const rule = rules.find(({ name }) => name.toLowerCase() === named);
    if (rule === undefined) throw noRule(given.rule.join(' '), file, rules);
    const { config } = await context.config();
    const reader = createAlertReader(context, config, await context.environment());
    const [read, { silences, problems }] = await Promise.all([
      reader.read([rule]),
      silencesInForce(context),
    ]);
    const unit = comparedUnit(rule.condition);
    const live = read.flatMap(({ alerts }) => alerts);
    const alerts = checkedAlerts(read, silences).map((alert, index): ExplainedAlert => {
      const transitions = live[index]?.transitions ?? [];
      const shown = transitions.map(({ t, from, to, reason, value }) => {
        return { t, from, to, reason, value: valueText(value, unit) };
      });
      return { ...alert, transitions: shown };
    });
    const told = await alertStory(context.journal, rule.name);
    const { name, condition } = rule;
    return {
      verdict: verdictOfAlerts(alerts),
      data: { file, name, condition: condition.text, alerts, told },
      next: nextOf(alerts),
      problems: [...problemsOf(read), ...problems],
    };
  },
  webPage: ({ alerts }, config) => alertsPage(config, foremostEngine(alerts)),
  view: explainText,
});

function noRule(given: string, file: string, rules: readonly Rule[]): TsopsError {
  const names = rules.map(({ name }) => name);
  const close = nearest(given, names);
  return new TsopsError({
    kind: 'usage',
    message: `No rule of ${file} is called "${cleanText(given, 60)}".`,
    next:
      close === undefined
        ? [`one of ${names.join(', ')}`]
        : [`tsops alerts explain ${shellQuote([close])}`],
  });
}

const untold = say('no notification was sent', '보낸 알림이 없습니다');
const toldHeading = say('notifications', '보낸 알림');

/** In the team's zone alone: the reasons need the room. */
function moment(t: number, screen: Screen): string {
  return screen.time(t).replace(/ \(.*$/, '');
}

function explainText({ name, condition, alerts, told }: ExplainedRule, screen: Screen): string {
  const lines = alerts.flatMap(({ labels, state, value, detail, silenced, transitions }) => {
    const own = Object.values(labels).join(', ');
    const head = `${screen.sign(verdictOfAlertState(state))} ${screen.say(alertStateText(state))}, ${screen.say(shownValue(value))}${own && ` (${own})`}`;
    const changes = transitions.map(
      ({ t, to, value: seen, reason }) =>
        `  ${moment(t, screen)} ${screen.say(alertStateText(to))}: ${screen.say(alertReasonText(reason))}, ${screen.say(shownValue(seen))}`,
    );
    const quiet =
      silenced === null
        ? []
        : [
            screen.say(say(`  silenced (${silenced.id})`, `  알림 중지됨(${silenced.id})`)),
            ...silencedLines(silenced, screen),
          ];
    return [head, ...(detail === null ? [] : [`  ${detail}`]), ...quiet, ...changes];
  });
  const sent = told.map(({ t, kind, suppressed, sent: deliveries }) => {
    const whom = deliveries
      .map(({ channel, state }) => `${channel} ${screen.say(deliveryText(state))}`)
      .join(', ');
    const nobody = screen.say(say('nobody', '없음'));
    const who = suppressed === null ? whom || nobody : screen.say(suppressedText(suppressed));
    return `  ${moment(t, screen)} ${screen.say(eventKindText(kind))}: ${who}`;
  });
  return [
    `${screen.paint.bold(name)}  ${screen.paint.dim(condition)}`,
    ...lines,
    screen.paint.dim(screen.say(sent.length === 0 ? untold : toldHeading)),
    ...sent,
  ]
    .map((line) => screen.fit(line, screen.columns))
    .join('\n');
}
