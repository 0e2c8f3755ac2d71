import type { System } from '../http/exchange.ts';
import { type Ask, dispatch, json, type Reply, route, text } from '../http/reply.ts';
import { hash32 } from '../noise.ts';
import type { World } from '../world/model.ts';
import { ongoingOutage } from '../world/outages.ts';
import { awsEvents, slackStatus } from './status-formats.ts';
import { vendorOutage } from './vendor.ts';

const STYLES = [
  'adventurer',
  'avataaars',
  'bottts',
  'identicon',
  'initials',
  'lorelei',
  'notionists',
  'thumbs',
];

function avatar(ask: Ask): Reply {
  const { style = '' } = ask.params;
  if (!STYLES.includes(style))
    return json({ statusCode: 404, error: 'Not Found', message: 'Not Found' }, 404);
  const seed = ask.query.get('seed') ?? '';
  if (seed.length > 1_024) {
    return json(
      {
        statusCode: 400,
        error: 'Bad Request',
        message: 'querystring/seed must NOT have more characters',
      },
      400,
    );
  }
  const colour = (hash32(`${style}/${seed}`) & 0xffffff).toString(16).padStart(6, '0');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><rect width="100" height="100" fill="#${colour}"/></svg>`;
  const reply = text(svg, 200, 'image/svg+xml; charset=utf-8');
  return { ...reply, headers: { ...reply.headers, 'cache-control': 'public, max-age=31536000' } };
}

/** DiceBear's avatar service. */
export function dicebear(world: World): System {
  const routes = [
    route('GET', '/10.x', () => json({ styles: STYLES })),
    route('GET', '/:version/:style/svg', avatar),
    route('HEAD', '/:version/:style/svg', avatar),
    route('GET', '/:version/:style/schema.json', () => json({ type: 'object', properties: {} })),
  ];
  return {
    name: 'dicebear',
    handle: (ask) => dispatch(routes, ask),
    outage: () => vendorOutage(world, 'dicebear'),
  };
}

const NAMES: Record<string, string> = {
  dicebear: 'DiceBear',
  github: 'GitHub',
  sentry: 'Sentry',
  pagerduty: 'PagerDuty',
  aws: 'AWS',
  slack: 'Slack',
};

function status(world: World, ask: Ask): Reply {
  const system = ask.params.system ?? '';
  const name = NAMES[system];
  if (!name) return json({ error: 'not found' }, 404);
  const outage = ongoingOutage(world, system, world.now());
  const updated = new Date(outage ? world.startedAt + outage.from : world.startedAt).toISOString();
  const page = {
    id: system,
    name,
    url: `${ask.origin}/${system}`,
    time_zone: 'Etc/UTC',
    updated_at: updated,
  };
  const indicator = outage ? (outage.kind === 'slow' ? 'minor' : 'major') : 'none';
  const overall = { indicator, description: outage ? outage.note : 'All Systems Operational' };
  const component = outage
    ? outage.kind === 'slow'
      ? 'degraded_performance'
      : 'major_outage'
    : 'operational';
  const components = [{ id: `${system}-api`, name: 'API', status: component, updated_at: updated }];
  const incidents = outage
    ? [
        {
          id: `${system}-1`,
          name: outage.note,
          status: 'investigating',
          impact: indicator,
          created_at: updated,
          resolved_at: null,
        },
      ]
    : [];
  const views: Record<string, object> = {
    'status.json': { page, status: overall },
    'summary.json': { page, status: overall, components, incidents, scheduled_maintenances: [] },
    'components.json': { page, components },
    'incidents/unresolved.json': { page, incidents },
    'scheduled-maintenances/active.json': { page, scheduled_maintenances: [] },
  };
  const view = views[ask.params.view ?? ''];
  return view ? json(view) : json({ error: 'not found' }, 404);
}

/** Status pages below `/SYSTEM`, most in Statuspage's form. They stand whatever else falls. */
export function statusPages(world: World): System {
  const routes = [
    route('GET', '/aws/public/currentevents', () => awsEvents(world)),
    route('GET', '/slack/api/v2.0.0/current', () => slackStatus(world)),
    route('GET', '/:system/api/v2/*view', (ask) => status(world, ask)),
  ];
  return { name: 'status', handle: (ask) => dispatch(routes, ask) };
}
