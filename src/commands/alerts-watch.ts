import * as z from 'zod/mini';
import { openNotifier } from '../actions/alert-notifier.ts';
import { askConsent } from '../actions/consent.ts';
import { defineCommand, type Outcome } from '../command.ts';
import type { Config } from '../config/schema.ts';
import type { Context, Live, Screen } from '../context.ts';
import type { Addressing } from '../domain/notification/contents.ts';
import type { AlertEvent } from '../domain/notification/delivery.ts';
import { wrap } from '../domain/wrap.ts';
import { exitCodeOfKind, TsopsError } from '../errors.ts';
import { createAlertReader } from '../evidence/alerts-now.ts';
import { readShadow } from '../evidence/shadow.ts';
import { type CheckedAlerts, checkedAlerts, verdictOfAlerts } from './alerts-check-data.ts';
import { checkSample } from './alerts-check-sample.ts';
import { checkText } from './alerts-check-view.ts';
import { type LiveRules, liveRules, rulesOption, shadowOption } from './alerts-rules.ts';
import { type WatchRound, watchAlerts } from './alerts-watch-loop.ts';
import { contentLanguage } from './content-language.ts';

export interface WatchedAlerts extends CheckedAlerts {
  /** What began or ended in this round, and whether it is told; empty without `--notify`. */
  readonly events: readonly AlertEvent[];
  /** Messages that could not be sent yet. */
  readonly waiting: number;
}

const input = z.object({
  rules: z.optional(z.string().check(z.minLength(1))),
  notify: z._default(z.boolean(), false),
  yes: z._default(z.boolean(), false),
  shadow: z._default(z.boolean(), false),
});
type Input = z.output<typeof input>;

/** Ends with the exit code of its last round. */
export default defineCommand<Input, WatchedAlerts>({
  name: 'alerts watch',
  danger: 'remote',
  examples: [
    { command: 'tsops alerts watch', explains: 'evaluate at every interval, until Ctrl-C' },
    {
      command: 'tsops alerts watch --notify --yes --json',
      explains: 'and tell Slack and PagerDuty; a line of JSON for each round',
    },
  ],
  options: [
    rulesOption,
    { flags: '--notify', description: "send what begins and ends to each rule's channels" },
    { flags: '--yes', description: 'consent to all that --notify sends, without a question' },
    shadowOption,
  ],
  input,
  run,
  view: watchText,
  sample: {
    ...checkSample,
    events: [
      {
        key: '["High Error Rate","production","[]"]',
        rule: 'High Error Rate',
        severity: 'P2',
        environment: 'production',
        kind: 'firing',
        t: checkSample.at,
        since: checkSample.at - 300_000,
        value: '7.4%',
        suppressed: null,
      },
    ],
    waiting: 1,
  },
});

async function run(
  { rules: named, notify, yes, shadow }: Input,
  context: Context,
  live: Live<WatchedAlerts>,
): Promise<Outcome<WatchedAlerts>> {
  const { file, rules } = await liveRules(named, context);
  const { config } = await context.config();
  const environment = await context.environment();
  if (notify) await consentToNotify(yes, environment, rules, context);
  const reader = createAlertReader(context, config, environment);
  const language = await contentLanguage(context);
  const notifier = notify ? await openNotifier(context, addressingOf(config, language)) : null;
  const { clock, signal } = context;
  const compare = shadow ? (read: WatchRound['read']) => readShadow(context, config, read) : null;
  const show = (round: WatchRound): void => {
    const data = watched(file, round);
    live.emit(data, verdictOfAlerts(data.alerts, data.shadow));
  };
  try {
    const last = await watchAlerts({ clock, signal, rules, reader, notifier, compare, show });
    const nothing = { at: clock.now(), read: [], events: [], waiting: 0, shadow: null };
    const data = watched(file, last ?? nothing);
    const ended = { verdict: verdictOfAlerts(data.alerts, data.shadow), data, streamed: true };
    // Ctrl-C is how a watch ends; being terminated is not.
    const { reason } = signal;
    const terminated = reason instanceof TsopsError && reason.kind === 'terminated';
    return terminated ? { ...ended, exitCode: exitCodeOfKind(reason.kind) } : ended;
  } finally {
    await notifier?.close();
  }
}

/** One consent to all that is sent until the watch ends. */
async function consentToNotify(
  yes: boolean,
  environment: string,
  rules: LiveRules['rules'],
  { terminal, host }: Context,
): Promise<void> {
  const channels = [...new Set(rules.flatMap((rule) => rule.channels))].join(', ');
  const plan = `Sends what begins and ends, until this watch ends, to ${channels}.`;
  terminal.warn(wrap(plan, terminal.screen.columns, terminal.screen.width).join('\n'));
  const flags = { yes, confirm: undefined };
  const question = { action: 'notification', danger: 'remote', environment, flags } as const;
  await askConsent({ ...question, typed: host.typed }, terminal);
}

function watched(file: string, { at, read, events, waiting, shadow }: WatchRound): WatchedAlerts {
  const shadowed = shadow?.shadowed ?? null;
  return { file, at, alerts: checkedAlerts(read), events, waiting, shadow: shadowed };
}

function addressingOf(config: Config, language: Addressing['language']): Addressing {
  const phones = config.contacts.flatMap(({ name, phone }) =>
    phone === undefined ? [] : [`${name} ${phone}`],
  );
  return { service: config.service, language, slackChannels: config.slack.channels, phones };
}

function watchText(data: WatchedAlerts, screen: Screen): string {
  const told = data.events.map(({ kind, severity, rule, suppressed }) => {
    const reason = suppressed === null ? '' : ` (told to nobody: ${suppressed})`;
    return screen.fit(`${kind} ${severity} ${rule}${reason}`, screen.columns);
  });
  const waits = data.waiting === 0 ? [] : [`${data.waiting} not sent yet`];
  return [checkText(data, screen), ...told, ...waits].join('\n');
}
