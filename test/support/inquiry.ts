import { onTestFinished } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { pinTime } from '../../src/domain/evidence/pinned-time.ts';
import { questionsAbout } from '../../src/domain/evidence/questions/table.ts';
import { createInquiry, type Inquiry } from '../../src/evidence/asking/inquiry.ts';
import { collectors } from '../../src/evidence/catalog.ts';
import type { FaultInput } from '../../src/sandbox/http/fault.ts';
import { startSandbox } from '../../src/sandbox/index.ts';
import type { ScenarioInput } from '../../src/sandbox/scenario.ts';
import { createServices } from '../../src/services/registry.ts';
import { scenarioWith } from '../sandbox/sandboxed.ts';
import { fakeClock } from './clock.ts';
import { fakeContext } from './context.ts';

interface Asking {
  readonly seed?: number;
  readonly faults?: readonly FaultInput[];
  readonly change?: Partial<ScenarioInput>;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly budget?: number;
}

/** An inquiry into a scenario of the sandbox, with the real services over real sockets. */
export async function inquiryInto(name: string, asking: Asking = {}): Promise<Inquiry> {
  const scenario = await scenarioWith(name, asking.change);
  const clock = fakeClock();
  const sandbox = await startSandbox({ scenario, clock, seed: asking.seed ?? 1 });
  onTestFinished(() => sandbox.close());
  for (const fault of asking.faults ?? []) sandbox.inject(fault);
  const env = { ...sandbox.env, ...asking.env };
  const signal = new AbortController().signal;
  const load = () => loadConfig({ file: sandbox.env.TSOPS_CONFIG, env, cwd: '/' });
  const { config } = await load();
  const budget = asking.budget ?? 10_000;
  // A pause is over at once; a budget is never spent, however slow the machine that tests.
  const patient = {
    now: clock.now,
    sleep: (milliseconds: number, until?: AbortSignal) =>
      milliseconds >= budget ? endOf(until) : clock.sleep(milliseconds, until),
  };
  const missing = { missing: true, exitCode: 127, stdout: '', stderr: '' };
  const children = {
    capture: async () => missing,
    attach: async () => 127,
    run: async () => ({ exitCode: 127, output: '', ended: 'itself' as const }),
    launch: async () => false,
  };
  const parts = { env, clock: patient, signal, children, drill: true, config: load };
  const context = fakeContext({
    clock: patient,
    signal,
    config,
    services: createServices(parts),
    host: { env },
    drill: true,
  });
  return createInquiry(
    {
      context,
      config,
      environment: 'production',
      pinned: pinTime(clock.now()),
      budget,
    },
    collectors,
  );
}

/** A sleep that only its end ends. */
function endOf(signal?: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

export const errorIds = questionsAbout('errors');
