import type { Dependency } from '../../config/schema.ts';
import { isTroubled } from '../../domain/errors/dependency-trouble.ts';
import type { DependencyState, ErrorTypes } from '../../domain/errors/findings.ts';
import { isToldByPages, shareMentioning, wordsOf } from '../../domain/errors/mentions.ts';
import type { Verdict } from '../../domain/evidence/verdict.ts';
import { dependenciesWording } from '../../domain/evidence/wording/dependencies.ts';
import { isLoopback } from '../../domain/net/loopback.ts';
import type { AccessBudget } from '../../ports/access.ts';
import type {
  DependencyReads,
  FallbackState,
  OwnLine,
  PageState,
  Probed,
} from '../../ports/dependencies.ts';
import type { HostReach } from '../../ports/site.ts';
import type { Collector, Inquiry } from '../asking/inquiry.ts';
import { memoizeByKey } from '../asking/memoize.ts';
import { settle, withoutData } from '../asking/settle.ts';

/** Milliseconds that a control host has to accept a connection. */
const controlTimeout = 3000;

/** Every configured dependency: our probe, its status page, its share of the errors, its fallback. */
const dependencies: Collector<'dependencies'> = (inquiry) => {
  const { context, config, pinned, budget } = inquiry;
  const question = {
    question: 'are the third-party services up',
    source: 'probes, status pages, Sentry',
    budget: budget + 500 + controlTimeout,
    window: pinned.window,
  };
  return settle(context, question, async (signal) => {
    if (config.dependencies.length === 0) {
      return withoutData('no-dependency');
    }
    const reads = await context.services.dependencies();
    // A probe ends before its question does, to say that it was the dependency which was silent.
    const reach = { timeout: Math.max(500, budget - 500), signal };
    const types = inquiry.ask('error-types');
    // Only lateness waits for it: what fails here is then as if none had been asked.
    const controlsBeside = memoizeByKey((loopback: boolean) =>
      askControls(loopback, inquiry).catch(() => null),
    );
    const states = await Promise.all(
      config.dependencies.map(async (one) => {
        const loopback = isLoopback(new URL(one.probe).hostname);
        const beside = controlsBeside(loopback);
        const found = await seen(one, reads, reach);
        const probed = await unlessOurs(found.probed, beside, () => askControls(loopback, inquiry));
        const { value } = await types;
        return stateOf(one, { ...found, probed: refused(probed, one, value) }, value);
      }),
    );
    const value = { dependencies: states };
    return { verdict: verdictOf(states), value, detail: dependenciesWording.sentence(value).en };
  });
};
export default dependencies;

async function seen(
  { probe, statusPage, fallbackCheck }: Dependency,
  reads: DependencyReads,
  reach: AccessBudget,
) {
  const [probed, page, fallback] = await Promise.all([
    reads.probe(probe, reach),
    statusPage === undefined
      ? null
      : reads.statusPage({ url: statusPage, format: 'statuspage' }, reach),
    fallbackCheck === undefined ? null : reads.fallback(fallbackCheck, reach),
  ]);
  return { probed, page, fallback };
}

/** What control hosts answered; null where none was asked. */
type Controls = readonly HostReach[] | null;

/** A service on loopback is told apart from its own machine by hosts there alone. */
async function askControls(loopback: boolean, { context, config }: Inquiry): Promise<Controls> {
  const { controlHosts } = config.health;
  const hosts = loopback ? controlHosts.filter(({ host }) => isLoopback(host)) : controlHosts;
  if (hosts.length === 0) return null;
  const site = await context.services.site();
  return Promise.all(hosts.map((host) => site.reach(host, controlTimeout)));
}

/**
 * A fresh connection takes about so many round trips until it is answered (name, TCP, TLS, request), and that to a
 * control host one or two: a line with such a control explains an answer that is as late as this many of them.
 */
const roundTrips = 5;

