/*
 * Which events are told after an evaluation. Whatever the ledger knows already is told to nobody; a P1
 * keeps the rest of its environment quiet, though not unrecorded.
 */
import { comparedUnit } from '../alerts/condition.ts';
import type { LiveAlert } from '../alerts/live-alert.ts';
import { valueText } from '../alerts/metrics.ts';
import { labelsKey } from '../alerts/sample.ts';
import type { AlertEvent, EventKind } from './delivery.ts';
import type { Ledger } from './ledger.ts';

/** An alert whose sources could be asked. */
export interface Standing {
  readonly environment: string;
  readonly alert: LiveAlert;
}

/** An event with the alert that it is about. */
export interface Told extends Standing {
  readonly event: AlertEvent;
  /** How many users have errors; null where that could not be asked, absent where it was not. */
  readonly affectedUsers?: number | null;
}

/** Alertmanager's default. Milliseconds. */
const repeatInterval = 4 * 3_600_000;

function alertKey({ environment, alert: { rule, labels } }: Standing): string {
  return JSON.stringify([rule.name, environment, labelsKey(labels)]);
}

/**
 * The events since `seenUntil` (epoch milliseconds; undefined at the very first evaluation: what was over
 * before it is told to nobody), the most severe first.
 */
export function decideEvents(
  ledger: Ledger,
  standings: readonly Standing[],
  seenUntil: number | undefined,
  now: number,
): readonly Told[] {
  const ours = standings
    .filter(({ alert }) => alert.rule.engine === 'tsops')
    .toSorted((a, b) => (a.alert.rule.severity < b.alert.rule.severity ? -1 : 1));
  const critical = criticalIn(ours);
  return ours.flatMap((standing) => {
    const by =
      standing.alert.rule.severity === 'P1' ? undefined : critical.get(standing.environment);
    const inhibited = by === undefined ? null : `inhibited by ${by} (P1)`;
    return eventsOf(ledger, standing, seenUntil, now, inhibited);
  });
}

/** By environment the P1 that fires there. */
function criticalIn(standings: readonly Standing[]): ReadonlyMap<string, string> {
  const firing = standings.filter(
    ({ alert }) => alert.rule.severity === 'P1' && alert.state === 'firing',
  );
  return new Map(firing.map(({ environment, alert }) => [environment, alert.rule.name]));
}

interface Move {
  readonly kind: EventKind;
  readonly t: number;
  readonly value: number | null;
}

function eventsOf(
  ledger: Ledger,
  standing: Standing,
  seenUntil: number | undefined,
  now: number,
  inhibited: string | null,
): readonly Told[] {
  const { alert, environment } = standing;
  const key = alertKey(standing);
  const known = ledger.alerts.get(key);
  const moves = movesOf(alert, known?.firing ?? false, seenUntil);
  if (moves.length === 0 && known !== undefined && known.firing && alert.state === 'firing') {
    moves.push(...reminders(alert, known, now, inhibited));
  }
  moves.push(...dataMoves(alert, known?.noData ?? false));
  let told = known?.told ?? false;
  let since = known?.since ?? alert.t;
  return moves.map(({ kind, t, value }): Told => {
    if (kind === 'firing') since = alert.state === 'firing' ? (alert.since ?? t) : t;
    if (kind === 'no-data') since = alert.noDataSince ?? t;
    const suppressed = suppressionOf(kind, told, inhibited);
    if (kind === 'firing') told = suppressed === null;
    const { name: rule, severity, condition } = alert.rule;
    const shown = valueText(value, comparedUnit(condition));
    const event = { key, rule, severity, environment, kind, t, since, value: shown, suppressed };
    return { ...standing, event };
  });
}

/** Whoever was not told that it fires is not told that it is over. */
function suppressionOf(kind: EventKind, told: boolean, inhibited: string | null): string | null {
  if (kind === 'data-back') return 'nothing to do';
  if (kind !== 'resolved') return inhibited;
  return told ? null : 'nobody was told that it fired';
}

/** From what the ledger knows to how it stands now, each step once. */
function movesOf(alert: LiveAlert, wasFiring: boolean, seenUntil: number | undefined): Move[] {
  const moves: Move[] = [];
  let firing = wasFiring;
  const step = (kind: 'firing' | 'resolved', t: number, value: number | null): void => {
    if (firing === (kind === 'firing')) return;
    firing = kind === 'firing';
    moves.push({ kind, t, value });
  };
  for (const { t, to, value, resolved } of alert.transitions) {
    if (seenUntil === undefined || t <= seenUntil) continue;
    if (to === 'firing') step('firing', t, value);
    else if (resolved === true) step('resolved', t, value);
  }
  if (alert.state === 'firing') step('firing', alert.t, alert.value);
  else if (alert.state === 'inactive' && alert.good) step('resolved', alert.t, alert.value);
  return moves;
}

/** It still fires: told late, once the P1 is over that kept it quiet, or again. */
function reminders(
  { t, value }: LiveAlert,
  known: { readonly told: boolean; readonly toldAt: number },
  now: number,
  inhibited: string | null,
): Move[] {
  if (inhibited !== null) return [];
  if (!known.told) return [{ kind: 'firing', t, value }];
  return now - known.toldAt >= repeatInterval ? [{ kind: 'repeat', t, value }] : [];
}

function dataMoves({ t, value, noDataSince }: LiveAlert, noData: boolean): Move[] {
  if (!noData && noDataSince !== null) return [{ kind: 'no-data', t, value }];
  return noData && value !== null ? [{ kind: 'data-back', t, value }] : [];
}
