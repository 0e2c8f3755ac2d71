import { createClockOffsets } from '../domain/evidence/clock-offset.ts';
import type { Http } from '../ports/http.ts';
import type { Services } from '../ports/services.ts';
import type { SiteHeaders } from '../ports/site.ts';
import { chosenServices } from './chosen.ts';
import { createHttp } from './http/client.ts';
import { createSiteHeaders } from './http/site-headers.ts';
import { once } from './once.ts';
import type { ServicesOptions } from './options.ts';

/** The real services: each adapter is loaded at its first call, and once. */
export function createServices(options: ServicesOptions): Services {
  const ownSite = siteServices(options);
  const { http } = ownSite;
  return {
    ...ownSite,
    issues: once(async () => {
      const [{ createGitHubIssues }, { githubToken }, { config }] = await Promise.all([
        import('./github/issues.ts'),
        import('./github/token.ts'),
        options.config(),
      ]);
      const token = await githubToken(options);
      return createGitHubIssues({ ...options, http, config: config.github, token });
    }),
    errors: once(async () => {
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
    ...chosenServices({ ...options, http }),
    ...watchServices(options, http),
    ...peopleServices(options, http),
    ...pageServices(options, http),
  };
}

/** What others have seen, and whether they let us in. */
function watchServices(options: ServicesOptions, http: Http): Pick<Services, 'access' | 'alarms'> {
  const { env, drill } = options;
  return {
    access: once(async () => {
      const [{ createVendorAccess }, { config }] = await Promise.all([
        import('./vendor-access.ts'),
        options.config(),
      ]);
      return createVendorAccess({ ...options, http, config });
    }),
    alarms: once(async () => {
      const [{ createAlertEngines }, { config }] = await Promise.all([
        import('./alert-engines.ts'),
        options.config(),
      ]);
      const { prometheus, aws } = config;
      return createAlertEngines({ http, env, drill, prometheus, aws });
    }),
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
): Pick<Services, 'chat' | 'onCall' | 'paging' | 'pages'> {
  const { env } = options;
  return {
    chat: once(async () => {
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
    pages: once(async () => {
      const [{ createPagerIncidents }, { config }] = await Promise.all([
        import('./pagerduty/pager-incidents.ts'),
        options.config(),
      ]);
      return createPagerIncidents({ ...options, http, config: config.pagerduty });
    }),
  };
}

type PageService = 'webPages' | 'lab' | 'remoteLab' | 'keptFigures';

/** What tells how fast pages are. */
function pageServices(options: ServicesOptions, http: Http): Pick<Services, PageService> {
  const { env } = options;
  return {
    webPages: once(async () =>
      (await import('./pages/client.ts')).createWebPages({ ...options, http }),
    ),
    lab: once(async () =>
      (await import('./pages/lighthouse.ts')).createLighthouse(options.children),
    ),
    remoteLab: once(async () => {
      const [{ createPageSpeed }, { config }] = await Promise.all([
        import('./google/pagespeed.ts'),
        options.config(),
      ]);
      return createPageSpeed({ env, http, config: config.pagespeed });
    }),
    keptFigures: once(async () => (await import('./pages/kept-figures.ts')).createKeptFigures(env)),
  };
}
