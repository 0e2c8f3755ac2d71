import type { Context } from '../../contract/context.ts';
import { asTsopsError } from '../../contract/errors.ts';
import { type AccessReport, access } from '../../domain/doctor/access.ts';
import { type Check, clockAccess, nodeAccess, terminalAccess } from '../../domain/doctor/checks.ts';
import type { AccessBudget } from '../../ports/access.ts';
import { HttpFailure } from '../../ports/http.ts';
import { settle } from '../asking/settle.ts';
import { awsAccess } from './access-aws.ts';
import { githubAccess, type NamedAccess } from './access-github.ts';
import { accessOfError } from './access-of-error.ts';
import { type Area, areaNames } from './areas.ts';
import { clockSample } from './clock-skew.ts';

/** Milliseconds for each area; one read of a vendor may take a little less, to say which one it was. */
const budget = 6000;
const readTimeout = 5000;

/** One area and the checks it answered; never rejects but on the context's signal. */
export interface AccessQuestion {
  readonly area: Area;
  readonly checks: Promise<readonly Check[]>;
}

type Probe = (
  context: Context,
  reach: AccessBudget & { signal: AbortSignal },
) => Promise<readonly NamedAccess[]>;

const probes: Readonly<Record<Area, Probe>> = {
  machine: machineAccess,
  site: siteAccess,
  github: (context, reach) => githubAccess(context, reach.signal),
  aws: (context, reach) => awsAccess(context, reach.timeout, reach.signal),
  sentry: async ({ services }, reach) => [
    { name: 'project', ...(await (await services.access()).sentry(reach)) },
  ],
  async slack({ services }, reach) {
    const vendors = await services.access();
    return [
      { name: 'bot', ...(await vendors.slackBot(reach)) },
      { name: 'webhook', ...vendors.slackWebhook() },
    ];
  },
  async pagerduty({ services }, reach) {
    const vendors = await services.access();
    return [
      { name: 'API', ...(await vendors.pagerduty(reach)) },
      { name: 'routing key', ...vendors.pagerdutyRouting() },
    ];
  },
  uptimerobot: async ({ services }, reach) => [
    { name: 'monitors', ...(await (await services.access()).uptimerobot(reach)) },
  ],
  prometheus: async (context, reach) => [
    { name: 'rules', ...(await prometheusAccess(context, reach)) },
  ],
  dependencies: dependencyAccess,
};

/**
 * Asks every area named, all at once, each within its own budget. Only reads; nothing is posted. All but
 * `machine` need a config that loads.
 */
export function askAccess(context: Context, areas: readonly Area[]): readonly AccessQuestion[] {
  return areas.map((area) => ({ area, checks: ask(context, area) }));
}

async function ask(context: Context, area: Area): Promise<readonly Check[]> {
  const question = { question: `does ${area} let us in`, source: areaNames[area], budget };
  const evidence = await settle(context, question, async (signal) => ({
    verdict: 'ok',
    value: await probes[area](context, { timeout: readTimeout, signal }),
    detail: '',
  }));
  const { value, detail, problem } = evidence;
  const unknown = (): NamedAccess => ({
    name: area,
    ...access('unknown', detail, ...(problem?.next ?? [])),
  });
  return (value ?? [unknown()]).map((each) => ({ ...each, area }));
}

async function machineAccess(
  context: Context,
  reach: AccessBudget,
): Promise<readonly NamedAccess[]> {
  const { host, terminal } = context;
  const { screen } = terminal;
  return [
    { name: 'config', ...(await configAccess(context)) },
    ...(await inheritedAccess(context)),
    { name: 'clock', ...(await clock(context, reach)) },
    { name: 'Node.js', ...nodeAccess(host.nodeVersion) },
    {
      name: 'terminal',
      ...terminalAccess({
        terminal: screen.terminal,
        columns: screen.columns,
        rows: screen.rows,
        colour: screen.paint.bold('x') !== 'x',
        locale: host.env.LC_ALL || host.env.LC_CTYPE || host.env.LANG,
        windows: host.platform === 'win32',
      }),
    },
  ];
}

