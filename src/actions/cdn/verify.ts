/* Waits until CloudFront is done, then reads from outside what the edge serves now. */

import type { Verified } from '../../contract/action.ts';
import type { Context, ProgressSink } from '../../contract/context.ts';
import { problemOf, TsopsError } from '../../contract/errors.ts';
import { type EdgeProof, proveEdge } from '../../domain/cdn/edge-proof.ts';
import type { Problem } from '../../domain/evidence/result.ts';
import { worst } from '../../domain/evidence/verdict.ts';
import { formatDuration } from '../../domain/time/duration.ts';
import { readEdge } from '../../evidence/cdn/edge-read.ts';
import { isCompleted } from '../../evidence/cdn/invalidations.ts';
import type { Cdn, Invalidation } from '../../ports/cdn.ts';
import { type InvalidateParts, type InvalidatePlan, statusCommand } from './plan.ts';

/** What CloudFront answered. Times are epoch milliseconds, `submittedAt` by our clock. */
export interface InvalidateReceipt {
  readonly id: string;
  readonly status: string;
  readonly createdAt: number;
  readonly submittedAt: number;
}

/** What was seen from outside, address by address; from one edge location each. */
export interface InvalidateProof {
  /** Milliseconds from the request to `Completed`, as polled. */
  readonly completedAfter: number;
  readonly edge: readonly EdgeProof[];
}

export type Followed =
  | { readonly end: 'completed'; readonly invalidation: Invalidation }
  | { readonly end: 'stopped-waiting' }
  /** CloudFront will not tell: our access ended, or it does not know the id any more. */
  | { readonly end: 'unknown'; readonly problem: Problem };

interface Follow {
  readonly cdnId: string;
  readonly id: string;
  /** Epoch milliseconds, our clock: elapsed time counts from here. */
  readonly since: number;
  readonly timeout: number;
  readonly pollInterval: number;
}

const firstPause = 1000;

/** Polls until exactly `Completed`; a poll that gets no answer is only a poll less. */
export async function followInvalidation(
  cdn: Cdn,
  { clock, signal, terminal }: Pick<Context, 'clock' | 'signal' | 'terminal'>,
  follow: Follow,
): Promise<Followed> {
  const deadline = clock.now() + follow.timeout;
  const progress = terminal.progress(`CloudFront is invalidating (${follow.id})`);
  try {
    for (let pause = firstPause; ; pause = Math.min(pause * 2, follow.pollInterval)) {
      const polled = await poll(cdn, follow, signal);
      if (polled !== undefined) return polled;
      if (clock.now() >= deadline) return { end: 'stopped-waiting' };
      const until = Math.min(clock.now() + Math.min(pause, follow.pollInterval), deadline);
      await sleepUntil(until, { clock, signal }, progress, follow);
    }
  } finally {
    progress.stop();
  }
}

async function poll(cdn: Cdn, follow: Follow, signal: AbortSignal): Promise<Followed | undefined> {
  try {
    const invalidation = await cdn.invalidation(follow.cdnId, follow.id, { signal });
    return isCompleted(invalidation) ? { end: 'completed', invalidation } : undefined;
  } catch (thrown) {
    signal.throwIfAborted();
    if (!(thrown instanceof TsopsError)) throw thrown;
    return thrown.kind === 'unreachable'
      ? undefined
      : { end: 'unknown', problem: problemOf(thrown) };
  }
}

const tick = 1000;

async function sleepUntil(
  until: number,
  { clock, signal }: Pick<Context, 'clock' | 'signal'>,
  progress: ProgressSink,
  { id, since }: Follow,
): Promise<void> {
  while (clock.now() < until) {
    const elapsed = Math.floor((clock.now() - since) / 1000) * 1000;
    progress.update(`CloudFront is invalidating (${id}), ${formatDuration(elapsed)}`);
    await clock.sleep(Math.min(tick, until - clock.now()), signal);
  }
}

/** Edges follow within seconds of `Completed`; an old copy after so many reads is an old copy. */
const rereads = 4;

