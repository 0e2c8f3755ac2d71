import { type PerformOptions, perform } from '../../src/actions/protocol/perform.ts';
import rollback from '../../src/commands/rollback/command.ts';
import status from '../../src/commands/rollback/status.ts';
import { loadConfig } from '../../src/config/load.ts';
import type { Context } from '../../src/contract/context.ts';
import type { FaultInput } from '../../src/sandbox/http/fault.ts';
import { startSandbox } from '../../src/sandbox/index.ts';
import { loadScenario } from '../../src/sandbox/load-scenario.ts';
import { createServices } from '../../src/services/registry.ts';
import { fakeClock } from './clock.ts';
import { fakeContext } from './context.ts';
import { fakeTerminal } from './terminal.ts';

/** The real services over real sockets, pointed at a sandbox whose time passes only while we sleep. */
export async function rollbackInSandbox(scenario = 'calm') {
  const clock = fakeClock(Date.now());
  const sandbox = await startSandbox({ scenario: await loadScenario(scenario), clock });
  const { env } = sandbox;
  const signal = new AbortController().signal;
  const config = () => loadConfig({ file: env.TSOPS_CONFIG, env, cwd: '/' });
  const missing = { missing: true, exitCode: 127, stdout: '', stderr: '' };
  const children = {
    capture: async () => missing,
    attach: async () => 127,
    run: async () => ({ exitCode: 127, output: '', ended: 'itself' as const }),
    launch: async () => false,
  };
  const services = createServices({ env, clock, signal, children, drill: true, config });
  const terminal = fakeTerminal(() => clock.now());
  const host = { env, typed: 'tsops rollback v1.2.2' };
  const base = fakeContext({ clock, signal, host, drill: true, services, terminal });
  const context: Context = { ...base, config };
  return {
    sandbox,
    context,
    clock,
    /** What went to stderr. */
    lines: terminal.lines,
    inject: (...faults: readonly FaultInput[]) => {
      for (const fault of faults) sandbox.inject(fault);
    },
    dispatches: () =>
      sandbox
        .requests()
        .filter(({ method, path }) => method === 'POST' && /dispatches$/.test(path)),
    close: () => sandbox.close(),
  };
}

type InSandbox = Awaited<ReturnType<typeof rollbackInSandbox>>;

export async function rollBack(
  { context }: Pick<InSandbox, 'context'>,
  raw: Readonly<Record<string, unknown>> = { version: 'v1.2.2' },
  options: Partial<PerformOptions> = {},
) {
  const parsed = rollback.input.safeParse(raw);
  if (!parsed.success) throw new Error(parsed.error.issues.map(({ message }) => message).join());
  const action = await rollback.action(parsed.data, context);
  return perform(action, context, {
    dryRun: false,
    yes: false,
    confirm: 'production',
    wait: true,
    timeout: action.timeout,
    typed: 'tsops rollback v1.2.2',
    ...options,
  });
}

export async function statusOf({ context }: Pick<InSandbox, 'context'>, raw: object = {}) {
  const parsed = status.input.safeParse(raw);
  if (!parsed.success) throw new Error(parsed.error.issues.map(({ message }) => message).join());
  return status.run(parsed.data, context, { update: () => {}, emit: () => {} });
}
