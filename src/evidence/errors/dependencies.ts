import type { Dependency } from '../../config/schema.ts';
import { isTroubled } from '../../domain/errors/dependency-trouble.ts';
import type { DependencyState, ErrorTypes } from '../../domain/errors/findings.ts';
import { shareMentioning, wordsOf } from '../../domain/errors/mentions.ts';
import type { Verdict } from '../../domain/evidence/verdict.ts';
import { dependenciesWording } from '../../domain/evidence/wording/dependencies.ts';
import { isLoopback } from '../../domain/net/loopback.ts';
import type { AccessBudget } from '../../ports/access.ts';
import type {
  DependencyReads,
  FallbackState,
  PageState,
  Probed,
} from '../../ports/dependencies.ts';
import type { Collector, Inquiry } from '../asking/inquiry.ts';
import { settle, withoutData } from '../asking/settle.ts';

/** Milliseconds that a control host has to accept a connection. */
const controlTimeout = 3000;

/** Every configured dependency: our probe, its status page, its share of the errors, its fallback. */
const dependencies: Collector<'dependencies'> = (inquiry) => {
  const { context, config, pinned, budget } = inquiry;
  const question = {
    question: 'are the services of others up',
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
    const states = await Promise.all(
      config.dependencies.map(async (one) => {
        const found = await seen(one, reads, reach);
        const probed = await unlessOurs(found.probed, one, inquiry);
        return stateOf(one, { ...found, probed }, (await types).value);
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

/** A silent service is down only where our own network works; a control host tells. */
async function unlessOurs(
  probed: Probed,
  { probe }: Dependency,
  { context, config }: Inquiry,
): Promise<Probed> {
  const local = isLoopback(new URL(probe).hostname);
  const hosts = config.health.controlHosts.filter(({ host }) => !local || isLoopback(host));
  if (probed.silent !== true || probed.state !== 'down' || hosts.length === 0) return probed;
  const site = await context.services.site();
  const answers = await Promise.all(hosts.map((host) => site.reach(host, controlTimeout)));
  if (answers.some(({ reached }) => reached)) return probed;
  return { state: 'unknown', detail: `${probed.detail}; our own network does not answer either` };
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
    statusPage: page?.state ?? null,
    statusDetail: page?.detail ?? '',
    errors: share?.errors ?? null,
    errorShare: share?.share ?? null,
    fallback: fallback?.state ?? 'not-configured',
    fallbackDetail: fallback?.detail ?? one.fallback ?? '',
  };
}

/** Neither what could not be asked nor what is in some trouble is ok. */
function verdictOf(states: readonly DependencyState[]): Verdict {
  const probes = states.map(({ probe }) => probe);
  if (probes.includes('down')) return 'bad';
  // A status page that tells of trouble is an answer, whatever became of our probe.
  if (states.some(isTroubled)) return 'warn';
  if (probes.every((probe) => probe === 'unknown')) return 'unknown';
  const fine = states.every(
    ({ probe, statusPage }) => probe === 'up' && (statusPage === null || statusPage === 'none'),
  );
  return fine ? 'ok' : 'warn';
}
