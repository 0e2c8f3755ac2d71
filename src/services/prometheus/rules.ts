/* The states of alerting rules out of Prometheus' `GET /api/v1/rules`. */

import { TsopsError } from '../../contract/errors.ts';
import type { Env } from '../../domain/net/env.ts';
import { cleanText } from '../../domain/text/clean.ts';
import type {
  EngineAlert,
  EngineRead,
  EngineRule,
  EngineState,
} from '../../ports/alert-engines.ts';
import type { Http } from '../../ports/http.ts';
import { secretOf } from '../http/secret.ts';
import { askVendor, field, join, list } from '../http/vendor-answer.ts';

export interface PrometheusParts {
  readonly http: Http;
  readonly env: Env;
  /** `prometheus.url` of the config. */
  readonly url: string | undefined;
}

const variable = 'PROMETHEUS_TOKEN';

/** See `AlertEngines.prometheus`. Source: Prometheus docs, HTTP API, "Rules". */
export async function prometheusRules(
  parts: PrometheusParts,
  names: readonly string[],
  read: EngineRead,
): Promise<readonly EngineRule[]> {
  if (parts.url === undefined) throw noAddress();
  // A server that does not know `rule_name[]` yet answers with all rules.
  const query = new URLSearchParams([
    ['type', 'alert'],
    ...names.map((name): [string, string] => ['rule_name[]', name]),
  ]);
  const url = `${join(parts.url, '/api/v1/rules')}?${query}`;
  const { answer, reason } = await askVendor(
    parts.http,
    'Prometheus',
    { url, headers: authorization(parts.env) },
    read,
  );
  if (answer === undefined) throw unreachable(reason);
  const { status, json } = answer;
  if (status === 401 || status === 403) throw notLetIn(status, parts.env);
  const groups = list(json, 'data', 'groups');
  if (status !== 200 || field(json, 'status') !== 'success' || groups === undefined) {
    const error = field(json, 'error');
    const said = typeof error === 'string' ? `: ${cleanText(error, 150)}` : ' without rules';
    throw unreachable(`Prometheus answered ${status}${said}`);
  }
  const wanted = new Set(names);
  const rules = groups
    .flatMap((group) => list(group, 'rules') ?? [])
    .flatMap((each) => ruleOf(each) ?? [])
    .filter(({ name }) => wanted.has(name));
  return merged(rules);
}

function authorization(env: PrometheusParts['env']): Record<string, string> {
  const token = secretOf(env, variable, 'a bearer token of the proxy before Prometheus');
  if (token.value !== undefined) return { authorization: `Bearer ${token.value}` };
  // Without one it is asked as it is: Prometheus itself has no tokens.
  if (token.problem.state === 'not-set') return {};
  const { detail, next = [] } = token.problem;
  throw new TsopsError({ kind: 'credentials', message: detail, next });
}

function ruleOf(value: unknown): EngineRule | undefined {
  const name = field(value, 'name');
  if (field(value, 'type') !== 'alerting' || typeof name !== 'string') return undefined;
  const alerts = (list(value, 'alerts') ?? []).flatMap((each) => alertOf(each) ?? []);
  const state = stateOf(field(value, 'state'));
  const error = field(value, 'lastError');
  const failed = field(value, 'health') === 'err';
  const since = alerts.filter((each) => each.state === state).flatMap((each) => each.since ?? []);
  return {
    name: cleanText(name, 200),
    state,
    since: since.length === 0 ? null : Math.min(...since),
    alerts,
    evaluatedAt: timeOf(field(value, 'lastEvaluation')),
    fault: failed ? cleanText(typeof error === 'string' ? error : 'its health is err', 200) : null,
  };
}

function alertOf(value: unknown): EngineAlert | undefined {
  const state = field(value, 'state');
  if (state !== 'pending' && state !== 'firing') return undefined;
  const given = field(value, 'labels');
  const labels = Object.entries(typeof given === 'object' && given !== null ? given : {}).map(
    ([name, text]) => [cleanText(name, 80), cleanText(String(text), 200)],
  );
  return { labels: Object.fromEntries(labels), state, since: timeOf(field(value, 'activeAt')) };
}

function stateOf(state: unknown): EngineState {
  const known = (['inactive', 'pending', 'firing'] as const).find((each) => each === state);
  return known ?? 'not-evaluated';
}

/** Null for the year 1, which is how it says never. */
function timeOf(value: unknown): number | null {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return time > 0 ? time : null;
}

const pressing: readonly EngineState[] = ['firing', 'pending', 'inactive', 'no-data'];

/** Rules of one name, in several files or groups, as one. */
function merged(rules: readonly EngineRule[]): readonly EngineRule[] {
  const byName = new Map<string, EngineRule>();
  for (const rule of rules) {
    const other = byName.get(rule.name);
    byName.set(rule.name, other === undefined ? rule : both(other, rule));
  }
  return [...byName.values()];
}

function both(one: EngineRule, other: EngineRule): EngineRule {
  const rank = ({ state }: EngineRule): number => (pressing.indexOf(state) + 9) % 9;
  const [first, second] = rank(one) <= rank(other) ? [one, other] : [other, one];
  const alerts = [...(first.alerts ?? []), ...(second.alerts ?? [])];
  return { ...first, alerts, fault: first.fault ?? second.fault };
}

function noAddress(): TsopsError {
  return new TsopsError({
    kind: 'config',
    message: 'prometheus.url is not set: nobody knows which Prometheus has the rules',
    next: ['set prometheus.url in tsops.config.yaml', 'tsops help config'],
  });
}

function notLetIn(status: number, env: PrometheusParts['env']): TsopsError {
  const set = (env[variable] ?? '') !== '';
  return new TsopsError({
    kind: 'credentials',
    message: set
      ? `Prometheus rejects ${variable} (${status})`
      : `Prometheus wants a token (${status}), and ${variable} is not set`,
    next: [`export ${variable}=…`],
  });
}

function unreachable(message: string): TsopsError {
  return new TsopsError({ kind: 'unreachable', message, next: ['check prometheus.url'] });
}
