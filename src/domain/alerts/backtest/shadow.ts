/*
 * Whether another engine is of the same mind about a rule as we are, and where it is not, what is likely to
 * be behind it. Times are epoch milliseconds.
 */
import { formatDuration } from '../../time/duration.ts';
import { ruleEngines } from '../engines/table.ts';
import type { LiveAlert } from '../evaluation/live.ts';
import type { AlertState } from '../evaluation/state.ts';
import type { OtherEngine, Rule } from '../language/rule.ts';

/** `no-data`: asked, and there was none. */
export type ShadowState = AlertState | 'no-data';

/** A rule as an engine tells it; see the port of the engines. */
export interface EngineRuleState {
  readonly state: ShadowState | 'not-evaluated';
  readonly since: number | null;
  /** Series that are not inactive; null where the engine knows no series. */
  readonly alerts:
    | readonly { readonly labels: Readonly<Record<string, string>>; readonly state: AlertState }[]
    | null;
  readonly evaluatedAt: number | null;
  readonly fault: string | null;
}

export interface EngineStates {
  readonly state: ShadowState;
  readonly since: number | null;
}

export interface Shadowed {
  readonly rule: string;
  readonly engine: OtherEngine;
  readonly result: 'agree' | 'differ' | 'unknown';
  /** Null where we could not tell. */
  readonly ours: EngineStates | null;
  /** Null where the engine has no such rule, or could not be asked. */
  readonly theirs: EngineStates | null;
  /** Why it differs, or is not known; empty where both agree. */
  readonly reason: string;
}

type Compared = Pick<Shadowed, 'result' | 'theirs' | 'reason'>;

const order: readonly ShadowState[] = ['firing', 'pending', 'no-data', 'inactive'];

/** The most pressing of a rule's alerts. */
export function engineStatesOf(alerts: readonly LiveAlert[]): EngineStates {
  const standings = alerts.map(({ state, value, since, noDataSince }): EngineStates => {
    const lacking = value === null && state === 'inactive';
    return { state: lacking ? 'no-data' : state, since: since ?? noDataSince };
  });
  return (
    order.flatMap((state) => standings.find((each) => each.state === state) ?? [])[0] ?? {
      state: 'no-data',
      since: null,
    }
  );
}

/** `told` is undefined where the engine has no rule of this name. */
export function compared(
  rule: Rule,
  alerts: readonly LiveAlert[],
  told: EngineRuleState | undefined,
  now: number,
): Compared {
  if (told === undefined) {
    return { result: 'differ', theirs: null, reason: `not deployed there (${rule.engine})` };
  }
  const { state, since } = told;
  if (state === 'not-evaluated') {
    return { result: 'unknown', theirs: null, reason: 'it was not evaluated there yet' };
  }
  const theirs: EngineStates = { state, since };
  if (told.fault !== null) {
    return { result: 'differ', theirs, reason: `its evaluation fails there: ${told.fault}` };
  }
  const ours = engineStatesOf(alerts);
  if (ours.state === state) return { ...agreement(alerts, told), theirs };
  const calm = [ours.state, state].every((each) => each === 'inactive' || each === 'no-data');
  if (calm) {
    const where = state === 'no-data' ? 'there' : 'here';
    return { result: 'unknown', theirs, reason: `there is no data ${where}` };
  }
  return { result: 'differ', theirs, reason: reasonOf(rule, alerts, told, now) };
}

/** The same state may be that of other series. */
function agreement(
  alerts: readonly LiveAlert[],
  told: EngineRuleState,
): Pick<Compared, 'result' | 'reason'> {
  const active = alerts.filter(({ state }) => state !== 'inactive');
  if (told.alerts === null) return { result: 'agree', reason: '' };
  const onlyHere = active.filter((alert) => !told.alerts?.some((each) => isSame(alert, each)));
  const onlyThere = told.alerts.filter((each) => !active.some((alert) => isSame(alert, each)));
  if (onlyHere.length + onlyThere.length === 0) return { result: 'agree', reason: '' };
  const named = (what: string, found: readonly { readonly labels: LiveAlert['labels'] }[]) =>
    found.length === 0
      ? []
      : [`${what}: ${found.map(({ labels }) => labelText(labels)).join(', ')}`];
  const words = [...named('only here', onlyHere), ...named('only there', onlyThere)];
  return { result: 'differ', reason: `labels or states of series, ${words.join('; ')}` };
}

/** Labels that both have must be equal: the engine adds its own, and knows nothing of some of ours. */
function isSame(
  { labels, state }: LiveAlert,
  other: { readonly labels: LiveAlert['labels']; readonly state: AlertState },
): boolean {
  return (
    state === other.state &&
    Object.entries(labels).every(
      ([name, value]) => other.labels[name] === undefined || other.labels[name] === value,
    )
  );
}

function labelText(labels: Readonly<Record<string, string>>): string {
  const own = Object.entries(labels).filter(
    ([name]) => !['alertname', 'severity', 'env'].includes(name),
  );
  return own.length === 0 ? 'no label' : own.map(([name, value]) => `${name}=${value}`).join(' ');
}

/** The moment of our last change; before all where there was none. */
function changedAt(alerts: readonly LiveAlert[]): number {
  return Math.max(...alerts.flatMap(({ transitions }) => transitions.slice(-1).map(({ t }) => t)));
}

function reasonOf(
  rule: Rule,
  alerts: readonly LiveAlert[],
  told: EngineRuleState,
  now: number,
): string {
  const { evaluatedAt } = told;
  const ago = evaluatedAt === null ? null : Math.round((now - evaluatedAt) / 1000);
  if (evaluatedAt !== null && now - evaluatedAt > 2 * rule.interval) {
    return `it was last evaluated there ${ago} s ago, its interval is ${rule.interval / 1000} s`;
  }
  if (evaluatedAt !== null && changedAt(alerts) > evaluatedAt) {
    return `it was evaluated there ${ago} s ago, before it changed here`;
  }
  const usual = rule.engine === 'tsops' ? null : ruleEngines[rule.engine].usualDifference;
  if (usual !== null) return usual;
  const { since } = engineStatesOf(alerts);
  if (since !== null && told.since !== null && told.since > since + rule.interval) {
    const later = formatDuration(Math.round((told.since - since) / 1000) * 1000);
    return `it began to breach there ${later} later: it got the rule later, or has other data`;
  }
  const evaluated = ago === null ? '' : `, evaluated there ${ago} s ago`;
  return `another rule, or other data there${evaluated}`;
}