async function configAccess(context: Context): Promise<AccessReport> {
  try {
    const { file } = await context.config();
    const none = `none found: TalkStudio's own figures are used`;
    return access('works', file ?? none);
  } catch (thrown) {
    return { ...accessOfError(thrown), state: 'rejected' };
  }
}

/** A check of its own where another service is meant; none in TalkStudio's own repository. */
async function inheritedAccess(context: Context): Promise<readonly NamedAccess[]> {
  const loaded = await context.config().catch(asTsopsError);
  const meant = loaded instanceof Error ? undefined : await loaded.meant?.();
  if (loaded instanceof Error || meant?.whose !== 'other') return [];
  const { inherited } = meant;
  const name = 'whose values';
  if (inherited.length === 0) return [{ name, ...access('works', "none is TalkStudio's") }];
  const many = inherited.length === 1 ? '1 value is' : `${inherited.length} values are`;
  const count = `${many} still TalkStudio's; in tsops.config.yaml:`;
  const set = inherited.map(({ key, value }) => `set ${key} (now ${value})`);
  const init = loaded.file === undefined ? ['tsops init'] : [];
  return [{ name, ...access('limited', count, ...init, ...set), inherited }];
}

async function clock(context: Context, reach: AccessBudget): Promise<AccessReport> {
  const config = await context.config().catch(asTsopsError);
  if (config instanceof Error) return access('unknown', 'not asked: the config names the servers');
  const { environments, github } = config.config;
  const servers = [
    ['the site', environments[await context.environment().catch(() => '')]?.url],
    ['GitHub', github.apiUrl],
  ] as const;
  const samples = await Promise.all(
    servers.map(([name, url]) =>
      url === undefined
        ? undefined
        : clockSample(context.services.http, context.clock, name, url, reach),
    ),
  );
  return clockAccess(samples.filter((sample) => sample !== undefined));
}

async function siteAccess(context: Context, reach: AccessBudget): Promise<readonly NamedAccess[]> {
  const { environments } = (await context.config()).config;
  if (Object.keys(environments).length === 0) {
    const set = 'set environments.production.url in tsops.config.yaml';
    return [{ name: 'production', ...access('not-set', 'no environment is set', set) }];
  }
  return Promise.all(
    Object.entries(environments).map(async ([name, { url }]) => ({
      name,
      ...(await answers(context, url, reach)),
    })),
  );
}

async function answers(
  { services }: Context,
  url: string,
  reach: AccessBudget,
): Promise<AccessReport> {
  try {
    const { status } = await services.http.send({ url, ...reach });
    if (status < 400) return access('works', `${url} answers ${status}`);
    return access('limited', `${url} answers ${status}`, 'tsops health');
  } catch (thrown) {
    if (thrown instanceof HttpFailure) return access('unknown', thrown.message);
    throw thrown;
  }
}

/** Wanted only by rules that Prometheus evaluates. */
async function prometheusAccess(
  { config, services }: Context,
  reach: AccessBudget & { signal: AbortSignal },
): Promise<AccessReport> {
  const { url } = (await config()).config.prometheus;
  if (url === undefined) {
    return access(
      'not-set',
      'prometheus.url is not set',
      'set prometheus.url in tsops.config.yaml',
    );
  }
  try {
    const engines = await services.alarms();
    await engines.prometheus([], reach);
    return access('works', `${url} tells its alerting rules`);
  } catch (thrown) {
    return accessOfError(thrown);
  }
}

async function dependencyAccess(
  { config, services }: Context,
  reach: AccessBudget,
): Promise<readonly NamedAccess[]> {
  const { dependencies } = (await config()).config;
  const vendors = await services.access();
  const rows = dependencies.flatMap(({ name, probe, statusPage }) => [
    vendors.dependency({ name, probe }, reach).then((found) => ({ name, ...found })),
    statusPage === undefined
      ? []
      : vendors
          .statusPage(statusPage, reach)
          .then((found) => ({ name: `${name} status`, ...found })),
  ]);
  return (await Promise.all(rows)).flat();
}
