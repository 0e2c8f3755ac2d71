import type { AlertNotifier } from '../../actions/notification/alert-notifier.ts';
import type { AlertEvent } from '../../domain/notification/delivery.ts';
import type { Silence } from '../../domain/notification/silence.ts';
import type { AlertReader, RuleNow } from '../../evidence/alerts/now.ts';
import type { ShadowReading } from '../../evidence/alerts/shadow.ts';
import type { LiveRules } from './rules.ts';
import type { WatchClock } from './watch-clock.ts';

export interface WatchRound {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly read: readonly RuleNow[];
  /** Those in force after it. */
  readonly silences: readonly Silence[];
  readonly events: readonly AlertEvent[];
  readonly waiting: number;
  /** Null without `--shadow`. */
  readonly shadow: ShadowReading | null;
}

export interface WatchParts {
  readonly clock: WatchClock;
  readonly signal: AbortSignal;
  readonly rules: LiveRules['rules'];
  readonly reader: AlertReader;
  /** Null without `--notify`. */
  readonly notifier: AlertNotifier | null;
  silences(): Promise<readonly Silence[]>;
  /** Null without `--shadow`. */
  readonly compare: ((read: readonly RuleNow[]) => Promise<ShadowReading>) | null;
  show(round: WatchRound): void;
}

/** Milliseconds: what is due is evaluated so long after its moment, when its last samples are there. */
const grace = 2000;
/** Between two tries to send what waits, growing. PagerDuty advises 30 s, Slack a second. */
const pauses = [5000, 10_000, 20_000, 30_000];

/** Evaluates at every interval until the signal aborts; resolves to the last round. */
export async function watchAlerts(parts: WatchParts): Promise<WatchRound | undefined> {
  const { clock, signal, rules } = parts;
  const interval = Math.min(...rules.map((rule) => rule.interval));
  let last: WatchRound | undefined;
  try {
    for (;;) {
      last = await round(parts);
      parts.show(last);
      const next = (Math.floor((clock.now() - grace) / interval) + 1) * interval + grace;
      await sendUntil(parts, next);
    }
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
    return last;
  }
}

async function round({
  clock,
  rules,
  reader,
  notifier,
  silences,
  compare,
}: WatchParts): Promise<WatchRound> {
  const { at, read } = await readInTime({ clock, rules, reader });
  const standings = read.flatMap(({ environment, alerts }) =>
    alerts.map((alert) => ({ environment, alert })),
  );
  const events = (await notifier?.evaluated(standings)) ?? [];
  // People are told first: what another engine says changes nothing in that.
  const shadow = (await compare?.(read)) ?? null;
  const waiting = notifier?.waiting() ?? 0;
  return { at, read, silences: await silences(), events, waiting, shadow };
}

/** What was asked by a wrong clock is asked again, before anybody is told of it. */
async function readInTime({
  clock,
  rules,
  reader,
}: Pick<WatchParts, 'clock' | 'rules' | 'reader'>): Promise<Pick<WatchRound, 'at' | 'read'>> {
  const at = clock.now();
  const read = await reader.read(rules);
  if (!(await clock.adopt())) return { at, read };
  return { at: clock.now(), read: await reader.read(rules) };
}

/** Waits for the next round; meanwhile what could not be sent is tried again. */
async function sendUntil({ clock, signal, notifier }: WatchParts, next: number): Promise<void> {
  for (let tries = 0; clock.now() < next; tries += 1) {
    const waits = notifier !== null && notifier.waiting() > 0;
    const pause = waits ? (pauses[tries] ?? pauses.at(-1) ?? 0) : Number.POSITIVE_INFINITY;
    await clock.sleep(Math.min(pause, next - clock.now()), signal);
    if (waits) await notifier.retry();
  }
}
