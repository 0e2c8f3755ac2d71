import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type PerformOptions, perform } from '../../src/actions/protocol/perform.ts';
import { loadConfig } from '../../src/config/load.ts';
import type { AnyCommand } from '../../src/contract/command.ts';
import type { Context } from '../../src/contract/context.ts';
import type { JournalLine } from '../../src/domain/incident/merged-lines.ts';
import { createFileJournal } from '../../src/journal/disk.ts';
import type { FaultInput } from '../../src/sandbox/http/fault.ts';
import { startSandbox } from '../../src/sandbox/index.ts';
import { loadScenario } from '../../src/sandbox/load-scenario.ts';
import { createServices } from '../../src/services/registry.ts';
import { fakeClock } from './clock.ts';
import { fakeContext } from './context.ts';
import { fakeTerminal } from './terminal.ts';

const began = Date.parse('2026-11-25T03:15:00Z');

/** A line of a journal, `after` minutes since the beginning. */
export function line(
  seq: number,
  after: number,
  kind: string,
  fields: Readonly<Record<string, unknown>> = {},
): JournalLine {
  const at = new Date(began + after * 60_000).toISOString();
  return { seq, at, eventAt: at, actor: 'minji@desk', kind, prev: '', ...fields };
}

export const own = '20261125T031500Z-incident-errors';

export const startedFields = {
  title: 'Errors after v1.2.3',
  severity: 'P2',
  environment: 'production',
  runbook: null,
  drill: false,
};

/** A directory for the journal, gone when the test is over. */
async function stateDirectoryForTest(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'tsops-incident-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** A context over a journal on disk; `incidentInSandbox` adds the outside. */
export async function incidentOnDisk(parts: { readonly actor?: string } = {}) {
  const stateDir = await stateDirectoryForTest();
  const clock = fakeClock(began);
  const journalFor = (actor: string) =>
    createFileJournal({ stateDir, clock, actor, secrets: ['hunter2-secret'] });
  const journal = journalFor(parts.actor ?? 'minji@desk');
  const terminal = fakeTerminal(() => clock.now());
  const env = {};
  const base = fakeContext({ clock, journal, terminal, host: { cwd: stateDir } });
  const config = () => loadConfig({ file: undefined, env, cwd: stateDir });
  const context: Context = { ...base, config };
  return { context, clock, journal, journalFor, stateDir, terminal };
}

/** The real services over real sockets, the journal on disk, and time that passes only while we sleep. */
export async function incidentInSandbox(
  env: Readonly<Record<string, string | undefined>> = {},
  scenario = 'calm',
) {
  const here = await incidentOnDisk();
  const { clock, context } = here;
  const sandbox = await startSandbox({ scenario: await loadScenario(scenario), clock });
  onTestFinished(() => sandbox.close());
  const all = { ...sandbox.env, ...env };
  const config = () => loadConfig({ file: sandbox.env.TSOPS_CONFIG, env: all, cwd: '/' });
  const { signal, children } = context;
  const missing = { missing: true, exitCode: 127, stdout: '', stderr: '' };
  const services = createServices({
    env: all,
    clock,
    signal,
    children: { ...children, capture: async () => missing },
    drill: true,
    config,
  });
  return {
    ...here,
    sandbox,
    context: { ...context, config, services, drill: true } satisfies Context,
    inject: (fault: FaultInput) => sandbox.inject(fault),
    /** Writes that reached a system. */
    writes: (system: string) =>
      sandbox
        .requests()
        .filter((request) => request.system === system && request.method === 'POST'),
  };
}

/** Runs a command as the shell does, with consent given. */
export async function run(
  command: AnyCommand,
  context: Context,
  raw: Readonly<Record<string, unknown>> = {},
  options: Partial<PerformOptions> = {},
) {
  const parsed = command.input.safeParse(raw);
  if (!parsed.success) {
    const messages = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.')}: ${message}`,
    );
    throw new Error(messages.join('; '));
  }
  if ('run' in command) {
    return command.run(parsed.data, context, { update: () => {}, emit: () => {} });
  }
  const action = await command.action(parsed.data, context);
  return perform(action, context, {
    dryRun: false,
    yes: true,
    confirm: undefined,
    wait: true,
    timeout: action.timeout,
    typed: 'tsops',
    ...options,
  });
}
