import { describe, expect, it } from 'vitest';
import { type PerformOptions, perform } from '../../../src/actions/protocol/perform.ts';
import type { Action, Guard, Plan } from '../../../src/contract/action.ts';
import { TsopsError } from '../../../src/contract/errors.ts';
import type { JournalEntry } from '../../../src/ports/journal.ts';
import { fakeContext } from '../../support/context.ts';
import { memoryJournal } from '../../support/journal.ts';
import { fakeTerminal } from '../../support/terminal.ts';
import { sameText } from '../../support/text.ts';

type Write = Action<Plan, { id: number }, { served: string }>;

const confirmed: PerformOptions = {
  dryRun: false,
  yes: false,
  confirm: 'production',
  wait: true,
  timeout: 60_000,
  typed: 'tsops rollback v1.2.2',
};

/** A write that notes each step in `steps`. */
function write(overrides: Partial<Write> = {}, guards: readonly Guard[] = []) {
  const steps: string[] = [];
  const action: Write = {
    name: 'rollback',
    lock: () => 'deploy-production',
    noun: 'rollback',
    danger: 'production',
    timeout: 60_000,
    plan: async () => {
      steps.push('plan');
      return { environment: 'production', guards, key: 'key-1' };
    },
    showPlan: () => {
      steps.push('show');
      return 'v1.2.3 → v1.2.2';
    },
    intent: () => ({ target: 'v1.2.2' }),
    apply: async () => {
      steps.push('apply');
      return { applied: 'yes', receipt: { id: 7 } };
    },
    verify: async () => {
      steps.push('verify');
      return {
        state: 'done',
        verdict: 'ok',
        proof: { served: 'v1.2.2' },
        detail: sameText('v1.2.2 is served'),
        next: ['tsops health'],
      };
    },
    stillRunning: (_plan, receipt) => ({
      detail: sameText(`run ${receipt?.id ?? 'unknown'} goes on`),
      next: ['tsops rollback status'],
    }),
    undo: () => 'tsops rollback v1.2.3 --forward',
    ...overrides,
  };
  return { action, steps };
}

function world(stopAfter: (entry: JournalEntry) => void = () => {}) {
  const controller = new AbortController();
  const journal = memoryJournal(() => 0, stopAfter);
  const terminal = fakeTerminal(() => 0);
  const context = fakeContext({ journal, terminal, signal: controller.signal });
  const kinds = () => [...journal.records.values()].flat().map(({ kind }) => kind);
  const entries = () => [...journal.records.values()].flat();
  return { context, controller, journal, terminal, kinds, entries };
}

async function failure(promise: Promise<unknown>): Promise<TsopsError> {
  const thrown = await promise.then(
    () => new Error('it went through'),
    (error: unknown) => error,
  );
  if (!(thrown instanceof TsopsError)) throw thrown;
  return thrown;
}

