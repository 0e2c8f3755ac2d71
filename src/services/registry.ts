import type { Config } from '../config/schema.ts';
import type { LoadedConfig } from '../contract/context.ts';
import { createClockOffsets } from '../domain/evidence/clock-offset.ts';
import type { Services } from '../ports/services.ts';
import type { AdapterOptions } from './adapters.ts';
import { chosenServices } from './chosen.ts';
import { createHttp } from './http/client.ts';
import { createSiteHeaders } from './http/site-headers.ts';
import { createKeyRing } from './key-ring.ts';
import { once } from './once.ts';
import type { ServicesOptions } from './options.ts';
import type { Withhold } from './outgoing.ts';
import { admitted } from './trusted.ts';
import type { CheckedServices } from './vendor-checks.ts';

/** The real services: each adapter is loaded at its first call, and once. */
export function createServices(options: ServicesOptions): Services {
  const { env, drill, clock } = options;
  const siteHeaders = createSiteHeaders(options.config, env);
  // In the sandbox it is our own clock that answers.
  const clockOffsets = drill ? undefined : createClockOffsets();
  const timed = { clock, ...(clockOffsets && { onAnswer: clockOffsets.note }) };
  const http = createHttp({ env, loopbackOnly: drill, siteHeaders, ...timed });
  const outgoing = options.outgoing ?? { secrets: [], say: () => {} };
  const keyRing = options.keyRing ?? createKeyRing();
  const parts = { ...options, http, outgoing, keyRing };
  const chosen = chosenServices(parts);
  return {
    http,
    site: once(async () =>
      (await import('./site/client.ts')).createSite({ ...options, ...timed, siteHeaders }),
    ),
    siteHeaders,
    ...(clockOffsets && { clockOffsets }),
    ...chosen,
    ...pageServices(parts),
    ...peopleServices(parts),
    ...errorServices(parts, chosen),
  };
}

/**
 * Makes a service of a vendor out of its module and the config, which are loaded side by side. It throws where the
 * config may not send the vendor's key; `writes` are its methods that need a trusted config.
 */
function maker({ config }: AdapterOptions) {
  return <Module, Made extends object | null>(
    vendor: string | null,
    load: () => Promise<Module>,
    make: (module: Module, config: Config, loaded: LoadedConfig) => Made | Promise<Made>,
    ...writes: readonly (keyof NonNullable<Made>)[]
  ) =>
    once(async () => {
      const [module, loaded] = await Promise.all([load(), config()]);
      return admitted<Made>(loaded, vendor, writes, () => make(module, loaded.config, loaded));
    });
}

type Doors = typeof import('./outgoing.ts');

/** What reaches people, and tells who they are. */
function peopleServices(
  parts: AdapterOptions,
): Pick<Services, 'chat' | 'onCall' | 'paging' | 'pages' | 'issues'> {
  const service = maker(parts);
  /** What people write leaves through one door. */
  const withheld = async <Made>(
    doorIn: (doors: Doors) => (made: Made, withhold: Withhold) => Made,
    made: Made,
  ): Promise<Made> => {
    const doors = await import('./outgoing.ts');
    return doorIn(doors)(made, doors.withholder(parts.outgoing));
  };
  return {
    chat: service(
      'slack',
      () => import('./slack/post.ts'),
      (module, { slack: { apiUrl } }) =>
        withheld((doors) => doors.withheldChat, module.createSlackPost({ ...parts, apiUrl })),
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
      (module, { pagerduty: { eventsUrl } }) =>
        withheld((doors) => doors.withheldPaging, module.createPaging({ ...parts, eventsUrl })),
      'send',
    ),
    pages: service(
      'pagerduty',
      () => import('./pagerduty/pager-incidents.ts'),
      (module, { pagerduty: config }) =>
        withheld((doors) => doors.withheldPages, module.createPagerIncidents({ ...parts, config })),
      'change',
      'page',
      'note',
    ),
    issues: service(
      'github',
      () => Promise.all([import('./github/issues.ts'), import('./github/token.ts')]),
      async ([module, { githubToken }], { github: config }) => {
        const token = await githubToken(parts);
        const issues = module.createGitHubIssues({ ...parts, config, token });
        return withheld((doors) => doors.withheldIssues, issues);
      },
      'open',
      'comment',
    ),
  };
}

/** What tells of errors, and what else only reads. */
function errorServices(
  parts: AdapterOptions,
  services: CheckedServices,
): Pick<Services, 'errors' | 'dependencies' | 'access'> {
  const service = maker(parts);
  return {
    errors: service(
      'sentry',
      () => import('./sentry/events.ts'),
      (module, { sentry }) => module.createSentryEvents({ ...parts, config: sentry }),
    ),
    dependencies: service(
      null,
      () => import('./dependencies/reads.ts'),
      (module, { aws: { region } }) => module.createDependencyReads({ ...parts, region }),
    ),
    access: service(
      null,
      () => import('./vendor-access.ts'),
      (module, config, loaded) => module.createVendorAccess({ ...parts, config, loaded, services }),
    ),
  };
}

type PageService =
  | 'webPages'
  | 'lab'
  | 'labAudits'
  | 'remoteLab'
  | 'keptFigures'
  | 'keptAnswers'
  | 'labHistory';

/** What tells how fast pages are. */
function pageServices(parts: AdapterOptions): Pick<Services, PageService> {
  const { children, env } = parts;
  return {
    webPages: once(async () => (await import('./pages/client.ts')).createWebPages(parts)),
    lab: once(async () => (await import('./pages/lighthouse.ts')).createLighthouse(children)),
    labAudits: once(async () => (await import('./pages/lab-audits.ts')).createLabAudits(parts)),
    remoteLab: maker(parts)(
      'pagespeed',
      () => import('./google/pagespeed.ts'),
      (module, { pagespeed }) => module.createPageSpeed({ ...parts, config: pagespeed }),
    ),
    keptFigures: once(async () =>
      (await import('./kept/bundle-history.ts')).createBundleHistory(env),
    ),
    keptAnswers: once(async () => (await import('./kept/answers.ts')).createKeptAnswers(env)),
    labHistory: once(async () => (await import('./kept/lab-sets.ts')).createLabSets(env)),
  };
}
