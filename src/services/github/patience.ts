import type { Clock } from '../../contract/context.ts';
import type { Reading } from '../../ports/repository.ts';
import { type Failure, failureOf, githubError, rateLimitWait } from './failure.ts';

const defaultPatience = 5000;
const pauses = [500, 1500, 3000];

/**
 * Repeats a read while GitHub says to wait or does not answer, as long as the waits fit into
 * `reading.patience`; then throws its error. A write never comes through here.
 */
export async function patiently<T>(
  clock: Clock,
  doing: string,
  reading: Reading | undefined,
  read: () => Promise<T>,
): Promise<T> {
  let left = reading?.patience ?? defaultPatience;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await read();
    } catch (thrown) {
      reading?.signal?.throwIfAborted();
      const failure = failureOf(thrown);
      if (failure === undefined) throw thrown;
      const wait = waitAfter(failure, attempt, clock.now());
      if (wait === undefined || wait > left) {
        throw githubError(failure, doing, clock.now(), thrown);
      }
      left -= wait;
      reading?.onWait?.(wait, failure.status === 0 ? failure.message : `HTTP ${failure.status}`);
      await clock.sleep(wait, reading?.signal);
    }
  }
}

/** Rate limits say themselves how long; no answer and 5xx are asked again a few times. */
function waitAfter(failure: Failure, attempt: number, now: number): number | undefined {
  const limit = rateLimitWait(failure, now);
  if (limit !== undefined) return limit;
  return failure.status === 0 || failure.status >= 500 ? pauses[attempt] : undefined;
}
