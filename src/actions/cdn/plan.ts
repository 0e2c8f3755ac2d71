/* What an invalidation would do, and what stands against it. Reads only. */

import type { Config, Environment } from '../../config/schema.ts';
import type { Guard, Plan } from '../../contract/action.ts';
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import { type InvalidationCost, invalidationCost } from '../../domain/cdn/cost.ts';
import type { EdgeRead } from '../../domain/cdn/edge-proof.ts';
import { type EdgeTarget, edgeSample, needsLinks } from '../../domain/cdn/edge-sample.ts';
import {
  type InvalidationPaths,
  inProgressLimits,
  isTag,
  isWildcard,
} from '../../domain/cdn/paths.ts';
import { guard } from '../../domain/incident/guard.ts';
import { say, type Text } from '../../domain/text/language.ts';
import { readEdge } from '../../evidence/cdn/edge-read.ts';
import { type InProgress, pathsInProgress } from '../../evidence/cdn/invalidations.ts';
import type { Cdn, Distribution } from '../../ports/cdn.ts';
import type { Http } from '../../ports/http.ts';
import { earlierAttempt, newReference, type Repeated } from './reference.ts';

/** What an invalidation is made of. */
export interface InvalidateParts {
  readonly environment: string;
  readonly site: Environment & { readonly cdn: NonNullable<Environment['cdn']> };
  readonly config: Config['invalidate'];
  readonly paths: InvalidationPaths;
  readonly cdn: Cdn;
  readonly http: Http;
  readonly context: Pick<Context, 'clock' | 'signal' | 'journal' | 'terminal' | 'drill'>;
}

/** The plan as `--json` prints it. `key` is the CallerReference; times are epoch milliseconds. */
export interface InvalidatePlan extends Plan {
  readonly distribution: Distribution;
  /** The environment's address. */
  readonly site: string;
  /** As sent: encoded, folded. */
  readonly paths: readonly string[];
  /** What was left out or written differently, and what is worth knowing before consent. */
  readonly notes: readonly string[];
  /** The notes in every language. */
  readonly notesSaid: readonly Text[];
  readonly cost: InvalidationCost;
  readonly inProgress: InProgress;
  readonly targets: readonly EdgeTarget[];
  /** Addresses, and spellings of them, that are cleared and not read. */
  readonly unread: number;
  /** The targets as the edge served them before. */
  readonly before: readonly EdgeRead[];
  /** The run whose lost invalidation this one repeats; null for a new one. */
  readonly repeats: Repeated | null;
}

/** With `verifies` false the edge is not read: what it served before is of no use then. */
export async function planInvalidate(
  parts: InvalidateParts,
  verifies: boolean,
): Promise<InvalidatePlan> {
  const { environment, paths, context, cdn, site } = parts;
  const { id: cdnId } = site.cdn;
  const request = { cdnId, paths: paths.paths };
  const [distribution, edge, earlier] = await Promise.all([
    cdn.distribution(cdnId),
    verifies ? readBefore(parts) : { targets: [], unread: 0, before: [] },
    earlierAttempt(request, context, cdn),
  ]);
  const inProgress = await countInProgress(parts, distribution);
  const ofDistribution = distributionNotes(parts, distribution);
  const notesSaid = [...paths.notes, ...inProgress.notes, ...ofDistribution];
  return {
    environment,
    key: earlier?.reference ?? newReference(request, context.clock.now()),
    distribution,
    site: site.url,
    paths: paths.paths,
    notes: notesSaid.map(({ en }) => en),
    notesSaid,
    cost: invalidationCost(paths.paths.length),
    inProgress: inProgress.value,
    guards: [...tagGuard(paths.paths, distribution), limitGuard(paths.paths, inProgress.value)],
    ...edge,
    repeats: earlier?.repeats ?? null,
  };
}

async function readBefore(
  parts: InvalidateParts,
): Promise<Pick<InvalidatePlan, 'targets' | 'unread' | 'before'>> {
  const { http, context, site, paths } = parts;
  const page = needsLinks(paths.paths, site.url) ? await pageOf(parts) : '';
  const { targets, unread } = edgeSample(paths.paths, site.url, page, paths.spellings);
  const before = await Promise.all(targets.map(({ url }) => readEdge({ http, ...context }, url)));
  return { targets, unread, before };
}

const pageTimeout = 10_000;
const pageSize = 1024 * 1024;

/** The environment's page as text; empty where it cannot be had, since it only helps to choose. */
async function pageOf({ http, site, context }: InvalidateParts): Promise<string> {
  const request = {
    url: site.url,
    site: true,
    unpack: true,
    timeout: pageTimeout,
    maxBody: pageSize,
    signal: context.signal,
  };
  const response = await http.send(request).catch(() => undefined);
  context.signal.throwIfAborted();
  return response?.status === 200 ? Buffer.from(response.body).toString('utf8') : '';
}

