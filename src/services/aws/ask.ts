/* One read of AWS through its SDK, whose own repeats are off: waited for as every other vendor is. */
import type { Clock } from '../../contract/context.ts';
import { joinSignals } from '../http/joined-signal.ts';
import {
  type PatientAttempt,
  patiently,
  type Setback,
  type WaitingHabits,
} from '../http/patience.ts';
import { askedWait } from '../http/retry-after.ts';
import type { AwsCall } from './call.ts';
import type { AwsSetup } from './client.ts';
import { awsError, isAwsRefusal, isThrottled, type SdkError } from './errors.ts';

/** AWS asks for a growing wait. */
export const habits: WaitingHabits = { unsaidWait: 400, pauses: [400, 1200] };
/** Milliseconds: what asks for more is given up. */
export const longestPause = 20_000;

export interface AwsSession {
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  readonly setup: AwsSetup;
  /** The service's own address, for messages. */
  readonly address: string;
}

interface AwsRead {
  /** Milliseconds for the whole answer, waits included. */
  readonly timeout: number;
  /** 0: asked once. */
  readonly patience?: number;
  readonly signals: readonly (AbortSignal | undefined)[];
}

/** What the SDK's `send` takes. */
export interface SdkOptions {
  readonly abortSignal: AbortSignal;
  readonly requestTimeout: number;
}

type Answered<Value> = { readonly value: Value } | { readonly thrown: unknown };

/** Throws TsopsError, or the reason of a signal. */
export async function askAws<Value>(
  session: AwsSession,
  asked: Pick<AwsCall, 'iamAction' | 'resource'>,
  { timeout, patience, signals }: AwsRead,
  send: (options: SdkOptions) => Promise<Value>,
): Promise<Value> {
  const { signal, release } = joinSignals(...signals);
  const budget = { timeout, signal, ...(patience === undefined ? {} : { patience }) };
  const end = await patiently(
    session.clock,
    budget,
    habits,
    async (timeLeft): Promise<PatientAttempt<Answered<Value>>> => {
      // The SDK may hang before it sends, on a program that gives credentials.
      const late = AbortSignal.timeout(timeLeft + 250);
      const either = joinSignals(signal, late);
      const abortSignal = either.signal;
      try {
        return { result: { value: await send({ abortSignal, requestTimeout: timeLeft }) } };
      } catch (thrown) {
        signal.throwIfAborted();
        const setback = awsSetbackOf(thrown as SdkError, session.clock.now());
        return { result: { thrown }, ...(setback === undefined ? {} : { setback }) };
      } finally {
        either.release();
      }
    },
  ).finally(release);
  if ('value' in end) return end.value;
  throw awsError(end.thrown, callOf(session, asked));
}

export function callOf(
  { setup, address }: AwsSession,
  asked: Pick<AwsCall, 'iamAction' | 'resource'>,
): AwsCall {
  const { endpoint = address, profile, keys } = setup;
  return { ...asked, endpoint, profile, noted: keys.noted };
}

/** Undefined where another try would change nothing. */
export function awsSetbackOf(error: SdkError, now: number): Setback | undefined {
  const throttled = isThrottled(error);
  if (!throttled && isAwsRefusal(error)) return undefined;
  const wait = askedWait(error.$response?.headers ?? {}, now);
  if (wait !== null && wait > longestPause) return undefined;
  const kind = throttled && wait !== null ? 'limited' : 'trouble';
  return { kind, reason: error.name, wait };
}
