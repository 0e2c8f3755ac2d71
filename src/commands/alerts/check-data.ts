/* What `tsops alerts check` tells of each alert: the JSON of the command, which its view draws. */

import type { Shadowed } from '../../domain/alerts/backtest/shadow.ts';
import type { LiveAlert } from '../../domain/alerts/evaluation/live.ts';
import { nextCommand } from '../../domain/alerts/evaluation/next-command.ts';
import type { AlertState } from '../../domain/alerts/evaluation/state.ts';
import { comparedUnit } from '../../domain/alerts/language/condition.ts';
import { type Unit, valueText } from '../../domain/alerts/language/metrics.ts';
import type { Rule, RuleSeverity } from '../../domain/alerts/language/rule.ts';
import type { WrongClock } from '../../domain/evidence/clock-offset.ts';
import type { Problem } from '../../domain/evidence/result.ts';
import type { Evidence } from '../../domain/evidence/shape.ts';
import { type Verdict, worst } from '../../domain/evidence/verdict.ts';
import { longestOf, type Silence } from '../../domain/notification/silence.ts';
import type { RuleNow } from '../../evidence/alerts/now.ts';

/** `no-data`: asked, and there was none; `error`: could not be asked, so that it never resolves. */
export type ShownState = AlertState | 'no-data' | 'error';

export interface CheckedAlert {
  readonly name: string;
  readonly severity: RuleSeverity;
  readonly environment: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly condition: string;
  readonly state: ShownState;
  /** With its unit, as people read it; `no data` where there is none. */
  readonly value: string;
  /** With its operator: `> 5%`. */
  readonly threshold: string;
  /** Epoch milliseconds: since when it is pending or firing, or without data. */
  readonly since: number | null;
  /** Why nothing is known, or what is missing. */
  readonly detail: string | null;
  readonly next: string | null;
  /** Who notifies of it. */
  readonly engine: Rule['engine'];
  /** Nobody is told of it, whatever its state; null where people are. */
  readonly silenced: SilencedBy | null;
}

export type SilencedBy = Pick<Silence, 'id' | 'until' | 'untilResolved' | 'by' | 'reason'>;

export interface CheckedAlerts {
  readonly file: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly alerts: readonly CheckedAlert[];
  /** Where the clock of this machine is wrong, by how much; null where it is right. */
  readonly clock: WrongClock | null;
  /** Rules of another engine beside what it says itself; null without --shadow. */
  readonly shadow: readonly Shadowed[] | null;
}

/** `silences` are those in force: they hide no state, and change no verdict. */
export function checkedAlerts(
  rules: readonly RuleNow[],
  silences: readonly Silence[],
): readonly CheckedAlert[] {
  return rules.flatMap((now) =>
    now.failure === null
      ? now.alerts.map((alert) => checkedAlert(now, alert, silences))
      : [failed(now, silences)],
  );
}

/** Who notifies of the alert that presses most, of those that another engine evaluates; tsops where there is none. */
export function foremostEngine(alerts: readonly CheckedAlert[]): Rule['engine'] {
  const elsewhere = alerts.filter(({ engine }) => engine !== 'tsops');
  const firing = elsewhere.find(({ state }) => state === 'firing');
  return (firing ?? elsewhere[0])?.engine ?? 'tsops';
}

function failed(
  { rule, environment, failure }: RuleNow,
  silences: readonly Silence[],
): CheckedAlert {
  return {
    ...shared(rule, environment, {}, silences),
    labels: {},
    state: 'error',
    value: 'unknown',
    since: null,
    detail: `${failure?.source}: ${failure?.detail}`,
    next: 'tsops doctor',
  };
}

function checkedAlert(
  { rule, environment, lack }: RuleNow,
  alert: LiveAlert,
  silences: readonly Silence[],
): CheckedAlert {
  const { labels, value, since, noDataSince } = alert;
  const state = value === null && alert.state === 'inactive' ? 'no-data' : alert.state;
  const { env: _, ...own } = labels;
  return {
    ...shared(rule, environment, labels, silences),
    labels: own,
    state,
    value: valueText(value, comparedUnit(rule.condition)),
    since: since ?? noDataSince,
    detail: lack === '' ? null : lack,
    next: state === 'inactive' ? null : nextCommand(rule, environment),
  };
}

function shared(
  rule: Rule,
  environment: string,
  labels: LiveAlert['labels'],
  silences: readonly Silence[],
) {
  const { name, severity, condition, engine } = rule;
  const about = { rule: name, environment, labels };
  const silence = engine === 'tsops' ? longestOf(silences, about) : undefined;
  const unit: Unit = comparedUnit(condition);
  return {
    name,
    severity,
    environment,
    condition: condition.text,
    threshold: `${condition.operator} ${valueText(condition.threshold, unit)}`,
    engine,
    silenced: silence === undefined ? null : silencedBy(silence),
  };
}

function silencedBy({ id, until, untilResolved, by, reason }: Silence): SilencedBy {
  return { id, until, untilResolved, by, reason };
}

const verdicts: Readonly<Record<ShownState, Verdict>> = {
  inactive: 'ok',
  pending: 'warn',
  firing: 'bad',
  'no-data': 'no-data',
  error: 'unknown',
};

export function verdictOfAlertState(state: ShownState): Verdict {
  return verdicts[state];
}

const verdictsOfShadow: Readonly<Record<Shadowed['result'], Verdict>> = {
  agree: 'ok',
  differ: 'warn',
  unknown: 'unknown',
};

export function verdictOfShadow({ result }: Pick<Shadowed, 'result'>): Verdict {
  return verdictsOfShadow[result];
}

export function verdictOfAlerts(
  alerts: readonly CheckedAlert[],
  shadow: readonly Shadowed[] | null = null,
): Verdict {
  const compared = (shadow ?? []).map(verdictOfShadow);
  return worst([...alerts.map(({ state }) => verdictOfAlertState(state)), ...compared]);
}

/** The most pressing first: what to type now. */
export function nextOf(alerts: readonly CheckedAlert[]): readonly string[] {
  const wanted: readonly ShownState[] = ['firing', 'error', 'pending', 'no-data'];
  const pressing = wanted.flatMap((state) =>
    alerts
      .filter((alert) => alert.state === state && alert.next !== null)
      .toSorted((a, b) => (a.severity < b.severity ? -1 : 1)),
  );
  return [...new Set(pressing.flatMap(({ next }) => next ?? []))].slice(0, 2);
}

/** What could not be asked, each source once. */
export function problemsOf(
  rules: readonly RuleNow[],
  engines: readonly Pick<Evidence<unknown>, 'problem'>[] = [],
): readonly Problem[] {
  const problems = [
    ...rules.flatMap(({ failure }) => failure?.problem ?? []),
    ...engines.flatMap(({ problem }) => problem ?? []),
  ];
  return [...new Map(problems.map((problem) => [problem.message, problem])).values()];
}
