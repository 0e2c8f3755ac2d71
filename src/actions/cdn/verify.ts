/* Waits until CloudFront is done, then reads from outside what the edge serves now. */

import type { Verified } from '../../contract/action.ts';
import type { Context, ProgressSink } from '../../contract/context.ts';
import { problemOf, TsopsError } from '../../contract/errors.ts';
import { type EdgeProof, proveEdge } from '../../domain/cdn/edge-proof.ts';
import type { Problem } from '../../domain/evidence/result.ts';
import { worst } from '../../domain/evidence/verdict.ts';
import { type Language, say, type Text } from '../../domain/text/language.ts';
import { formatDuration } from '../../domain/time/duration.ts';
import { durationText } from '../../domain/time/span-text.ts';
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
  const progress = terminal.progress(
    terminal.screen.say(
      say(
        `CloudFront is invalidating (${follow.id})`,
        `CloudFront에서 무효화하는 중(${follow.id})`,
      ),
    ),
  );
  try {
    for (let pause = firstPause; ; pause = Math.min(pause * 2, follow.pollInterval)) {
      const polled = await poll(cdn, follow, signal);
      if (polled !== undefined) return polled;
      if (clock.now() >= deadline) return { end: 'stopped-waiting' };
      const until = Math.min(clock.now() + Math.min(pause, follow.pollInterval), deadline);
      await sleepUntil(until, { clock, signal, terminal }, progress, follow);
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
  { clock, signal, terminal }: Pick<Context, 'clock' | 'signal' | 'terminal'>,
  progress: ProgressSink,
  { id, since }: Follow,
): Promise<void> {
  while (clock.now() < until) {
    const elapsed = Math.floor((clock.now() - since) / 1000) * 1000;
    progress.update(terminal.screen.say(invalidatingText(id, elapsed)));
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
    const detail = say(
      `Stopped waiting after ${formatDuration(timeout)}; CloudFront is working on ${receipt.id}.`,
      `${durationText(timeout).ko} 후 대기를 멈췄습니다. CloudFront가 ${receipt.id}을(를) 처리 중입니다.`,
    );
    return { state: 'stopped-waiting', verdict: 'unknown', proof: null, detail, next };
  }
  if (followed.end === 'unknown') {
    const detail = say(
      `CloudFront accepted ${receipt.id}; whether it is done could not be read.`,
      `CloudFront가 ${receipt.id}을(를) 접수했으나 완료 여부를 확인하지 못했습니다.`,
    );
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
    const said = say(
      'no path invalidated is its own, so it tells nothing',
      '무효화한 경로가 아니어서 판단할 수 없습니다',
    );
    return { ...proof, verdict: 'unknown', reason: said.en, said };
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
  const took = durationText(Math.round(completedAfter / 1000) * 1000);
  const all = edge.length;
  const open = untold(edge);
  const unseen = say(
    `what the edge serves could not be read from outside${open.en}`,
    `엣지가 제공하는 내용을 외부에서 확인하지 못했습니다${open.ko}`,
  );
  const seen: Readonly<Record<string, Text>> = {
    ok: say(
      `fresh content is served (${fresh} of ${all} ${all === 1 ? 'address' : 'addresses'} read)`,
      `새 내용이 제공됩니다(주소 ${all}개 중 ${fresh}개 확인)`,
    ),
    bad: say(
      `yet ${all - fresh} of ${all} addresses read NOT fresh`,
      `그러나 주소 ${all}개 중 ${all - fresh}개는 아직 이전 내용입니다`,
    ),
  };
  const rest =
    unread === 0
      ? say('', '')
      : say(
          `; ${unread} further ${unread === 1 ? 'address' : 'addresses'} not read`,
          `. 주소 ${unread}개는 읽지 않았습니다`,
        );
  const content = seen[verdict] ?? unseen;
  const next = verdict === 'bad' ? ['tsops version --reads 5', 'tsops health'] : [];
  return {
    state: 'done',
    verdict,
    detail: say(
      `CloudFront completed ${id} in ${took.en}; ${content.en}${rest.en}.`,
      `CloudFront가 ${id}을(를) ${took.ko} 만에 완료했습니다. ${content.ko}${rest.ko}.`,
    ),
    next,
  };
}

/** Which addresses could not be told, beside others that could. */
function untold(edge: readonly EdgeProof[]): Text {
  const open = edge.filter(({ verdict }) => verdict === 'unknown');
  if (open.length === edge.length) return say('', '');
  const named = (language: Language): string =>
    open
      .slice(0, 2)
      .map(({ url, said }) => `${new URL(url).pathname} (${said[language]})`)
      .join(', ');
  return say(
    ` for ${open.length} of ${edge.length} addresses: ${named('en')}`,
    `(주소 ${edge.length}개 중 ${open.length}개: ${named('ko')})`,
  );
}

function invalidatingText(id: string, elapsed: number): Text {
  const span = durationText(elapsed);
  return say(
    `CloudFront is invalidating (${id}), ${span.en}`,
    `CloudFront 무효화 진행 중(${id}), ${span.ko}`,
  );
}
