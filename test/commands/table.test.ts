import { describe, expect, it } from 'vitest';
import { readCommandLine } from '../../src/app/cli.ts';
import { envelope, schemaOf } from '../../src/app/output.ts';
import { commandTable } from '../../src/commands/table.ts';
import type { Performed } from '../../src/contract/action.ts';
import { actionFacts } from '../../src/domain/incident/action-facts.ts';
import { say } from '../../src/domain/text/language.ts';
import { width } from '../../src/terminal/measure.ts';
import { samples } from '../samples/index.ts';
import { plainScreen } from '../support/terminal.ts';

const now = Date.parse('2026-11-23T03:00:00Z');
const commands = await Promise.all(
  commandTable.map(async (entry) => ({ entry, command: (await entry.load()).default })),
);

/** The words after `tsops`, as a shell splits them: quotes hold a word together, `|` ends a command. */
function tsopsWords(line: string): string[] {
  const ours = line.split(/ \| /).find((part) => /^tsops\b/.test(part.trim())) ?? '';
  const words = [...ours.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, bare]) => single ?? double ?? bare ?? '',
  );
  return words.slice(1);
}

describe('the command table', () => {
  it('holds each command once, its group with it', () => {
    const names = commandTable.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThanOrEqual(15);
    for (const { name, summary } of commandTable) {
      expect(name).toMatch(/^[a-z]+(?: [a-z]+){0,2}$/);
      expect(summary).toMatch(/^[a-z].*[^.]$/);
    }
  });

  it('loads for each name the command of that name', () => {
    expect(commands.map(({ command }) => command.name)).toEqual(
      commandTable.map(({ name }) => name),
    );
  });

  it('holds every command that tells how an action ended', () => {
    const named = Object.values(actionFacts).flatMap(({ status }) => status('production') ?? []);
    const names = commandTable.map(({ name }) => `tsops ${name}`);
    expect(named.filter((line) => !names.includes(line))).toEqual([]);
    expect(named.length).toBeGreaterThan(0);
  });

  it('has a sample for each command, and for no other', () => {
    expect(Object.keys(samples)).toEqual(commandTable.map(({ name }) => name));
    for (const sample of Object.values(samples)) expect(sample).toBeTypeOf('object');
  });

  it('gives consent and a dry run to every command that writes outside this machine', () => {
    const writing = commands.filter(({ command }) =>
      ['remote', 'production'].includes(command.danger),
    );
    // A runbook's writes are the same actions, each with a consent of its own.
    const walks = ['runbook', 'runbook resume', 'runbook run'];
    // One consent to all that it sends until it ends.
    const watches = ['alerts watch'];
    expect(writing.map(({ entry }) => entry.name).sort()).toEqual([
      'ack',
      'alerts ack',
      'alerts silence add',
      'alerts silence expire',
      ...watches,
      'escalate',
      'incident share',
      'incident update',
      'invalidate',
      'notify',
      'page',
      'pages note',
      'pages resolve',
      'rollback',
      'rollback approve',
      ...walks,
    ]);
    for (const { entry, command } of writing) {
      const flags = command.options?.map((option) => option.flags);
      if (walks.includes(entry.name)) expect(flags).toContain('--confirm <environment>');
      else if (watches.includes(entry.name)) expect(flags).toContain('--yes');
      else expect(command).toHaveProperty('action');
    }
    for (const { command } of commands) {
      expect(['read', 'local', 'remote', 'production']).toContain(command.danger);
      if (['read', 'local'].includes(command.danger)) expect(command).not.toHaveProperty('action');
    }
  });
});

const writes = commands.filter(({ command }) => 'action' in command);
describe.each(writes)('a dry run of $entry.name', ({ entry, command }) => {
  it('shows what would refuse it', () => {
    const { plan, ...rest } = samples[entry.name] as Performed;
    const [detail, said] = ['it is forbidden', say('it is forbidden', '금지되어 있습니다')];
    const guards = [{ name: 'guard', state: 'refuse', detail, said }] as const;
    const ended = { state: 'planned', receipt: null, proof: null, record: null } as const;
    const view = command.view as (data: unknown, screen: unknown) => string;
    const planned = { ...rest, ...ended, plan: { ...plan, guards } };
    expect(
      view(
        planned,
        plainScreen(() => now),
      ),
    ).toContain('it is forbidden');
  });
});

describe.each(commands)('$entry.name', ({ entry, command }) => {
  it.each(command.examples)('has an example that can be typed: $command', async (example) => {
    expect(example.command).toMatch(/(?:^|\| )tsops\b/);
    const invocation = await readCommandLine(tsopsWords(example.command));
    if (!('entry' in invocation)) {
      expect(example.command).toMatch(/ --help$|^tsops help /);
      return;
    }
    if (entry.name !== 'help') expect(invocation.entry.name).toBe(entry.name);
    const { dryRun, confirm, yes, wait, timeout, ...own } = invocation.raw;
    const input = 'action' in invocation.command ? own : invocation.raw;
    expect(invocation.command.input.safeParse(input)).toMatchObject({ success: true });
    expect(example.explains).not.toBe('');
  });

  it('has a sample that survives JSON, in the envelope of its schema', () => {
    const document = envelope({
      command: entry.name,
      verdict: 'ok',
      data: samples[entry.name],
      next: [],
      problems: [],
      drill: false,
    });
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
    expect(document.schema).toBe(schemaOf(entry.name));
    expect(document.schema).toMatch(/^tsops\/[a-z-]+@\d+$/);
  });

  it('shows its sample, and what comes back out of JSON, the same', () => {
    const view = command.view as (data: unknown, screen: unknown) => string;
    const screen = plainScreen(() => now);
    const text = view(samples[entry.name], screen);
    expect(text.trim()).not.toBe('');
    expect(text).not.toMatch(/\n$/);
    expect(view(JSON.parse(JSON.stringify(samples[entry.name])), screen)).toBe(text);
  });

  it('shows its sample within 80 columns', () => {
    const view = command.view as (data: unknown, screen: unknown) => string;
    const wide = view(
      samples[entry.name],
      plainScreen(() => now),
    )
      .split('\n')
      .filter((line) => width(line) > 80);
    expect(wide).toEqual([]);
  });

  it('shows no undefined, NaN or [object Object]', () => {
    const view = command.view as (data: unknown, screen: unknown) => string;
    const text = view(
      samples[entry.name],
      plainScreen(() => now),
    );
    expect(text).not.toMatch(/\bundefined\b|\bNaN\b|\[object |\bInfinity\b/);
  });
});
