/* One row a vendor: how one read of it is made, what answers it, and how its lists go on. */
import type { Clock } from '../../src/contract/context.ts';
import type { Http } from '../../src/ports/http.ts';
import { createCdn } from '../../src/services/aws/cloudfront.ts';
import { createMetrics } from '../../src/services/aws/cloudwatch-metrics.ts';
import { createGitHub } from '../../src/services/github/deploys.ts';
import { createGitHubIssues } from '../../src/services/github/issues.ts';
import { createAnalytics } from '../../src/services/google/analytics.ts';
import { createPageSpeed } from '../../src/services/google/pagespeed.ts';
import { openMixpanel } from '../../src/services/mixpanel/client.ts';
import { eventValues } from '../../src/services/mixpanel/usage.ts';
import { createPagerIncidents } from '../../src/services/pagerduty/pager-incidents.ts';
import { prometheusRules } from '../../src/services/prometheus/rules.ts';
import { createSentryEvents } from '../../src/services/sentry/events.ts';
import { createSlackPost } from '../../src/services/slack/post.ts';
import { uptimerobotHistory } from '../../src/services/uptimerobot/history.ts';
import { uptimerobotOutages } from '../../src/services/uptimerobot/outages.ts';
import { distributionXml, listXml } from './aws/cloudfront-server.ts';
import type { ScriptedReply, ScriptedRequest } from './scripted-vendor.ts';

export const secret = 'sekrit0123456789abcdefABCDEF';
const to = Date.parse('2026-11-23T03:00:00Z');
const window = { from: to - 600_000, to };
const signal = new AbortController().signal;
const reach = { timeout: 20_000, signal };

interface Place {
  readonly url: string;
  readonly http: Http;
  readonly clock: Clock;
}

export interface VendorCase {
  readonly name: string;
  read(place: Place): Promise<unknown>;
  readonly good: ScriptedReply;
  /** The same without any field that is not needed. */
  readonly lean: ScriptedReply;
  /** Nothing is asked again after a 5xx or a dropped connection: it counts them, and shuts out who has ten. */
  readonly askedOnce?: true;
  /** Reads share connections; a POST that only reads has one of its own. */
  readonly shared: boolean;
  /** A read of a list, a page of it, and the cursor that a request asks for. */
  readonly list?: {
    read(place: Place): Promise<unknown>;
    page(next: string, request: ScriptedRequest): ScriptedReply;
    cursorIn(request: ScriptedRequest): string | undefined;
    /** Pages that are read at most. */
    readonly most: number;
    /** An unfinished list is none: nothing may be concluded from half of it. */
    readonly refuses?: boolean;
  };
}

const cursorOf = (name: string) => (request: ScriptedRequest) =>
  new URL(request.url, 'http://x').searchParams.get(name) ?? undefined;
const json = (body: unknown): ScriptedReply => ({ body });

const issue = {
  id: '42',
  shortId: 'WEB-1',
  title: 'TypeError',
  culprit: 'src/a.ts',
  permalink: 'https://x.sentry.io/issues/42/',
  level: 'error',
  count: '12',
  userCount: 5,
  firstSeen: '2026-11-23T02:40:00Z',
};
const sentryAt = ({ url, http, clock }: Place) =>
  createSentryEvents({
    http,
    clock,
    signal,
    env: { SENTRY_AUTH_TOKEN: secret },
    config: { url, org: 'acme', project: 'web', environment: 'production' },
  });
const sentryNext = (cursor: string) => ({
  link: `<http://x/>; rel="previous"; results="false"; cursor="0:0:1", <http://x/>; rel="next"; results="true"; cursor="${cursor}"`,
});

const githubOptions = ({ url, http, clock }: Place) => ({
  http,
  clock,
  signal,
  token: secret,
  config: {
    owner: 'acme',
    repo: 'web',
    workflow: 'deploy.yml',
    ref: 'main',
    versionInput: 'version',
    apiUrl: url,
  },
});
const patient = { patience: 30_000 };