describe('a write', () => {
  it('goes plan, consent, intent, apply, receipt, verify, outcome', async () => {
    const { context, journal, kinds, entries, terminal } = world();
    const { action, steps } = write();
    const result = await perform(action, context, confirmed);
    expect(steps).toEqual(['plan', 'show', 'apply', 'verify']);
    expect(kinds()).toEqual(['intent', 'receipt', 'outcome']);
    expect(entries()[0]).toMatchObject({
      action: 'rollback',
      environment: 'production',
      key: 'key-1',
      consent: 'flag',
      target: 'v1.2.2',
    });
    expect(entries()[1]).toMatchObject({ receipt: { id: 7 } });
    expect(entries()[2]).toMatchObject({ state: 'done', detail: 'v1.2.2 is served' });
    expect(terminal.lines).toEqual(['v1.2.3 → v1.2.2\n']);
    expect(result).toMatchObject({
      verdict: 'ok',
      next: ['tsops health'],
      data: {
        action: 'rollback',
        state: 'done',
        receipt: { id: 7 },
        proof: { served: 'v1.2.2' },
        undo: 'tsops rollback v1.2.3 --forward',
      },
    });
    expect([...journal.records.keys()]).toEqual([result.data.record]);
  });

  it('has its intent on disk before it is made', async () => {
    const { context, kinds } = world();
    let before: string[] = [];
    const { action } = write({
      apply: async () => {
        before = kinds();
        return { applied: 'yes', receipt: { id: 7 } };
      },
    });
    await perform(action, context, confirmed);
    expect(before).toEqual(['intent']);
  });

  it('is not made where its intent cannot be written down', async () => {
    const { context } = world(() => {
      throw new TsopsError({ kind: 'failed', message: 'The disk is full.' });
    });
    const { action, steps } = write();
    expect((await failure(perform(action, context, confirmed))).message).toBe('The disk is full.');
    expect(steps).not.toContain('apply');
  });

  it('writes nothing, and asks nothing, with --dry-run', async () => {
    const { context, journal } = world();
    const { action, steps } = write();
    const result = await perform(action, context, {
      ...confirmed,
      dryRun: true,
      confirm: undefined,
    });
    expect(steps).toEqual(['plan']);
    expect(journal.records.size).toBe(0);
    expect(result).toMatchObject({ verdict: 'ok', data: { state: 'planned', undo: null } });
  });

  it('is done without a question and without a record where there is nothing to do', async () => {
    const nothing = { detail: sameText('v1.2.2 is served already'), next: ['tsops version'] };
    const { action, steps } = write({ nothingToDo: () => nothing });
    const context = fakeContext({ terminal: fakeTerminal(() => 0) });
    const result = await perform(action, context, { ...confirmed, confirm: undefined });
    expect(result).toMatchObject({
      verdict: 'ok',
      data: { state: 'done', record: null, undo: null, said: nothing.detail },
      next: nothing.next,
    });
    expect(steps).toEqual(['plan']);
    expect(await context.journal.list()).toEqual([]);
  });

  it('is refused with every guard that does not pass, before consent', async () => {
    const { context, journal } = world();
    const { action, steps } = write({}, [
      { name: 'tag', state: 'pass', detail: 'v1.2.2 is a tag', said: sameText('v1.2.2 is a tag') },
      {
        name: 'served',
        state: 'refuse',
        detail: 'v1.2.2 is served already',
        said: sameText('v1.2.2 is served already'),
        next: ['tsops version'],
      },
      {
        name: 'flight',
        state: 'unknown',
        detail: 'runs could not be read',
        said: sameText('runs could not be read'),
      },
    ]);
    const error = await failure(perform(action, context, confirmed));
    expect(error.kind).toBe('refused');
    expect(error.message).toBe(
      'The rollback was refused: v1.2.2 is served already; runs could not be read.',
    );
    expect(error.next).toEqual(['tsops version']);
    expect(error.data).toMatchObject({ state: 'not-done', undo: null, record: null });
    expect(steps).toEqual(['plan', 'show']);
    expect(journal.records.size).toBe(0);
  });

  it('leaves no record where consent is not given', async () => {
    const { context, journal } = world();
    const { action, steps } = write();
    const error = await failure(perform(action, context, { ...confirmed, confirm: undefined }));
    expect(error.kind).toBe('refused');
    expect(journal.records.size).toBe(0);
    expect(steps).not.toContain('apply');
  });

  it('is not made when Ctrl-C came while consent was given', async () => {
    const { context, controller, journal } = world();
    const { action, steps } = write();
    const terminal = fakeTerminal(() => 0, ['production']);
    const asking = {
      ...terminal,
      ask: async (question: string) => {
        controller.abort(new TsopsError({ kind: 'interrupted', message: 'Stopped by SIGINT.' }));
        return terminal.ask(question);
      },
    };
    const options = { ...confirmed, confirm: undefined };
    const error = await failure(perform(action, { ...context, terminal: asking }, options));
    expect(error.kind).toBe('interrupted');
    expect(steps).not.toContain('apply');
    expect(journal.records.size).toBe(0);
  });

  it('that the vendor refused is recorded as not done', async () => {
    const { context, entries } = world();
    const { action, steps } = write({
      apply: async () => {
        throw new TsopsError({ kind: 'credentials', message: 'The token may not dispatch.' });
      },
    });
    const error = await failure(perform(action, context, confirmed));
    expect(error.kind).toBe('credentials');
    expect(entries().map(({ kind, state }) => [kind, state])).toEqual([
      ['intent', undefined],
      ['outcome', 'not-done'],
    ]);
    expect(steps).not.toContain('verify');
  });

  it('that ended in a bug has no outcome: the record leaves it open', async () => {
    const { context, kinds } = world();
    const { action } = write({
      apply: async () => {
        throw new TypeError('x is undefined');
      },
    });
    await expect(perform(action, context, confirmed)).rejects.toThrow('x is undefined');
    expect(kinds()).toEqual(['intent']);
  });

  it('whose answer was lost is unknown, made once, and never verified as done', async () => {
    const { context, entries } = world();
    let sent = 0;
    const problem = { kind: 'unreachable', message: 'The answer to the dispatch was lost.' };
    const { action, steps } = write({
      apply: async () => {
        sent += 1;
        return { applied: 'unknown', problem };
      },
    });
    const result = await perform(action, context, confirmed);
    expect(sent).toBe(1);
    expect(steps).not.toContain('verify');
    expect(result).toMatchObject({
      verdict: 'unknown',
      problems: [problem],
      next: ['tsops rollback status'],
      data: { state: 'unknown', receipt: null },
    });
    expect(entries().at(-1)).toMatchObject({ kind: 'outcome', state: 'unknown' });
  });

  it('goes on by itself with --no-wait, and says how to come back', async () => {
    const { context, entries } = world();
    const { action, steps } = write();
    const result = await perform(action, context, { ...confirmed, wait: false });
    expect(steps).not.toContain('verify');
    expect(result).toMatchObject({
      verdict: 'ok',
      next: ['tsops rollback status'],
      data: { state: 'in-progress', detail: 'run 7 goes on', proof: null },
    });
    expect(entries().at(-1)).toMatchObject({ kind: 'outcome', state: 'in-progress' });
  });

  it('exits 6 where waiting ended before the remote work', async () => {
    const { context } = world();
    const { action } = write({
      verify: async () => ({
        state: 'stopped-waiting',
        verdict: 'unknown',
        proof: null,
        detail: sameText('run 7 goes on'),
      }),
    });
    expect((await perform(action, context, confirmed)).exitCode).toBe(6);
  });

  it('says on Ctrl-C after it was made that it goes on, and how to come back', async () => {
    const { context, controller, kinds } = world();
    const { action } = write({
      verify: async () => {
        controller.abort(new TsopsError({ kind: 'interrupted', message: 'Stopped by SIGINT.' }));
        throw controller.signal.reason;
      },
    });
    const error = await failure(perform(action, context, confirmed));
    expect(error.kind).toBe('interrupted');
    expect(error.message).toBe('Stopped watching the rollback. run 7 goes on');
    expect(error.next).toEqual(['tsops rollback status']);
    expect(error.data).toMatchObject({ state: 'in-progress', receipt: { id: 7 } });
    expect(kinds()).toEqual(['intent', 'receipt', 'interrupted']);
  });

  it('says on SIGTERM while it was being made that it is unknown', async () => {
    const { context, controller, kinds } = world();
    const { action } = write({
      apply: async () => {
        controller.abort(new TsopsError({ kind: 'terminated', message: 'Stopped by SIGTERM.' }));
        throw controller.signal.reason;
      },
    });
    const error = await failure(perform(action, context, confirmed));
    expect(error.kind).toBe('terminated');
    expect(error.data).toMatchObject({ state: 'unknown', receipt: null });
    expect(kinds()).toEqual(['intent', 'interrupted']);
  });

  it('whose proof could not be read says that it was made, and how to come back', async () => {
    const { context, kinds } = world();
    const { action } = write({
      verify: async () => {
        throw new TsopsError({
          kind: 'unreachable',
          message: 'GitHub does not answer.',
          next: ['tsops doctor github'],
        });
      },
    });
    const error = await failure(perform(action, context, confirmed));
    expect(error.kind).toBe('unreachable');
    expect(error.message).toBe('GitHub does not answer.');
    expect(error.why).toBe('The rollback was sent before this: run 7 goes on');
    expect(error.next).toEqual(['tsops rollback status', 'tsops doctor github']);
    expect(error.data).toMatchObject({ state: 'in-progress', receipt: { id: 7 } });
    expect(kinds()).toEqual(['intent', 'receipt']);
  });

  it('that the vendor refused is not done, even where Ctrl-C came meanwhile', async () => {
    const { context, controller, entries } = world();
    const { action } = write({
      apply: async () => {
        controller.abort(new TsopsError({ kind: 'interrupted', message: 'Stopped by SIGINT.' }));
        throw new TsopsError({ kind: 'credentials', message: 'The token may not dispatch.' });
      },
    });
    expect((await failure(perform(action, context, confirmed))).kind).toBe('credentials');
    expect(entries().at(-1)).toMatchObject({ kind: 'outcome', state: 'not-done' });
  });

  it('gives its record back whatever happens', async () => {
    for (const overrides of [
      {},
      { apply: async () => Promise.reject(new TypeError('bug')) },
      { verify: async () => Promise.reject(new TypeError('bug')) },
    ]) {
      const { context, journal } = world();
      let closed = 0;
      const watched = {
        ...journal,
        start: async (topic: string) => {
          const record = await journal.start(topic);
          const close = async (): Promise<void> => {
            closed += 1;
          };
          return { ...record, close };
        },
      };
      await perform(write(overrides).action, { ...context, journal: watched }, confirmed).catch(
        () => {},
      );
      expect(closed).toBe(1);
    }
  });
});
