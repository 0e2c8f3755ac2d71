/* A runbook walked against the sandbox: real services over real sockets, a journal in memory, scripted keys. */
import { onTestFinished } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import type { Context, LoadedConfig } from '../../src/contract/context.ts';
import type { Journal, OpenRecord } from '../../src/ports/journal.ts';
import type { FaultInput } from '../../src/sandbox/http/fault.ts';
import { startSandbox } from '../../src/sandbox/index.ts';
import { createServices } from '../../src/services/registry.ts';
import { scenarioWith } from '../sandbox/sandboxed.ts';
import { fakeClock } from './clock.ts';
import { fakeContext } from './context.ts';
import { memoryJournal } from './journal.ts';
import { fakeTerminal } from './terminal.ts';
import type { Answer } from './walk.ts';

/** Longer than any pause between two looks, so it can be told from them. */
const budget = 20_001;
/** What measures the speed of pages may take three of them. */
const longestBudget = 3 * budget + 5000;

export async function sandboxForWalk(
  name: string,
  parts: { readonly env?: Readonly<Record<string, string>> } = {},
) {
  const clock = fakeClock();
  const sandbox = await startSandbox({ scenario: await scenarioWith(name), clock });
  onTestFinished(() => sandbox.close());
  // A pause is over at once; a budget is never spent, however slow the machine that tests.
  const patient = {
    now: clock.now,
    sleep: (milliseconds: number, until?: AbortSignal) =>
      milliseconds >= budget && milliseconds <= longestBudget
        ? endOf(until)
        : clock.sleep(milliseconds, until),
  };
  let onLine = (_kind: string): void => {};
  const journal = memoryJournal(clock.now, ({ kind }) => onLine(kind));
  const env = { ...sandbox.env, ...parts.env };
  const load = async (): Promise<LoadedConfig> => {
    const loaded = await loadConfig({ file: env.TSOPS_CONFIG, env, cwd: '/' });
    const runbooks = { ...loaded.config.runbooks, budget };
    return { ...loaded, config: { ...loaded.config, runbooks } };
  };
  const missing = { missing: true, exitCode: 127, stdout: '', stderr: '' };
  const children = { capture: async () => missing };
  /** A process of its own over the same journal; without answers there is no terminal to ask on. */
  const context = (answers?: readonly Answer[], parts: { journal?: Journal } = {}) => {
    const signal = new AbortController().signal;
    const terminal = fakeTerminal(clock.now, answers);
    const host = { env };
    const base = fakeContext({
      clock: patient,
      journal,
      terminal,
      signal,
      host,
      drill: true,
      ...parts,
    });
    const services = createServices({
      config: load,
      env,
      clock: patient,
      signal,
      children: { ...base.children, ...children },
      drill: true,
    });
    const tsops = async () => ({ exitCode: 0, output: '' });
    const whole = {
      ...base,
      config: load,
      services,
      children: { ...base.children, ...children },
      tsops,
    };
    return { context: whole satisfies Context, terminal };
  };
  return {
    sandbox,
    clock,
    journal,
    context,
    /** Called after each line of the journal. */
    onLine: (told: (kind: string) => void) => {
      onLine = told;
    },
    inject: (fault: FaultInput) => sandbox.inject(fault),
    /** Deploys, invalidations and issues that the vendors took. */
    writes: () =>
      sandbox.world.events
        .map(({ kind }) => kind)
        .filter((kind) => ['dispatch', 'invalidation', 'issue'].includes(kind)),
    /** Lines of the incident, without their evidence. */
    async lines() {
      const id = (await journal.list()).find((each) => each.includes('-incident-')) ?? '';
      return (journal.records.get(id) ?? []).filter(({ kind }) => kind !== 'evidence');
    },
  };
}

/** The journal of a process that is killed right after the first line of which `dies` is true; what it wrote is there. */
export function dyingJournal(journal: Journal, dies: (kind: string) => boolean): Journal {
  let dead = false;
  const dying = (record: OpenRecord): OpenRecord => ({
    ...record,
    append: async (kind, fields) => {
      if (dead) throw new Error('killed');
      const entry = await record.append(kind, fields);
      dead = dies(kind);
      if (dead) throw new Error('killed');
      return entry;
    },
  });
  return {
    ...journal,
    start: async (topic) => dying(await journal.start(topic)),
    reopen: async (id) => dying(await journal.reopen(id)),
  };
}

/** A sleep that only its end ends. */
function endOf(signal?: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
