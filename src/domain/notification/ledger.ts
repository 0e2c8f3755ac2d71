/*
 * What has been decided and sent so far, read from the lines of the journal. Deciding again with the same
 * evaluation finds everything told.
 */
import { identityOfKey } from './alert-identity.ts';
import { type AlertEvent, type Decision, type Delivery, isChat } from './delivery.ts';
import type { Resolution } from './silence.ts';

export interface KnownAlert {
  readonly firing: boolean;
  /** People were told that it fires. */
  readonly told: boolean;
  /** When they were last; epoch milliseconds. */
  readonly toldAt: number;
  readonly since: number;
  readonly noData: boolean;
  /** People were told that there is no data. */
  readonly noDataTold: boolean;
  readonly rule: string;
  readonly environment: string;
}

/** `sending`: it was on its way when the line was written, and whether it arrived is not known. */
export type DeliveryState = 'waiting' | 'sending' | 'sent' | 'failed';

export interface SentNotice {
  readonly state: DeliveryState;
  /** Slack's id of the channel and the message's `ts`, where it told them. */
  readonly channel: string | null;
  readonly ts: string | null;
}

export interface Ledger {
  readonly alerts: Map<string, KnownAlert>;
  /** In the order in which they were decided; those that are sent or refused are forgotten. */
  readonly queue: Delivery[];
  readonly sent: Map<string, SentNotice>;
  /** The first message of each alert that fires, by place and rule. */
  readonly roots: Map<string, string>;
  /** Every *resolved*, told or not: some silences end at one. */
  readonly resolutions: Resolution[];
  /** Time of the last event; undefined where there was none. */
  at: number | undefined;
}

/** A line of the journal, as far as it concerns us. */
export interface LedgerLine {
  readonly kind: string;
  readonly [field: string]: unknown;
}

function emptyLedger(): Ledger {
  return {
    alerts: new Map(),
    queue: [],
    sent: new Map(),
    roots: new Map(),
    resolutions: [],
    at: undefined,
  };
}

export function ledgerOf(lines: readonly LedgerLine[]): Ledger {
  const ledger = emptyLedger();
  for (const line of lines) applyLine(ledger, line);
  return ledger;
}

/** Takes a line in. The lines are our own: their shape is not in doubt. */
export function applyLine(ledger: Ledger, line: LedgerLine): void {
  if (line.kind === 'decided') applyDecision(ledger, line as unknown as Decision);
  const state = stateOfLine[line.kind];
  if (state === undefined || typeof line.delivery !== 'string') return;
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  ledger.sent.set(line.delivery, { state, channel: text(line.channel), ts: text(line.ts) });
  if (state !== 'sent' && state !== 'failed') return;
  const index = ledger.queue.findIndex(({ id }) => id === line.delivery);
  if (index !== -1) ledger.queue.splice(index, 1);
}

const stateOfLine: Readonly<Record<string, DeliveryState>> = {
  sending: 'sending',
  unsent: 'waiting',
  sent: 'sent',
  failed: 'failed',
};

export function rootKey(place: string, rule: string, environment: string): string {
  return JSON.stringify([place, rule, environment]);
}

function applyDecision(ledger: Ledger, { events, deliveries }: Decision): void {
  for (const event of events) {
    ledger.alerts.set(event.key, afterEvent(ledger.alerts.get(event.key), event));
    ledger.at = Math.max(ledger.at ?? event.t, event.t);
    if (event.kind === 'resolved') {
      ledger.resolutions.push({ ...identityOfKey(event.key), t: event.t });
    }
  }
  ledger.queue.push(...deliveries);
  for (const { id, rule, content } of deliveries) {
    const environment = events.find((event) => event.rule === rule)?.environment ?? '';
    if (!isChat(content) || content.thread !== null) continue;
    const key = rootKey(content.target, rule, environment);
    if (!ledger.roots.has(key)) ledger.roots.set(key, id);
  }
  for (const key of ledger.roots.keys()) {
    const [, rule, environment] = JSON.parse(key) as string[];
    const some = [...ledger.alerts.values()].some(
      (alert) => alert.firing && alert.rule === rule && alert.environment === environment,
    );
    if (!some) ledger.roots.delete(key);
  }
}

function afterEvent(known: KnownAlert | undefined, event: AlertEvent): KnownAlert {
  const { kind, t, since, suppressed, rule, environment } = event;
  const nothing = { firing: false, told: false, noData: false, noDataTold: false };
  const before = known ?? { ...nothing, toldAt: t, since };
  const base = { ...before, rule, environment };
  const told = suppressed === null;
  switch (kind) {
    case 'firing':
      return { ...base, firing: true, told, toldAt: t, since };
    case 'repeat':
      return { ...base, toldAt: t };
    case 'resolved':
      return { ...base, firing: false, told: false };
    default:
      return { ...base, noData: kind === 'no-data', noDataTold: kind === 'no-data' && told };
  }
}
