import type { Config } from '../config/schema.ts';
import type { Children, Clock, LoadedConfig } from '../contract/context.ts';
import type { Env } from '../domain/net/env.ts';
import type { Http } from '../ports/http.ts';
import type { Services } from '../ports/services.ts';
import type { GitHubOptions } from './github/client.ts';
import { createHttp } from './http/client.ts';

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
  const http = createHttp({ env: options.env, loopbackOnly: options.drill });
  const parts = { ...options, http };
  return { http, ...ownSite(parts), ...deployServices(parts), ...vendorServices(parts) };
}

type ServiceParts = ServicesOptions & { readonly http: Http };

/** What needs no address of a vendor. */
function ownSite(
  parts: ServiceParts,
): Pick<Services, 'site' | 'webPages' | 'lighthouse' | 'keptFigures'> {
  const { children, env } = parts;
  return {
    site: once(async () => (await import('./site/client.ts')).createSite(parts)),
    webPages: once(async () => (await import('./pages/client.ts')).createWebPages(parts)),
    lighthouse: once(async () =>
      (await import('./pages/lighthouse.ts')).createLighthouse(children),
    ),
    keptFigures: once(async () => (await import('./pages/kept-figures.ts')).createKeptFigures(env)),
  };
}

/** Makes a service out of its module and the config, which are loaded side by side. */
function maker({ config }: ServiceParts) {
  return <Module, Made>(
    load: () => Promise<Module>,
    make: (module: Module, config: Config) => Made | Promise<Made>,
  ) =>
    once(async () => {
      const [module, loaded] = await Promise.all([load(), config()]);
      return make(module, loaded.config);
    });
}

function deployServices(parts: ServiceParts): Pick<Services, 'github' | 'issues'> {
  const github = <Module, Made>(
    load: () => Promise<Module>,
    make: (module: Module, of: GitHubOptions) => Made,
  ) =>
    maker(parts)(
      () => Promise.all([load(), import('./github/token.ts')]),
      async ([module, { githubToken }], config) =>
        make(module, { ...parts, config: config.github, token: await githubToken(parts) }),
    );
  return {
    github: github(
      () => import('./github/deploys.ts'),
      (module, of) => module.createGitHub(of),
    ),
    issues: github(
      () => import('./github/issues.ts'),
      (module, of) => module.createGitHubIssues(of),
    ),
  };
}

type VendorServices = Omit<
  Services,
  'http' | keyof ReturnType<typeof ownSite> | 'github' | 'issues'
>;

function vendorServices(parts: ServiceParts): VendorServices {
  const service = maker(parts);
  return {
    cdn: service(
      () => import('./aws/cloudfront.ts'),
      (module, { aws }) => module.createCdn({ ...parts, config: aws }),
    ),
    metrics: service(
      () => import('./aws/cloudwatch-metrics.ts'),
      (module, { aws }) => module.createMetrics({ ...parts, config: aws }),
    ),
    sentry: service(
      () => import('./sentry/events.ts'),
      (module, { sentry }) => module.createSentryEvents({ ...parts, config: sentry }),
    ),
    slack: service(
      () => import('./slack/post.ts'),
      (module, { slack: { apiUrl } }) => module.createSlackPost({ ...parts, apiUrl }),
    ),
    onCall: service(
      () => import('./pagerduty/on-call.ts'),
      (module, { pagerduty }) => module.createOnCallService({ ...parts, config: pagerduty }),
    ),
    paging: service(
      () => import('./pagerduty/events.ts'),
      (module, { pagerduty: { eventsUrl } }) => module.createPaging({ ...parts, eventsUrl }),
    ),
    pagerIncidents: service(
      () => import('./pagerduty/pager-incidents.ts'),
      (module, { pagerduty }) => module.createPagerIncidents({ ...parts, config: pagerduty }),
    ),
    pagespeed: service(
      () => import('./google/pagespeed.ts'),
      (module, { pagespeed }) => module.createPageSpeed({ ...parts, config: pagespeed }),
    ),
    analytics: service(
      () => import('./google/analytics.ts'),
      (module, { analytics }) => module.createAnalytics({ ...parts, config: analytics }),
    ),
    dependencies: service(
      () => import('./dependencies/reads.ts'),
      (module, { aws: { region } }) => module.createDependencyReads({ ...parts, region }),
    ),
    access: service(
      () => import('./vendor-access.ts'),
      (module, config) => module.createVendorAccess({ ...parts, config }),
    ),
    alertEngines: service(
      () => import('./alert-engines.ts'),
      (module, { prometheus, aws }) => module.createAlertEngines({ ...parts, prometheus, aws }),
    ),
  };
}

function once<Made>(make: () => Promise<Made>): () => Promise<Made> {
  let made: Promise<Made> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
