/* Prometheus' view of its alerting rules. */
import {
  noDataCompanion,
  type PrometheusRule,
  prometheusRule,
} from '../../domain/alerts/engines/prometheus.ts';
import { prometheusDuration } from '../../domain/alerts/engines/prometheus-duration.ts';
import { credentials } from '../credentials.ts';
import type { System } from '../http/exchange.ts';
import { type Ask, dispatch, json, type Reply, route } from '../http/reply.ts';
import { deployedRules, type Evaluated, evaluated, stateOf } from '../world/engine-rules.ts';
import type { World } from '../world/model.ts';
import { vendorOutage } from './vendor.ts';

const iso = (at: number) => new Date(at).toISOString();

/** Durations in milliseconds. */
function shown(
  { alert, expr, labels, annotations }: PrometheusRule,
  at: number,
  { hold = 0, keepFiring = 0 }: { hold?: number; keepFiring?: number } = {},
) {
  return {
    name: alert,
    query: expr,
    duration: hold / 1_000,
    keepFiringFor: keepFiring / 1_000,
    labels,
    annotations,
    health: 'ok',
    evaluationTime: 0.0004,
    lastEvaluation: iso(at),
    type: 'alerting',
  };
}

function ruleJson(one: Evaluated) {
  const { rule, alerts, at } = one;
  const told = prometheusRule(rule);
  const active = alerts.filter(({ state }) => state !== 'inactive');
  return {
    ...shown(told, at, rule.condition),
    state: stateOf(one),
    alerts: active.map(({ labels, state, since, value }) => ({
      labels: { alertname: rule.name, ...labels, ...told.labels },
      annotations: told.annotations,
      state,
      activeAt: iso(since ?? at),
      value: (value ?? 0).toExponential(),
    })),
  };
}

function groups(world: World, wanted: readonly string[]) {
  const rules = deployedRules(world);
  const intervals = [...new Set(rules.map(({ interval }) => interval))];
  return intervals.map((interval) => {
    const ours = rules.filter((rule) => rule.interval === interval).map((r) => evaluated(world, r));
    const companions = ours.flatMap(({ rule, at }) => {
      const companion = noDataCompanion(rule);
      return companion ? [{ ...shown(companion, at), state: 'inactive', alerts: [] }] : [];
    });
    const all = [...ours.map(ruleJson), ...companions];
    return {
      name: `tsops-${prometheusDuration(interval)}`,
      file: '/etc/prometheus/alert-rules.prometheus.yml',
      rules: all.filter(({ name }) => wanted.length === 0 || wanted.includes(name)),
      interval: interval / 1_000,
      limit: 0,
      evaluationTime: 0.002,
      lastEvaluation: ours[0] ? iso(ours[0].at) : iso(world.now()),
    };
  });
}

function refused(ask: Ask): Reply | undefined {
  if (ask.headers.authorization === `Bearer ${credentials.PROMETHEUS_TOKEN}`) return undefined;
  return { status: 401, headers: { 'content-type': 'text/plain' }, body: 'Unauthorized\n' };
}

/** The rules API behind a proxy that needs a token. */
export function prometheusSystem(world: World): System {
  const routes = [
    route('GET', '/api/v1/rules', (ask) => {
      const type = ask.query.get('type');
      if (type && type !== 'alert' && type !== 'record') {
        return json({ status: 'error', errorType: 'bad_data', error: 'not supported value' }, 400);
      }
      const found = type === 'record' ? [] : groups(world, ask.query.getAll('rule_name[]'));
      return json({ status: 'success', data: { groups: found } });
    }),
  ];
  const handle = (ask: Ask) => refused(ask) ?? dispatch(routes, ask);
  return { name: 'prometheus', handle, outage: () => vendorOutage(world, 'prometheus') };
}