/**
 * A silent service is down, and a late one slow, only where our own line is neither. Silence is told apart by hosts
 * that are asked after it; lateness by those asked at the same moment, as a line or a machine that was busy then may
 * be idle by now.
 */
async function unlessOurs(
  probed: Probed,
  beside: Promise<Controls>,
  after: () => Promise<Controls>,
): Promise<Probed> {
  if (probed.state === 'slow') {
    const ownLine = lineBeside(await beside, probed.answered?.tookMs ?? 0);
    return ownLine === null ? probed : ours(probed, ownLine);
  }
  if (probed.silent !== true || probed.state !== 'down') return probed;
  const controls = await after();
  // Silence that nobody can tell apart from ours is believed: to miss an outage would be worse.
  if (controls === null || controls.some(({ reached }) => reached)) return probed;
  return ours(probed, 'silent');
}

/** Null where our own line does not explain an answer that took so long. */
function lineBeside(controls: Controls, took: number): OwnLine | null {
  if (controls === null) return 'not-asked';
  const reached = controls.filter((control) => control.reached);
  if (reached.length === 0) return 'silent';
  const quickest = Math.min(...reached.map(({ tookMs }) => tookMs));
  return quickest * roundTrips < took ? null : 'slow';
}

const ownLineTexts: Readonly<Record<OwnLine, string>> = {
  silent: 'our own network does not answer either',
  slow: 'our own line is slow too',
  'not-asked': 'no control host tells whether it is our own line',
};

function ours({ detail, answered }: Probed, ownLine: OwnLine): Probed {
  return {
    state: 'unknown',
    detail: `${detail}; ${ownLineTexts[ownLine]}`,
    ...(answered === undefined ? {} : { answered }),
    ownLine,
  };
}

/** A limit may be of this machine alone; where people's pages are limited as well, it is a refusal. */
function refused(probed: Probed, one: Dependency, types: ErrorTypes | null): Probed {
  const { state, answered, detail } = probed;
  if (state !== 'unknown' || answered === undefined || types === null) return probed;
  if (!isToldByPages(types, wordsOf(one), answered.status)) return probed;
  return { ...probed, state: 'down', detail: `${detail}, and those of the pages` };
}

interface Seen {
  readonly probed: Probed;
  readonly page: PageState | null;
  readonly fallback: FallbackState | null;
}

function stateOf(
  one: Dependency,
  { probed, page, fallback }: Seen,
  types: ErrorTypes | null,
): DependencyState {
  const share = types === null ? null : shareMentioning(types, wordsOf(one));
  return {
    name: one.name,
    probe: probed.state,
    probeDetail: probed.detail,
    ...(probed.answered === undefined ? {} : { answered: probed.answered }),
    ...(probed.ownLine === undefined ? {} : { ownLine: probed.ownLine }),
    statusPage: page?.state ?? null,
    statusDetail: page?.detail ?? '',
    errors: share?.errors ?? null,
    errorShare: share?.share ?? null,
    fallback: fallback?.state ?? 'not-configured',
    fallbackDetail: fallback?.detail ?? one.fallback ?? '',
  };
}

/** It answered as it should, but late, and our own line may be why. */
const isLate = ({ ownLine, answered }: Omit<DependencyState, 'probe'>): boolean =>
  ownLine !== undefined && answered !== undefined;

/** Neither what could not be asked nor what is in some trouble is ok. */
function verdictOf(states: readonly DependencyState[]): Verdict {
  const probes = states.map(({ probe }) => probe);
  if (probes.includes('down')) return 'bad';
  // A status page that tells of trouble is an answer, whatever became of our probe.
  if (states.some(isTroubled)) return 'warn';
  // What answered late is there, whoever is to blame: that much is known.
  if (states.every(({ probe, ...one }) => probe === 'unknown' && !isLate(one))) return 'unknown';
  const fine = states.every(
    ({ probe, statusPage }) => probe === 'up' && (statusPage === null || statusPage === 'none'),
  );
  return fine ? 'ok' : 'warn';
}