const pagerAt = ({ url, http, clock }: Place) => {
  const config = { apiUrl: url, service: 'S', escalationPolicy: 'P' };
  const env = { PAGERDUTY_API_TOKEN: secret };
  const made = createPagerIncidents({ http, clock, env, config });
  if (made === null) throw new Error('no pager');
  return made;
};

const slackAt = ({ url, http, clock }: Place) =>
  createSlackPost({ http, clock, env: { SLACK_BOT_TOKEN: secret }, apiUrl: url });
const place = { channel: 'C012', thread: null, since: to };
const ours = {
  ts: '1.2',
  metadata: { event_type: 'tsops_notification', event_payload: { key: 'k' } },
};

const uptimeParts = ({ url, http, clock }: Place) => ({
  http,
  clock,
  env: { UPTIMEROBOT_API_KEY: secret },
  apiUrl: url,
  monitors: [],
});
const outage = (more = {}) => ({
  monitor: { friendlyName: 'Site' },
  startedAt: '2026-11-23T02:00:00Z',
  ...more,
});

const awsOptions = ({ url, clock }: Place) => ({
  clock,
  signal,
  drill: true,
  env: { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE000000000', AWS_SECRET_ACCESS_KEY: secret },
  config: { region: 'us-east-1', endpoint: url },
});
/** The SDK keeps its connections in its client. */
const cdns = new WeakMap<Clock, ReturnType<typeof createCdn>>();
function cdnAt(at: Place) {
  const made = cdns.get(at.clock) ?? createCdn(awsOptions(at));
  cdns.set(at.clock, made);
  return made;
}
const metric = { Id: 'm1', StatusCode: 'Complete', Timestamps: [to / 1000], Values: [1] };

const rule = (more = {}) => ({ type: 'alerting', name: 'A', state: 'firing', ...more });
const rules = (each: object) =>
  json({ status: 'success', data: { groups: [{ name: 'g', rules: [each] }] } });

export const vendorCases: readonly VendorCase[] = [
  {
    name: 'Sentry',
    read: (at) => sentryAt(at).issues(window, { ...reach, limit: 5 }),
    good: json([issue]),
    lean: json([{ id: '42', count: '12' }]),
    shared: true,
    list: {
      read: (at) => sentryAt(at).issues(window, { ...reach, limit: 5000 }),
      page: (next, request) => ({
        headers: sentryNext(next),
        body: cursorOf('cursor')(request) === undefined ? [issue] : [],
      }),
      cursorIn: cursorOf('cursor'),
      most: 20,
    },
  },
  {
    name: 'GitHub',
    read: (at) => createGitHub(githubOptions(at)).tags(patient),
    good: json([{ name: 'v1.2.3', commit: { sha: 'abc' } }]),
    lean: json([{ name: 'v1.2.3' }]),
    shared: true,
    list: {
      read: (at) => createGitHubIssues(githubOptions(at)).issueWith('nobody', to, patient),
      page: () => json(Array.from({ length: 100 }, () => ({ body: 'x' }))),
      cursorIn: cursorOf('page'),
      most: 10,
      refuses: true,
    },
  },
  {
    name: 'PagerDuty',
    read: (at) => pagerAt(at).people('Minji', signal),
    good: json({ users: [{ id: 'P1', name: 'Minji Kim' }], more: false }),
    lean: json({ users: [{ id: 'P1', summary: 'Minji Kim' }] }),
    shared: true,
    list: {
      read: (at) => pagerAt(at).people('Minji', signal),
      page: () => json({ users: [], more: true }),
      cursorIn: cursorOf('offset'),
      most: 20,
      refuses: true,
    },
  },
  {
    name: 'Slack',
    read: async (at) => slackAt(at).find?.('k', place, signal),
    good: json({ ok: true, messages: [{ text: 'x', ...ours }] }),
    lean: json({ ok: true, messages: [{}, ours] }),
    shared: true,
    list: {
      read: async (at) => slackAt(at).find?.('k', place, signal),
      page: (next) => json({ ok: true, messages: [], response_metadata: { next_cursor: next } }),
      cursorIn: cursorOf('cursor'),
      most: 20,
      refuses: true,
    },
  },
  {
    name: 'UptimeRobot',
    read: (at) => uptimerobotOutages(uptimeParts(at), to, reach),
    good: json({ data: [outage({ reason: 'HTTP 503', resolvedAt: '2026-11-23T02:10:00Z' })] }),
    lean: json({ data: [outage()] }),
    shared: true,
    list: {
      read: (at) => uptimerobotHistory(uptimeParts(at), to - 86_400_000, reach),
      page: (next, request) =>
        request.url.startsWith('/monitors')
          ? json({ data: [] })
          : json({ data: [], nextLink: `https://elsewhere.example/?cursor=${next}` }),
      cursorIn: cursorOf('cursor'),
      most: 7,
    },
  },
  {
    name: 'Prometheus',
    read: ({ url, http, clock }) =>
      prometheusRules({ url, http, clock, env: { PROMETHEUS_TOKEN: secret } }, ['A'], reach),
    good: rules(
      rule({
        alerts: [
          { labels: { instance: 'web' }, state: 'firing', activeAt: '2026-11-23T02:00:00Z' },
        ],
        health: 'err',
        lastError: 'no data',
      }),
    ),
    lean: rules(rule()),
    shared: true,
  },
  {
    name: 'Google Analytics',
    read: ({ url, http, clock }) =>
      createAnalytics({
        http,
        clock,
        env: { GOOGLE_ANALYTICS_TOKEN: secret },
        config: { apiUrl: url, tokenUrl: `${url}/token`, property: '1' },
      }).visits(reach),
    good: json({
      rows: [
        {
          dimensionValues: [{ value: 'today' }],
          metricValues: [{ value: '0.4' }, { value: '100' }],
        },
      ],
    }),
    lean: json({}),
    shared: false,
    askedOnce: true,
  },
  {
    name: 'Mixpanel',
    read: async ({ url, http, clock }) => {
      const env = { MIXPANEL_SERVICE_ACCOUNT: `account:${secret}` };
      const config = { apiUrl: url, project: '1' };
      return eventValues(
        await openMixpanel({ http, clock, env, config }).ask('/events', [], reach),
      );
    },
    good: json({ data: { series: ['2026-11-23'], values: { kakao: { '2026-11-23': 7 } } } }),
    lean: json({ data: { values: {} } }),
    shared: true,
  },
  {
    name: 'PageSpeed Insights',
    read: ({ url, http, clock }) =>
      createPageSpeed({
        http,
        clock,
        env: { PAGESPEED_API_KEY: secret },
        config: { apiUrl: url, cruxUrl: url },
      }).field('https://talkstudio.example/', { ...reach, device: 'mobile' }),
    good: json({
      record: { metrics: { largest_contentful_paint: { percentiles: { p75: 2100 } } } },
    }),
    lean: json({ record: {} }),
    shared: false,
  },
  {
    name: 'CloudFront',
    read: (at) => cdnAt(at).distribution('E1TALK', reach),
    good: { body: distributionXml() },
    lean: {
      body: distributionXml().replace(/<(Status|LastModifiedTime|Aliases|Comment)>.*?<\/\1>/g, ''),
    },
    shared: true,
    list: {
      read: (at) => createCdn(awsOptions(at)).invalidations('E1TALK', 5000, reach),
      page: (next) => ({ body: listXml([], next) }),
      cursorIn: cursorOf('Marker'),
      most: 20,
      refuses: true,
    },
  },
  {
    name: 'CloudWatch',
    read: (at) => createMetrics(awsOptions(at)).series('E1TALK', 'requests', window, 60_000, reach),
    good: json({ MetricDataResults: [metric] }),
    lean: json({ MetricDataResults: [{ Id: 'm1', StatusCode: 'Complete' }] }),
    shared: false,
    list: {
      read: (at) =>
        createMetrics(awsOptions(at)).series('E1TALK', 'requests', window, 60_000, reach),
      page: (next) => json({ MetricDataResults: [metric], NextToken: next }),
      cursorIn: ({ body }) => (JSON.parse(body) as { NextToken?: string }).NextToken,
      most: 20,
      refuses: true,
    },
  },
];
