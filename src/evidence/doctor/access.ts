import { timeServers } from '../../config/capabilities/time-servers.ts';
import type { Context } from '../../contract/context.ts';
import { asTsopsError } from '../../contract/errors.ts';
import { type AccessReport, access } from '../../domain/doctor/access.ts';
import { type Check, clockAccess, nodeAccess, terminalAccess } from '../../domain/doctor/checks.ts';
import { cleanText } from '../../domain/text/clean.ts';
import type { AccessBudget } from '../../ports/access.ts';
import { HttpFailure } from '../../ports/http.ts';
import { settle } from '../asking/settle.ts';
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

type NamedCheck = Omit<Check, 'area'>;

type Probe = (
  context: Context,
  reach: AccessBudget & { signal: AbortSignal },
) => Promise<readonly NamedCheck[]>;

const own = { machine: machineAccess, site: siteAccess, dependencies: dependencyAccess };

function isOwn(area: Area): area is keyof typeof own {
  return Object.hasOwn(own, area);
}

/** A vendor is asked by its own check, the rest here. */
function probeOf(area: Area): Probe {
  return isOwn(area) ? own[area] : (context, reach) => vendorAccess(area, context, reach);
}

async function vendorAccess(
  vendor: string,
  { services, environment }: Context,
  reach: AccessBudget,
): Promise<readonly NamedCheck[]> {
  const vendors = await services.access();
  return vendors.check(vendor, { ...reach, environment });
}

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
    value: await probeOf(area)(context, { timeout: readTimeout, signal }),
    detail: '',
  }));
  const { value, detail, problem } = evidence;
  const unknown = (): NamedCheck => ({
    name: area,
    ...access('unknown', detail, ...(problem?.next ?? [])),
  });
  return (value ?? [unknown()]).map((each) => ({ ...each, area }));
}

async function machineAccess(
  context: Context,
  reach: AccessBudget,
): Promise<readonly NamedCheck[]> {
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
    const { message, next } = asTsopsError(thrown);
    return access('rejected', cleanText(message, 300), ...next);
  }
}

/** A check of its own where another service is meant; none in TalkStudio's own repository. */
async function inheritedAccess(context: Context): Promise<readonly NamedCheck[]> {
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
  const samples = await Promise.all(
    timeServers(config.config, await context.environment().catch(() => '')).map(({ title, url }) =>
      clockSample(context.services.http, context.clock, title, url, reach),
    ),
  );
  return clockAccess(samples.filter((sample) => sample !== undefined));
}

async function siteAccess(context: Context, reach: AccessBudget): Promise<readonly NamedCheck[]> {
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

async function dependencyAccess(
  { config, services }: Context,
  reach: AccessBudget,
): Promise<readonly NamedCheck[]> {
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
