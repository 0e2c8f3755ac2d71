import { resolveConfig } from '../../src/config/resolve.ts';
import type { Config } from '../../src/config/schema.ts';
import type { Clock } from '../../src/contract/context.ts';
import { TsopsError } from '../../src/contract/errors.ts';
import type { EvidenceId, Findings } from '../../src/domain/evidence/findings.ts';
import { pinTime } from '../../src/domain/evidence/pinned-time.ts';
import type { Evidence } from '../../src/domain/evidence/shape.ts';
import { type Collectors, createInquiry, type Inquiry } from '../../src/evidence/asking/inquiry.ts';
import type { ErrorTracker } from '../../src/ports/errors.ts';
import { fakeClock } from './clock.ts';
import { type ContextParts, fakeContext } from './context.ts';

/** An evidence as another question left it. */
export function answered<Value>(
  value: Value | null,
  parts: Partial<Evidence<Value>> = {},
): Evidence<Value> {
  return {
    question: 'another',
    verdict: value === null ? 'unknown' : 'ok',
    value,
    unit: null,
    source: 'another',
    window: null,
    baseline: null,
    observedAt: 0,
    tookMs: 0,
    detail: value === null ? 'nobody answered' : 'as told',
    ...parts,
  };
}

/** Time stands still however long an answer takes: only a signal ends a sleep. `sleeps` is what was waited for. */
export function stillClock(): Clock & { readonly sleeps: number[] } {
  const { now } = fakeClock();
  const sleeps: number[] = [];
  return {
    now,
    sleeps,
    sleep: (milliseconds, signal) => {
      sleeps.push(milliseconds);
      return new Promise((_, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
    },
  };
}

/** Pauses of less than a second pass at once, and are summed in `slept`; a budget is never spent. */
export function patientClock() {
  const [still, quick] = [stillClock(), fakeClock()];
  const sleep: Clock['sleep'] = (milliseconds, signal) =>
    milliseconds < 1000 ? quick.sleep(milliseconds, signal) : still.sleep(milliseconds, signal);
  return { ...quick, sleep, sleeps: still.sleeps };
}

export interface Asked {
  /** What tsops.config.yaml says. */
  readonly config?: Parameters<typeof resolveConfig>[0];
  readonly services?: ContextParts['services'];
  /** What other questions were answered; one that is not here must not be asked. */
  readonly answers?: { readonly [Id in EvidenceId]?: Evidence<Findings[Id]> };
  readonly environment?: string;
  readonly context?: ContextParts;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
  readonly budget?: number;
  readonly change?: (config: Config) => Config;
}

/** An inquiry at 03:00 with a budget of 5 s, beside whose answers only fakes are asked. */
export function inquiryWith(asked: Asked = {}): Inquiry {
  const { answers = {}, environment = 'production', budget = 5000 } = asked;
  const clock = asked.clock ?? stillClock();
  const { change = (config: Config) => config } = asked;
  const config = change(resolveConfig(asked.config ?? {}));
  const context = fakeContext({
    config,
    clock,
    ...(asked.services && { services: asked.services }),
    ...(asked.signal && { signal: asked.signal }),
    ...asked.context,
  });
  const nobody = new Proxy({} as Collectors, {
    get: (_, id) => {
      throw new Error(`unexpected question ${String(id)}`);
    },
  });
  const pinned = pinTime(clock.now());
  return createInquiry({ context, config, environment, pinned, budget }, nobody, answers);
}

type Call = { readonly method: string; readonly args: readonly unknown[] };

/** A port that answers as given, and keeps what it was asked. A method that is not given must not be used. */
export function recorded<Port extends object>(given: Partial<Port>): Port & { calls: Call[] } {
  const calls: Call[] = [];
  return new Proxy({ calls } as unknown as Port & { calls: Call[] }, {
    get: (target, name) => {
      if (name === 'calls') return calls;
      if (name === 'then') return undefined;
      const method = given[name as keyof Port] as ((...args: unknown[]) => unknown) | undefined;
      return (...args: unknown[]) => {
        calls.push({ method: String(name), args });
        if (method === undefined) throw new Error(`unexpected use of ${String(name)}`);
        return method.apply(target, args);
      };
    },
  });
}

/** Error tracking that answers as given. */
export const fakeTracker = (given: Partial<ErrorTracker>) => recorded<ErrorTracker>(given);

/** An answer that never comes. */
export const never = (): Promise<never> => new Promise(() => {});

/** A vendor that refuses: an answer all the same, and no fault of ours. */
export const refusing =
  (message = 'the token lacks a scope') =>
  (): Promise<never> =>
    Promise.reject(new TsopsError({ kind: 'credentials', message }));