/** Follows to the end, then reads the sample again and judges it. */
export async function verifyInvalidate(
  parts: InvalidateParts,
  plan: InvalidatePlan,
  receipt: InvalidateReceipt,
  timeout: number,
): Promise<Verified<InvalidateProof>> {
  const { cdn, context, config, environment } = parts;
  const deadline = context.clock.now() + timeout;
  const followed = await followInvalidation(cdn, context, {
    cdnId: plan.distribution.id,
    id: receipt.id,
    since: receipt.submittedAt,
    timeout,
    pollInterval: config.pollInterval,
  });
  const next = [statusCommand(environment, receipt.id)];
  if (followed.end === 'stopped-waiting') {
    const detail = `Stopped waiting after ${formatDuration(timeout)}; CloudFront works on ${receipt.id}.`;
    return { state: 'stopped-waiting', verdict: 'unknown', proof: null, detail, next };
  }
  if (followed.end === 'unknown') {
    const detail = `CloudFront took ${receipt.id}; whether it is done could not be asked.`;
    const problems = [followed.problem];
    return { state: 'unknown', verdict: 'unknown', proof: null, detail, next, problems };
  }
  const completedAfter = context.clock.now() - receipt.submittedAt;
  const edge = await readAfter(parts, plan, receipt.submittedAt, deadline);
  return {
    ...judged(edge, completedAfter, receipt.id, plan.unread),
    proof: { completedAfter, edge },
  };
}

async function readAfter(
  { http, context, config }: InvalidateParts,
  plan: InvalidatePlan,
  since: number,
  deadline: number,
): Promise<readonly EdgeProof[]> {
  for (let reads = 0; ; reads += 1) {
    const proofs = await Promise.all(plan.targets.map((target) => prove(target)));
    const over = reads === rereads || context.clock.now() >= deadline;
    if (over || proofs.every(({ verdict }) => verdict === 'ok')) return proofs;
    if (proofs.every(({ after }) => after.age === null && after.failure === null)) return proofs;
    await context.clock.sleep(Math.min(config.pollInterval, 2000), context.signal);
  }
  async function prove({ url, covered }: InvalidatePlan['targets'][number]): Promise<EdgeProof> {
    const before = plan.before.find((read) => read.url === url) ?? null;
    const proof = proveEdge(before, await readEdge({ http, ...context }, url), since);
    if (covered) return proof;
    const reason = 'no path invalidated is its own, so it tells nothing';
    return { ...proof, verdict: 'unknown', reason };
  }
}

function judged(
  edge: readonly EdgeProof[],
  completedAfter: number,
  id: string,
  unread: number,
): Omit<Verified<InvalidateProof>, 'proof'> {
  const fresh = edge.filter(({ verdict }) => verdict === 'ok').length;
  const verdict = edge.length === 0 ? 'unknown' : worst(edge.map((proof) => proof.verdict));
  const done = `CloudFront completed ${id} in ${formatDuration(Math.round(completedAfter / 1000) * 1000)}`;
  const seen: Readonly<Record<string, string>> = {
    ok: `fresh content is served (${fresh} of ${edge.length} ${edge.length === 1 ? 'address' : 'addresses'} read)`,
    bad: `yet ${edge.length - fresh} of ${edge.length} addresses read NOT fresh`,
    unknown: `what the edge serves could not be read from outside${untold(edge)}`,
  };
  const rest =
    unread === 0 ? '' : `; ${unread} further ${unread === 1 ? 'address' : 'addresses'} not read`;
  const next = verdict === 'bad' ? ['tsops version --reads 5', 'tsops health'] : [];
  return {
    state: 'done',
    verdict,
    detail: `${done}; ${seen[verdict] ?? seen.unknown}${rest}.`,
    next,
  };
}

/** Which addresses could not be told, beside others that could. */
function untold(edge: readonly EdgeProof[]): string {
  const open = edge.filter(({ verdict }) => verdict === 'unknown');
  if (open.length === edge.length) return '';
  const named = open.slice(0, 2).map(({ url, reason }) => `${new URL(url).pathname} (${reason})`);
  return ` for ${open.length} of ${edge.length} addresses: ${named.join(', ')}`;
}
