import type { Children, Clock, LoadedConfig } from '../contract/context.ts';
import { createClockOffsets } from '../domain/evidence/clock-offset.ts';
import type { Env } from '../domain/net/env.ts';
import type { Http } from '../ports/http.ts';
import type { Services } from '../ports/services.ts';
import type { SiteHeaders } from '../ports/site.ts';
import { createHttp } from './http/client.ts';
import { createSiteHeaders } from './http/site-headers.ts';

interface ServicesOptions {
  readonly config: () => Promise<LoadedConfig>;
  readonly env: Env;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly children: Children;
  readonly drill: boolean;
}

/** The real services: each adapter is loaded at its first call, and once. */
export function createServices(options: ServicesOptions): Services {
  const { env, drill } = options;
  const ownSite = siteServices(options);
  const { http } = ownSite;
  return {
    ...ownSite,
    github: once(async () => {
      const [{ createGitHub }, { githubToken }, { config }] = await Promise.all([
        import('./github/deploys.ts'),
        import('./github/token.ts'),
        options.config(),
      ]);
      const token = await githubToken(options);
      return createGitHub({ ...options, http, config: config.github, token });
    }),
    issues: once(async () => {
      const [{ createGitHubIssues }, { githubToken }, { config }] = await Promise.all([
        import('./github/issues.ts'),
        import('./github/token.ts'),
        options.config(),
      ]);
      const token = await githubToken(options);
      return createGitHubIssues({ ...options, http, config: config.github, token });
    }),
    cdn: once(async () => {
      const [{ createCdn }, { config }] = await Promise.all([
        import('./aws/cloudfront.ts'),
        options.config(),
      ]);
      return createCdn({ ...options, config: config.aws });
    }),
    metrics: once(async () => {
      const [{ createMetrics }, { config }] = await Promise.all([
        import('./aws/cloudwatch-metrics.ts'),
        options.config(),
      ]);
      return createMetrics({ ...options, config: config.aws });
    }),
    sentry: once(async () => {
      const [{ createSentryEvents }, { config }] = await Promise.all([
        import('./sentry/events.ts'),
        options.config(),
      ]);
      return createSentryEvents({ ...options, http, config: config.sentry });
    }),
    dependencies: once(async () => {
      const [{ createDependencyReads }, { config }] = await Promise.all([
        import('./dependencies/reads.ts'),
        options.config(),
      ]);
      return createDependencyReads({ http, clock: options.clock, region: config.aws.region });
    }),
    access: once(async () => {
      const [{ createVendorAccess }, { config }] = await Promise.all([
        import('./vendor-access.ts'),
        options.config(),
      ]);
      return createVendorAccess({ ...options, http, config });
    }),
    alertEngines: once(async () => {
      const [{ createAlertEngines }, { config }] = await Promise.all([
        import('./alert-engines.ts'),
        options.config(),
      ]);
      const { prometheus, aws } = config;
      return createAlertEngines({ http, env, drill, prometheus, aws });
    }),
    ...peopleServices(options, http),
    ...pageServices(options, http),
  };
}

/** What reads the site, and whatever else is asked over HTTP. */
function siteServices(
  options: ServicesOptions,
): Pick<Services, 'http' | 'site' | 'clockOffsets'> & { readonly siteHeaders: SiteHeaders } {
  const { env, drill } = options;
  const siteHeaders = createSiteHeaders(options.config, env);
  // In the sandbox it is our own clock that answers.
  const clockOffsets = drill ? undefined : createClockOffsets();
  const timed = { clock: options.clock, ...(clockOffsets && { onAnswer: clockOffsets.note }) };
  return {
    http: createHttp({ env, loopbackOnly: drill, siteHeaders, ...timed }),
    site: once(async () =>
      (await import('./site/client.ts')).createSite({ ...options, ...timed, siteHeaders }),
    ),
    siteHeaders,
    ...(clockOffsets && { clockOffsets }),
  };
}

/** What reaches people, and tells who they are. */
function peopleServices(
  options: ServicesOptions,
  http: Http,
): Pick<Services, 'slack' | 'onCall' | 'paging' | 'pagerIncidents'> {
  const { env } = options;
  return {
    slack: once(async () => {
      const [{ createSlackPost }, { config }] = await Promise.all([
        import('./slack/post.ts'),
        options.config(),
      ]);
      return createSlackPost({ ...options, http, apiUrl: config.slack.apiUrl });
    }),
    onCall: once(async () => {
      const [{ createOnCallService }, { config }] = await Promise.all([
        import('./pagerduty/on-call.ts'),
        options.config(),
      ]);
      return createOnCallService({ ...options, http, config: config.pagerduty });
    }),
    paging: once(async () => {
      const [{ createPaging }, { config }] = await Promise.all([
        import('./pagerduty/events.ts'),
        options.config(),
      ]);
      return createPaging({ http, env, eventsUrl: config.pagerduty.eventsUrl });
    }),
    pagerIncidents: once(async () => {
      const [{ createPagerIncidents }, { config }] = await Promise.all([
        import('./pagerduty/pager-incidents.ts'),
        options.config(),
      ]);
      return createPagerIncidents({ ...options, http, config: config.pagerduty });
    }),
  };
}

type PageService = 'webPages' | 'lighthouse' | 'pagespeed' | 'analytics' | 'keptFigures';

/** What tells how fast pages are. */
function pageServices(options: ServicesOptions, http: Http): Pick<Services, PageService> {
  const { env } = options;
  return {
    webPages: once(async () =>
      (await import('./pages/client.ts')).createWebPages({ ...options, http }),
    ),
    lighthouse: once(async () =>
      (await import('./pages/lighthouse.ts')).createLighthouse(options.children),
    ),
    pagespeed: once(async () => {
      const [{ createPageSpeed }, { config }] = await Promise.all([
        import('./google/pagespeed.ts'),
        options.config(),
      ]);
      return createPageSpeed({ env, http, config: config.pagespeed });
    }),
    analytics: once(async () => {
      const [{ createAnalytics }, { config }] = await Promise.all([
        import('./google/analytics.ts'),
        options.config(),
      ]);
      return createAnalytics({ env, http, config: config.analytics });
    }),
    keptFigures: once(async () => (await import('./pages/kept-figures.ts')).createKeptFigures(env)),
  };
}

function once<Made>(make: () => Promise<Made>): () => Promise<Made> {
  let made: Promise<Made> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
