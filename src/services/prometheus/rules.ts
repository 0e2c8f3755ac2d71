/* The states of alerting rules out of Prometheus' `GET /api/v1/rules`. */

import { TsopsError } from '../../contract/errors.ts';
import { cleanText } from '../../domain/text/clean.ts';
import type {
  EngineAlert,
  EngineRead,
  EngineRule,
  EngineState,
} from '../../ports/alert-engines.ts';
import { field, listAt } from '../http/json.ts';
import {
  createVendorClient,
  secretError,
  type VendorAnswer,
  type VendorClient,
  type VendorParts,
} from '../http/vendor-client.ts';
import { prometheus } from './client.ts';

export interface PrometheusParts extends VendorParts {
  /** `prometheus.url` of the config. */
  readonly url: string | undefined;
}

/** See `AlertEngine.rules`. Source: Prometheus docs, HTTP API, "Rules". */
export async function prometheusRules(
  { url, ...parts }: PrometheusParts,
  names: readonly string[],
  read: EngineRead,
): Promise<readonly EngineRule[]> {
  if (url === undefined) throw noAddress();
  const client = createVendorClient(prometheus, url, parts);
  const { problem } = client.secret;
  // Without a token it is asked as it is: Prometheus itself has none.
  if (problem !== undefined && problem.state !== 'not-set') throw secretError(problem);
  // A server that does not know `rule_name[]` yet answers with all rules.
  const query = new URLSearchParams([
    ['type', 'alert'],
    ...names.map((name): [string, string] => ['rule_name[]', name]),
  ]);
  const { answer, reason } = await client.read({ path: `/api/v1/rules?${query}` }, read);
  if (answer === undefined) throw client.unreachable(reason);
  if (answer.meaning === 'rejected') throw rejected(client, answer.status);
  const wanted = new Set(names);
  const rules = groupsOf(client, answer)
    .flatMap((group) => listAt(group, 'rules') ?? [])
    .flatMap((each) => ruleOf(each) ?? [])
    .filter(({ name }) => wanted.has(name));
  return merged(rules);
}

function groupsOf(client: VendorClient, answer: VendorAnswer): readonly unknown[] {
  const { status, json } = answer;
  const groups = listAt(json, 'data', 'groups');
  if (status === 200 && field(json, 'status') === 'success' && groups !== undefined) return groups;
  const said = client.said(answer);
  throw client.unreachable(
    `Prometheus answered ${status}${said === '' ? ' without rules' : `: ${said}`}`,
  );
}

function ruleOf(value: unknown): EngineRule | undefined {
  const name = field(value, 'name');
  if (field(value, 'type') !== 'alerting' || typeof name !== 'string') return undefined;
  const alerts = (listAt(value, 'alerts') ?? []).flatMap((each) => alertOf(each) ?? []);
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
    message: 'prometheus.url is not set: tsops cannot tell which Prometheus has the rules',
    next: ['set prometheus.url in tsops.config.yaml', 'tsops help config'],
  });
}

function rejected(client: VendorClient, status: number): TsopsError {
  const { variable } = prometheus.secret;
  return client.notLetIn(
    client.secret.problem === undefined
      ? `Prometheus rejects ${variable} (${status})`
      : `Prometheus needs a token (${status}), and ${variable} is not set`,
    `export ${variable}=…`,
  );
}
