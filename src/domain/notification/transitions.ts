/* What happened to an alert since the ledger's last word of it. */
import type { LiveAlert } from '../alerts/evaluation/live.ts';
import type { EventKind } from './delivery.ts';
import type { KnownAlert } from './ledger.ts';

export interface AlertTransition {
  readonly kind: EventKind;
  /** Epoch milliseconds of the evaluation. */
  readonly t: number;
  readonly value: number | null;
}

/** From what the ledger knows to how it stands now, each step once. */
export function transitionsOf(
  alert: LiveAlert,
  wasFiring: boolean,
  seenUntil: number | undefined,
): AlertTransition[] {
  const moves: AlertTransition[] = [];
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

/** It still fires: told late, once nothing keeps it quiet any more, or where a repetition is due. */
export function reminders(
  { t, value }: LiveAlert,
  known: KnownAlert,
  isDue: boolean,
  quiet: string | null,
): AlertTransition[] {
  if (quiet !== null) return [];
  if (!known.told) return [{ kind: 'firing', t, value }];
  return isDue ? [{ kind: 'repeat', t, value }] : [];
}

/** Like what fires: what was kept quiet, and still has no data, is told once nothing keeps it quiet. */
export function dataTransitions(
  { t, value, noDataSince }: LiveAlert,
  known: KnownAlert | undefined,
  quiet: string | null,
): AlertTransition[] {
  const noData = known?.noData ?? false;
  const untold = noData && known?.noDataTold === false && quiet === null;
  if (noDataSince !== null && (!noData || untold)) return [{ kind: 'no-data', t, value }];
  return noData && value !== null ? [{ kind: 'data-back', t, value }] : [];
}
