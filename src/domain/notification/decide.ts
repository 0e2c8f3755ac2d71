/*
 * Which events are told after an evaluation. Whatever the ledger knows already is told to nobody; a silence
 * keeps quiet what it matches, a P1 the rest of its environment, though not unrecorded.
 */

import type { LiveAlert } from '../alerts/evaluation/live.ts';
import { comparedUnit } from '../alerts/language/condition.ts';
import { valueText } from '../alerts/language/metrics.ts';
import { type AlertIdentity, alertKey } from './alert-identity.ts';
import type { AlertEvent, EventKind } from './delivery.ts';
import type { KnownAlert, Ledger } from './ledger.ts';
import { endedByResolved, type Silence, silencing } from './silence.ts';
import { type AlertTransition, dataTransitions, reminders, transitionsOf } from './transitions.ts';

/** An alert whose sources could be asked. */
export interface NoticeState {
  readonly environment: string;
  readonly alert: LiveAlert;
}

/** An event with the alert that it is about. */
export interface AlertNotice extends NoticeState {
  readonly event: AlertEvent;
  /** How many users have errors; null where that could not be asked, absent where it was not. */
  readonly affectedUsers?: number | null;
}

function identityOf({ environment, alert }: NoticeState): AlertIdentity {
  return { rule: alert.rule.name, environment, labels: alert.labels };
}

/** An evaluation with what is to be known for it. */
export interface Round {
  /** Epoch milliseconds; undefined at the very first evaluation: what was over before it is not told. */
  readonly seenUntil: number | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly silences: readonly Silence[];
  /** After how long it is said again that an alert fires; milliseconds. */
  readonly repeatEvery: number;
}

/** An alert with what happened to it since the ledger's last word. */
interface Moved {
  readonly standing: NoticeState;
  readonly key: string;
  readonly known: KnownAlert | undefined;
  readonly moves: readonly AlertTransition[];
}

/** The events since `seenUntil`, the most severe first. */
export function decideEvents(
  ledger: Ledger,
  standings: readonly NoticeState[],
  round: Round,
): readonly AlertNotice[] {
  const moved = standings
    .filter(({ alert }) => alert.rule.engine === 'tsops')
    .toSorted((a, b) => (a.alert.rule.severity < b.alert.rule.severity ? -1 : 1))
    .map((standing): Moved => {
      const key = alertKey(identityOf(standing));
      const known = ledger.alerts.get(key);
      const moves = transitionsOf(standing.alert, known?.firing ?? false, round.seenUntil);
      return { standing, key, known, moves };
    });
  const silences = endedByResolved(round.silences, [
    ...ledger.resolutions,
    ...moved.flatMap(({ standing, moves }) =>
      moves
        .filter(({ kind }) => kind === 'resolved')
        .map(({ t }) => ({ ...identityOf(standing), t })),
    ),
  ]);
  const critical = criticalIn(moved, silences, round.now);
  return moved.flatMap((each) => {
    const isDue = round.now - (each.known?.toldAt ?? round.now) >= round.repeatEvery;
    return eventsOf(each, quietness(each, silences, critical, round.now), isDue);
  });
}

/**
 * By environment the P1 that fires there. One that is silenced, and that nobody was told of, keeps nobody
 * quiet: else a silence would hide more than it names.
 */
function criticalIn(
  moved: readonly Moved[],
  silences: readonly Silence[],
  now: number,
): ReadonlyMap<string, string> {
  const firing = moved.filter(({ standing, known, moves }) => {
    const { alert } = standing;
    if (alert.rule.severity !== 'P1' || alert.state !== 'firing') return false;
    const toldOf = known?.told === true && moves.length === 0;
    return toldOf || silencing(silences, identityOf(standing), [now]) === undefined;
  });
  return new Map(
    firing.map(({ standing }) => [standing.environment, standing.alert.rule.name] as const),
  );
}

/** Why nobody is told, of what happened at a moment or of how it stands now; null where people are told. */
interface Quietness {
  readonly now: number;
  at(moments: readonly number[]): string | null;
}

function quietness(
  { standing }: Moved,
  silences: readonly Silence[],
  critical: ReadonlyMap<string, string>,
  now: number,
): Quietness {
  const { environment, alert } = standing;
  const by = alert.rule.severity === 'P1' ? undefined : critical.get(environment);
  const inhibited = by === undefined ? null : `inhibited by ${by} (P1)`;
  return {
    now,
    at(moments) {
      const silence = silencing(silences, identityOf(standing), moments);
      if (silence === undefined) return inhibited;
      return `silenced by ${silence.id} (${silence.by}): ${silence.reason}`;
    },
  };
}

function eventsOf(
  { standing, key, known, moves }: Moved,
  quiet: Quietness,
  isDue: boolean,
): readonly AlertNotice[] {
  const { alert, environment } = standing;
  const nowQuiet = quiet.at([quiet.now]);
  const reminded = moves.length === 0 && known?.firing === true && alert.state === 'firing';
  const all = [
    ...moves,
    ...(reminded ? reminders(alert, known, isDue, nowQuiet) : []),
    ...dataTransitions(alert, known, nowQuiet),
  ];
  let told = known?.told ?? false;
  let since = known?.since ?? alert.t;
  return all.map(({ kind, t, value }, index): AlertNotice => {
    if (kind === 'firing') since = alert.state === 'firing' ? (alert.since ?? t) : t;
    if (kind === 'no-data') since = alert.noDataSince ?? t;
    // What fires still is told now; what is over by now belongs to its own time as well.
    const over = kind === 'firing' && (alert.state !== 'firing' || index < moves.length - 1);
    const why = over ? quiet.at([t, quiet.now]) : nowQuiet;
    const suppressed = suppressionOf(kind, told, why);
    if (kind === 'firing') told = suppressed === null;
    const { name: rule, severity, condition } = alert.rule;
    const shown = valueText(value, comparedUnit(condition));
    const event = { key, rule, severity, environment, kind, t, since, value: shown, suppressed };
    return { ...standing, event };
  });
}

/** Whoever was not told that it fires is not told that it is over. */
function suppressionOf(kind: EventKind, told: boolean, quiet: string | null): string | null {
  if (kind === 'data-back') return 'nothing to do';
  if (kind !== 'resolved') return quiet;
  return told ? null : 'nobody was told that it fired';
}
