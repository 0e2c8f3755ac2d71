import * as z from 'zod/mini';
import { openNotifier } from '../../actions/notification/alert-notifier.ts';
import { askConsent } from '../../actions/protocol/consent.ts';
import { type CommandOutcome, defineCommand } from '../../contract/command.ts';
import type { Context, Live } from '../../contract/context.ts';
import { exitCodeOfKind, TsopsError } from '../../contract/errors.ts';
import type { AlertEvent } from '../../domain/notification/delivery.ts';
import { say } from '../../domain/text/language.ts';
import { wrap } from '../../domain/text/wrap.ts';
import { createAskAffectedUsers } from '../../evidence/alerts/impact.ts';
import { createAlertReader } from '../../evidence/alerts/now.ts';
import { silencesInForce } from '../../evidence/alerts/silences.ts';
import { alertAddressing } from './addressing.ts';
import { checkedAlerts, verdictOfAlerts } from './check-data.ts';
import { type LiveRules, liveRules, rulesOption, shadowOption } from './rules.ts';
import { offerSignInFor } from './sign-in.ts';
import { type WatchClock, watchClock } from './watch-clock.ts';
import { type WatchRound, watchAlerts } from './watch-loop.ts';
import { alertsWatchText, type WatchedAlerts } from './watch-view.ts';

const input = z.object({
  rules: z.optional(z.string().check(z.minLength(1))),
  notify: z._default(z.boolean(), false),
  yes: z._default(z.boolean(), false),
  shadow: z._default(z.boolean(), false),
});
type Input = z.output<typeof input>;

/** So many stay on the screen, which is drawn anew each round. */
const recentEvents = 5;

/** Ends with the exit code of its last round. */
export default defineCommand<Input, WatchedAlerts>({
  name: 'alerts watch',
  danger: 'remote',
  examples: [
    { command: 'tsops alerts watch', explains: 'evaluate at every interval, until Ctrl-C' },
    {
      command: 'tsops alerts watch --notify --yes --json',
      explains: 'notify Slack and PagerDuty; one JSON line per round',
    },
  ],
  options: [
    rulesOption,
    { flags: '--notify', description: "notify each rule's channels when it fires and resolves" },
    { flags: '--yes', description: 'consent to everything --notify sends, without a question' },
    shadowOption,
  ],
  input,
  run,
  view: alertsWatchText,
});

async function run(
  { rules: named, notify, yes, shadow }: Input,
  given: Context,
  live: Live<WatchedAlerts>,
): Promise<CommandOutcome<WatchedAlerts>> {
  const { file, rules } = await liveRules(named, given);
  // Before its screen is drawn, which leaves no place for a question.
  await offerSignInFor(rules, given);
  const { config } = await given.config();
  const clock = watchClock(given, config.language);
  const context = { ...given, clock };
  const environment = await context.environment();
  if (notify) await consentToNotify(yes, environment, rules, context);
  const reader = createAlertReader(context, config, environment);
  const addressing = () => alertAddressing(context);
  const affectedUsers = createAskAffectedUsers(context, config);
  const { repeatEvery } = config.alerts;
  const notifier = notify
    ? await openNotifier(context, { addressing, affectedUsers, repeatEvery })
    : null;
  const { signal } = context;
  const compare = shadow
    ? async (read: WatchRound['read']) =>
        (await import('../../evidence/alerts/shadow.ts')).readShadow(context, config, read)
    : null;
  let recent: readonly AlertEvent[] = [];
  const show = (round: WatchRound): void => {
    recent = [...round.events.toReversed(), ...recent].slice(0, recentEvents);
    const data = watched(file, round, recent, clock);
    live.emit(data, verdictOfAlerts(data.alerts, data.shadow));
  };
  const silences = () => silencesInForce(context).then((found) => found.silences);
  try {
    const parts = { clock, signal, rules, reader, notifier, silences, compare, show };
    const last = (await watchAlerts(parts)) ?? nothingSeen(clock.now());
    const data = watched(file, last, recent, clock);
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
  const plan = terminal.screen.say(
    say(
      `Sends what begins and ends, until this watch ends, to ${channels}.`,
      `감시가 끝날 때까지, 알림이 시작되거나 끝날 때마다 보냅니다: ${channels}`,
    ),
  );
  terminal.warn(wrap(plan, terminal.screen.columns, terminal.screen.width).join('\n'));
  const flags = { yes, confirm: undefined };
  const action = say('notification', '알림');
  const question = { action, danger: 'remote', environment, flags } as const;
  await askConsent({ ...question, typed: host.typed }, terminal);
}

function nothingSeen(at: number): WatchRound {
  return { at, read: [], silences: [], events: [], waiting: 0, shadow: null };
}

function watched(
  file: string,
  { at, read, silences, events, waiting, shadow }: WatchRound,
  recent: readonly AlertEvent[],
  clock: WatchClock,
): WatchedAlerts {
  const alerts = checkedAlerts(read, silences);
  const compared = shadow?.shadowed ?? null;
  return { file, at, alerts, events, recent, waiting, shadow: compared, clock: clock.wrong() };
}
