import type { Dependency } from '../config/schema.ts';
import type { DependencyState, ErrorTypes } from '../domain/error-findings.ts';
import { shareMentioning, wordsOf } from '../domain/mentions.ts';
import { dependenciesTold } from '../domain/told/dependencies.ts';
import type { Verdict } from '../domain/verdict.ts';
import type { DependencyReads, FallbackState, PageState } from '../services/dependencies.port.ts';
import type { Reach } from '../services/vendor-access.port.ts';
import type { Collector } from './inquiry.ts';
import { settle } from './settle.ts';

/** Every configured dependency: our probe, its status page, its share of the errors, its fallback. */
const dependencies: Collector<'dependencies'> = (inquiry) => {
  const { context, config, pinned, budget } = inquiry;
  const question = {
    question: 'are the services of others up',
    source: 'probes, status pages, Sentry',
    budget: budget + 500,
    window: pinned.window,
  };
  return settle(context, question, async (signal) => {
    if (config.dependencies.length === 0) {
      return { verdict: 'no-data', value: null, detail: 'no dependency is configured' };
    }
    const reads = await context.services.dependencies();
    // A probe ends before its question does, to say that it was the dependency which was silent.
    const reach = { timeout: Math.max(500, budget - 500), signal };
    const types = inquiry.ask('error-types');
    const states = await Promise.all(
      config.dependencies.map(async (one) =>
        stateOf(one, await seen(one, reads, reach), (await types).value),
      ),
    );
    const value = { dependencies: states };
    return { verdict: verdictOf(states), value, detail: dependenciesTold.sentence(value).en };
  });
};
export default dependencies;

async function seen(
  { probe, statusPage, fallbackCheck }: Dependency,
  reads: DependencyReads,
  reach: Reach,
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

interface Seen {
  readonly probed: { readonly state: DependencyState['probe']; readonly detail: string };
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
  if (probes.every((probe) => probe === 'unknown')) return 'unknown';
  const fine = states.every(
    ({ probe, statusPage }) => probe === 'up' && (statusPage === null || statusPage === 'none'),
  );
  return fine ? 'ok' : 'warn';
}