async function countInProgress(
  { cdn, site, context }: InvalidateParts,
  distribution: Distribution,
): Promise<{ readonly value: InProgress; readonly notes: readonly Text[] }> {
  const none = { invalidations: [], uncounted: 0 };
  if (distribution.inProgress === 0) return { value: none, notes: [] };
  try {
    return { value: await pathsInProgress(cdn, site.cdn.id), notes: [] };
  } catch (thrown) {
    context.signal.throwIfAborted();
    if (!(thrown instanceof TsopsError)) throw thrown;
    // CloudFront keeps its limits itself, so that this must not stop an invalidation.
    const note = say(
      `${distribution.inProgress} in progress, their paths could not be counted: ${thrown.message}`,
      `${distribution.inProgress}건 진행 중, 경로 수를 세지 못했습니다: ${thrown.message}`,
    );
    return { value: { ...none, uncounted: distribution.inProgress }, notes: [note] };
  }
}

function limitGuard(paths: readonly string[], { invalidations, uncounted }: InProgress): Guard {
  const all = [...paths, ...invalidations.flatMap((invalidation) => invalidation.paths)];
  const wildcards = all.filter(isWildcard).length;
  const single = all.length - wildcards;
  const name = 'limits in progress';
  const [least, leastKo] = uncounted === 0 ? ['', ''] : ['at least ', '최소 '];
  const { paths: mostPaths, wildcards: mostWildcards } = inProgressLimits;
  const said = say(
    `${least}${single} of ${mostPaths} paths and ${wildcards} of ${mostWildcards} wildcards would be in progress`,
    `진행 중 합계: ${leastKo}경로 ${single}/${mostPaths}, 와일드카드 ${wildcards}/${mostWildcards}`,
  );
  if (single <= inProgressLimits.paths && wildcards <= inProgressLimits.wildcards) {
    return guard(name, 'pass', said);
  }
  const own = paths.filter(isWildcard).length;
  const alone = own > inProgressLimits.wildcards || paths.length - own > inProgressLimits.paths;
  return guard(
    name,
    'refuse',
    said,
    alone
      ? ["one wildcard instead of many paths: tsops invalidate '/*'"]
      : ['tsops invalidate status', 'wait until one is Completed, then run it again'],
  );
}

function tagGuard(paths: readonly string[], { id, cacheTagHeader }: Distribution): Guard[] {
  if (!paths.some(isTag)) return [];
  const name = 'cache tags';
  if (cacheTagHeader !== null) {
    const said = say(
      `tags are read from ${cacheTagHeader}`,
      `태그를 ${cacheTagHeader} 헤더에서 읽습니다`,
    );
    return [guard(name, 'pass', said)];
  }
  const said = say(
    `distribution ${id} has no CacheTagConfig: CloudFront would take the tag and clear nothing`,
    `배포 ${id}에 CacheTagConfig가 없습니다: 태그를 보내도 아무것도 지워지지 않습니다`,
  );
  const next = ['name paths instead of tags, or set CacheTagConfig.HeaderName'];
  return [guard(name, 'refuse', said, next)];
}

function distributionNotes({ site, context }: InvalidateParts, distribution: Distribution): Text[] {
  const { hostname } = new URL(site.url);
  const notes: Text[] = [];
  if (!distribution.enabled) {
    notes.push(
      say(
        'the distribution is disabled: it serves nothing',
        'CDN 배포가 비활성화되어 아무것도 제공하지 않습니다',
      ),
    );
  }
  const names = [distribution.domain, ...distribution.aliases];
  if (
    !context.drill &&
    distribution.aliases.length > 0 &&
    !names.some((name) => serves(name, hostname))
  ) {
    const listed = names.slice(0, 3).join(', ');
    notes.push(
      say(
        `${hostname} is not among this distribution's names (${listed})`,
        `${hostname}은(는) 이 CDN 배포의 이름이 아닙니다(${listed})`,
      ),
    );
  }
  return notes;
}

function serves(name: string, hostname: string): boolean {
  if (!name.startsWith('*.')) return name.toLowerCase() === hostname;
  return hostname.endsWith(name.slice(1).toLowerCase());
}

/** How the journal and the command line name this environment's invalidations. */
export function statusCommand(environment: string, id?: string): string {
  const env = environment === 'production' ? '' : ` --env ${environment}`;
  return `tsops invalidate status${id === undefined ? '' : ` ${id} --wait`}${env}`;
}
