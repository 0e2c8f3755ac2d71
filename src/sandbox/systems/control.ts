import { parseDuration } from '../../domain/time/duration.ts';
import type { CertificateKind } from '../certificate.ts';
import type { System, Wire } from '../http/exchange.ts';
import { faultSchema } from '../http/fault.ts';
import { type Ask, dispatch, json, jsonBody, type Reply, route } from '../http/reply.ts';
import { invalidationsOf, servedAt } from '../world/edge.ts';
import { rulesIn } from '../world/engine-rules.ts';
import type { World } from '../world/model.ts';
import { runState } from '../world/run-state.ts';
import { runsOf } from '../world/runs.ts';

function state(world: World) {
  const now = world.now();
  return {
    drill: true,
    scenario: world.scenario.name,
    title: world.scenario.title,
    seed: world.seed,
    noise: [world.scenario.noise].flat(),
    startedAt: new Date(world.startedAt).toISOString(),
    now: new Date(now).toISOString(),
    serves: {
      production: servedAt(world, 'production', '/build-info.json', now).version,
      staging: servedAt(world, 'staging', '/build-info.json', now).version,
    },
    runs: runsOf(world)
      .slice(-5)
      .reverse()
      .map((run) => ({
        id: run.id,
        version: run.version,
        environment: run.environment,
        ...runState(run, now),
      })),
    invalidations: invalidationsOf(world, 'production').map((one) => ({
      id: one.id,
      paths: one.paths,
      status: now >= one.completedAt ? 'Completed' : 'InProgress',
    })),
    events: world.events,
  };
}

function addFault(wire: Wire, ask: Ask): Reply {
  const checked = faultSchema.safeParse(jsonBody(ask));
  if (checked.success) {
    wire.faults.add(checked.data);
    return json(checked.data, 201);
  }
  return json(
    { errors: checked.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`) },
    400,
  );
}

function advance(world: World, ask: Ask): Reply {
  const { by } = jsonBody<{ by: unknown }>(ask) ?? {};
  const length = typeof by === 'string' ? parseDuration(by) : undefined;
  if (length === undefined) return json({ errors: ['by: a length of time, such as 10m'] }, 400);
  world.advance(length);
  return json({ now: new Date(world.now()).toISOString() });
}

const KINDS: readonly CertificateKind[] = [
  'valid',
  'expired',
  'expiring',
  'self-signed',
  'wrong-host',
];

function certificate(ask: Ask, present: (kind: CertificateKind) => boolean): Reply {
  const { kind } = jsonBody<{ kind: unknown }>(ask) ?? {};
  const known = KINDS.find((one) => one === kind);
  if (!known) return json({ errors: [`kind: one of ${KINDS.join(', ')}`] }, 400);
  if (present(known)) return json({ kind: known });
  return json({ errors: ['the sites of this scenario do not speak TLS'] }, 409);
}

/** Approves every run that waits for a review. */
function approve(world: World): Reply {
  const at = world.now();
  const waiting = runsOf(world).filter((run) => runState(run, at).status === 'waiting');
  for (const { id } of waiting) {
    world.record({
      kind: 'review',
      at,
      runId: id,
      state: 'approved',
      comment: 'by the control address',
    });
  }
  return json({ approved: waiting.map((run) => run.id) });
}

/** Hands the rules of an `alert-rules.yml` to Prometheus and CloudWatch, in place of those they have. */
function deployRules(world: World, ask: Ask): Reply {
  const rules = rulesIn(ask.body);
  if (rules.length === 0) return json({ errors: ['no rule of it can be read'] }, 400);
  world.record({ kind: 'rules', at: world.now(), source: ask.body });
  return json({ deployed: rules.map(({ name }) => name) });
}

/** Where a sandbox is looked at and disturbed. It is not part of the world itself. */
export function control(
  world: World,
  wire: Wire,
  urls: Record<string, string>,
  present: (kind: CertificateKind) => boolean,
): System {
  const routes = [
    route('GET', '/', () =>
      json({
        drill: true,
        scenario: world.scenario.name,
        title: world.scenario.title,
        urls,
        addresses: [
          'GET /requests',
          'GET /state',
          'GET /faults',
          'POST /faults',
          'DELETE /faults',
          'POST /advance',
          'POST /approve',
          'POST /certificate',
          'POST /rules',
        ],
      }),
    ),
    route('GET', '/requests', (ask) => {
      const system = ask.query.get('system');
      return json(wire.taken.filter((one) => !system || one.system === system));
    }),
    route('GET', '/state', () => json(state(world))),
    route('GET', '/faults', () => json(wire.faults.list())),
    route('POST', '/faults', (ask) => addFault(wire, ask)),
    route('DELETE', '/faults', () => {
      wire.faults.clear();
      return { status: 204 };
    }),
    route('POST', '/approve', () => approve(world)),
    route('POST', '/certificate', (ask) => certificate(ask, present)),
    route('POST', '/rules', (ask) => deployRules(world, ask)),
    route('POST', '/advance', (ask) => advance(world, ask)),
  ];
  return { name: 'control', handle: (ask) => dispatch(routes, ask) };
}
