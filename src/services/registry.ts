import type { Config } from '../config/schema.ts';
import type { Children, Clock, LoadedConfig } from '../contract/context.ts';
import type { Env } from '../domain/net/env.ts';
import type { Http } from '../ports/http.ts';
import type { Services } from '../ports/services.ts';
import type { GitHubOptions } from './github/client.ts';
import { createHttp } from './http/client.ts';
import type { OutgoingOptions } from './outgoing.ts';
import { admitVendor, guardWrites } from './trusted.ts';

interface ServicesOptions {
  readonly config: () => Promise<LoadedConfig>;
  readonly env: Env;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly children: Children;
  readonly drill: boolean;
  /** What must leave in no text; without it only the shapes of secrets are looked for. */
  readonly outgoing?: OutgoingOptions;
}

/** The real services: each adapter is loaded at its first call, and once. */
export function createServices(options: ServicesOptions): Services {
  const http = createHttp({ env: options.env, loopbackOnly: options.drill });
  const outgoing = options.outgoing ?? { secrets: [], say: () => {} };
  const parts = { ...options, http, outgoing };
  return { http, ...ownSite(parts), ...deployServices(parts), ...vendorServices(parts) };
}

type ServiceParts = ServicesOptions & { readonly http: Http; readonly outgoing: OutgoingOptions };

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

/**
 * Makes a service of a vendor out of its module and the config, which are loaded side by side. It throws where the
 * config may not send the vendor's key; `writes` are its methods that need a trusted config.
 */
function maker({ config }: ServiceParts) {
  return <Module, Made extends object | null>(
    vendor: string | null,
    load: () => Promise<Module>,
    make: (module: Module, config: Config, loaded: LoadedConfig) => Made | Promise<Made>,
    ...writes: readonly (keyof NonNullable<Made>)[]
  ) =>
    once(async () => {
      const [module, loaded] = await Promise.all([load(), config()]);
      if (vendor !== null) admitVendor(loaded, vendor);
      const made = await make(module, loaded.config, loaded);
      return made === null ? made : (guardWrites(made, writes, loaded) as Made);
    });
}

function deployServices(parts: ServiceParts): Pick<Services, 'github' | 'issues'> {
  const github = <Module, Made extends object>(
    load: () => Promise<Module>,
    make: (module: Module, of: GitHubOptions) => Made,
    ...writes: readonly (keyof Made)[]
  ) =>
    maker(parts)(
      'github',
      () => Promise.all([load(), import('./github/token.ts')]),
      async ([module, { githubToken }], config) =>
        make(module, { ...parts, config: config.github, token: await githubToken(parts) }),
      ...(writes as readonly never[]),
    );
  return {
    github: github(
      () => import('./github/deploys.ts'),
      (module, of) => module.createGitHub(of),
      'dispatch',
    ),
    issues: github(
      () => Promise.all([import('./github/issues.ts'), import('./outgoing.ts')]),
      ([module, { withheldIssues, withholder }], of) =>
        withheldIssues(module.createGitHubIssues(of), withholder(parts.outgoing)),
      'open',
      'comment',
    ),
  };
}

type VendorServices = Omit<
  Services,
  'http' | keyof ReturnType<typeof ownSite> | 'github' | 'issues'
>;

function vendorServices(parts: ServiceParts): VendorServices {
  const service = maker(parts);
  const { outgoing } = parts;
  return {
    cdn: service(
      'aws',
      () => import('./aws/cloudfront.ts'),
      (module, { aws }) => module.createCdn({ ...parts, config: aws }),
      'invalidate',
    ),
    metrics: service(
      'aws',
      () => import('./aws/cloudwatch-metrics.ts'),
      (module, { aws }) => module.createMetrics({ ...parts, config: aws }),
    ),
    sentry: service(
      'sentry',
      () => import('./sentry/events.ts'),
      (module, { sentry }) => module.createSentryEvents({ ...parts, config: sentry }),
    ),
    slack: service(
      'slack',
      () => import('./slack/post.ts'),
      async (module, { slack: { apiUrl } }) => {
        const { withheldSlack, withholder } = await import('./outgoing.ts');
        return withheldSlack(module.createSlackPost({ ...parts, apiUrl }), withholder(outgoing));
      },
      'post',
    ),
    onCall: service(
      'pagerduty',
      () => import('./pagerduty/on-call.ts'),
      (module, { pagerduty }) => module.createOnCallService({ ...parts, config: pagerduty }),
    ),
    paging: service(
      'pagerduty',
      () => import('./pagerduty/events.ts'),
      async (module, { pagerduty: { eventsUrl } }) => {
        const { withheldPaging, withholder } = await import('./outgoing.ts');
        return withheldPaging(module.createPaging({ ...parts, eventsUrl }), withholder(outgoing));
      },
      'send',
    ),
    pagerIncidents: service(
      'pagerduty',
      () => import('./pagerduty/pager-incidents.ts'),
      async (module, { pagerduty }) => {
        const { withheldPages, withholder } = await import('./outgoing.ts');
        const pages = module.createPagerIncidents({ ...parts, config: pagerduty });
        return withheldPages(pages, withholder(outgoing));
      },
      'change',
      'page',
      'note',
    ),
    ...figureServices(parts),
  };
}

type FigureService = 'pagespeed' | 'analytics' | 'dependencies' | 'access' | 'alertEngines';

/** What only reads, and needs no vendor to be there. */
function figureServices(parts: ServiceParts): Pick<Services, FigureService> {
  const service = maker(parts);
  return {
    pagespeed: service(
      'pagespeed',
      () => import('./google/pagespeed.ts'),
      (module, { pagespeed }) => module.createPageSpeed({ ...parts, config: pagespeed }),
    ),
    analytics: service(
      'analytics',
      () => import('./google/analytics.ts'),
      (module, { analytics }) => module.createAnalytics({ ...parts, config: analytics }),
    ),
    dependencies: service(
      null,
      () => import('./dependencies/reads.ts'),
      (module, { aws: { region } }) => module.createDependencyReads({ ...parts, region }),
    ),
    access: service(
      null,
      () => import('./vendor-access.ts'),
      (module, config, loaded) => module.createVendorAccess({ ...parts, config, loaded }),
    ),
    alertEngines: service(
      null,
      () => import('./alert-engines.ts'),
      (module, { prometheus, aws }, loaded) =>
        module.createAlertEngines({ ...parts, prometheus, aws, loaded }),
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
