import { day, minute } from '../../domain/time/units.ts';
import { credentials } from '../credentials.ts';
import type { System } from '../http/exchange.ts';
import { type Ask, dispatch, json, type Reply, route } from '../http/reply.ts';
import type { World } from '../world/model.ts';
import { MONITORS, monitorStatusOf, type SandboxMonitor, seen } from '../world/monitors.ts';
import { vendorOutage } from './vendor.ts';

/** The free plan. */
const PER_MINUTE = 10;

function monitorJson(world: World, monitor: SandboxMonitor) {
  const { system: _, ...shown } = monitor;
  const status = monitorStatusOf(world, monitor);
  const last = seen(world, monitor).at(-1);
  const changed = status === 'DOWN' ? last?.from : last?.to;
  const since = changed ?? world.startedAt - 40 * day;
  return {
    ...shown,
    keywordType: monitor.type === 'KEYWORD' ? 'ALERT_NOT_EXISTS' : null,
    keywordCaseType: monitor.type === 'KEYWORD' ? 0 : null,
    keywordValue: monitor.type === 'KEYWORD' ? 'version' : '',
    status,
    currentStateDuration: Math.floor((world.now() - since) / 1_000),
    lastIncidentId: last ? incidentId(monitor, last.from) : '',
    timeout: 30,
    httpMethodType: 'GET',
    successHttpResponseCodes: ['2xx', '3xx'],
    followRedirections: true,
    checkSSLErrors: true,
    sslBrand: 'Amazon',
    sslExpiryDateTime: new Date(world.startedAt + 60 * day).toISOString(),
    maintenanceWindows: [],
    psps: [],
    config: {},
    userId: 41_077,
    tags: [],
    assignedAlertContacts: [],
    createDateTime: '2025-12-08T00:00:00.000Z',
  };
}

function incidentId(monitor: SandboxMonitor, from: number): string {
  return `${monitor.id}-${Math.floor(from / 1_000)}`;
}

function incidentsOf(world: World) {
  const now = world.now();
  const all = MONITORS.flatMap((monitor) =>
    seen(world, monitor).map(({ outage, from, to }) => {
      const over = to !== undefined && to <= now;
      return {
        id: incidentId(monitor, from),
        status: over ? 'RESOLVED' : 'ONGOING',
        type: 'DOWN',
        cause: outage.kind === 'drop' ? 98 : outage.status,
        reason: outage.kind === 'drop' ? 'Connection Reset' : `HTTP ${outage.status}`,
        monitor: { id: monitor.id, friendlyName: monitor.friendlyName },
        commentsCount: 0,
        startedAt: new Date(from).toISOString(),
        resolvedAt: over ? new Date(to).toISOString() : null,
        duration: Math.floor(((over ? to : now) - from) / 1_000),
        includeInReports: true,
        from,
      };
    }),
  );
  return all.sort((a, b) => b.from - a.from);
}

function incidents(world: World, ask: Ask): Reply {
  const after = Date.parse(ask.query.get('started_after') ?? '') || 0;
  const before = Date.parse(ask.query.get('started_before') ?? '') || Number.POSITIVE_INFINITY;
  const monitor = ask.query.get('monitor_id');
  const found = incidentsOf(world)
    .filter((one) => one.from >= after && one.from <= before)
    .filter((one) => !monitor || String(one.monitor.id) === monitor);
  return json({ nextLink: null, data: found.map(({ from: _, ...shown }) => shown) });
}

function monitors(world: World, ask: Ask): Reply {
  const limit = Math.min(200, Number(ask.query.get('limit') ?? 50) || 50);
  const start = Number(ask.query.get('cursor') ?? 0) || 0;
  const wanted = ask.query.get('status')?.split(',');
  const all = MONITORS.map((monitor) => monitorJson(world, monitor)).filter(
    (one) => !wanted || wanted.includes(one.status),
  );
  const next =
    start + limit < all.length
      ? `${ask.origin}/v3/monitors?limit=${limit}&cursor=${start + limit}`
      : null;
  return json({ nextLink: next, data: all.slice(start, start + limit) });
}

function uptime(world: World, ask: Ask): Reply {
  const monitor = MONITORS.find((one) => String(one.id) === ask.params.id);
  if (!monitor) return json({ message: 'Monitor not found', statusCode: 404 }, 404);
  const to = Date.parse(ask.query.get('to') ?? '') || world.now();
  const from = Date.parse(ask.query.get('from') ?? '') || to - 30 * day;
  const down = seen(world, monitor).reduce((sum, one) => {
    const length = Math.min(to, one.to ?? world.now()) - Math.max(from, one.from);
    return sum + Math.max(0, length);
  }, 0);
  const count = seen(world, monitor).filter((one) => one.from >= from && one.from <= to).length;
  return json({
    uptime: 100 * (1 - down / (to - from)),
    total_downtime_seconds: Math.floor(down / 1_000),
    incident_count: count,
    mtbf: count === 0 ? null : Math.floor((to - from - down) / 1_000 / count),
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
  });
}

/** UptimeRobot's API v3, with the free plan's limit of 10 requests a minute. */
export function uptimeRobotSystem(world: World): System {
  const taken: number[] = [];
  const routes = [
    route('GET', '/v3/monitors', (ask) => monitors(world, ask)),
    route('GET', '/v3/monitors/:id', (ask) => {
      const found = MONITORS.find((one) => String(one.id) === ask.params.id);
      return found
        ? json(monitorJson(world, found))
        : json({ message: 'Monitor not found', statusCode: 404 }, 404);
    }),
    route('GET', '/v3/monitors/:id/stats/uptime', (ask) => uptime(world, ask)),
    route('GET', '/v3/incidents', (ask) => incidents(world, ask)),
    route('GET', '/v3/user/me', () =>
      json({ email: 'ops@talkstudio.example', monitorsCount: MONITORS.length, monitorLimit: 50 }),
    ),
  ];
  const handle = (ask: Ask): Reply | undefined => {
    if (ask.headers.authorization !== `Bearer ${credentials.UPTIMEROBOT_API_KEY}`) {
      return json({ message: 'Unauthorized', statusCode: 401 }, 401);
    }
    const now = world.now();
    while (taken[0] !== undefined && taken[0] <= now - minute) taken.shift();
    const reset = Math.ceil(((taken[0] ?? now) + minute) / 1_000);
    const limits = {
      'x-ratelimit-limit': String(PER_MINUTE),
      'x-ratelimit-remaining': String(Math.max(0, PER_MINUTE - taken.length - 1)),
      'x-ratelimit-reset': String(reset),
    };
    if (taken.length >= PER_MINUTE) {
      const wait = String(Math.max(1, reset - Math.floor(now / 1_000)));
      return json({ message: 'Too Many Requests', statusCode: 429 }, 429, {
        ...limits,
        'retry-after': wait,
      });
    }
    taken.push(now);
    const reply = dispatch(routes, ask);
    return reply && { ...reply, headers: { ...limits, ...reply.headers } };
  };
  return { name: 'uptimerobot', handle, outage: () => vendorOutage(world, 'uptimerobot') };
}
