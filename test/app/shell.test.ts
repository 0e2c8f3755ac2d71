import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { Invocation } from '../../src/app/cli.ts';
import { printError, runCommand } from '../../src/app/shell.ts';
import type { Action, Plan, Verified } from '../../src/contract/action.ts';
import {
  type AnyCommand,
  type CommandOutcome,
  defineAction,
  defineCommand,
} from '../../src/contract/command.ts';
import { TsopsError } from '../../src/contract/errors.ts';
import { type ContextParts, fakeContext } from '../support/context.ts';
import { memoryJournal } from '../support/journal.ts';
import { fakeTerminal } from '../support/terminal.ts';
import { sameText } from '../support/text.ts';

interface Found {
  readonly text: string;
}

const schema = z.object({
  count: z.pipe(
    z._default(z.string().check(z.regex(/^\d+$/, 'a whole number')), '1'),
    z.transform(Number),
  ),
});

function reading(outcome: Partial<CommandOutcome<Found>> | Error): AnyCommand {
  return defineCommand<{ count: number }, Found>({
    name: 'look',
    danger: 'read',
    examples: [{ command: 'tsops look', explains: 'looks' }],
    arguments: [{ syntax: '[where]', description: 'where' }],
    options: [{ flags: '--count <n>', description: 'how often' }],
    input: schema,
    run: async ({ count }, _context, live) => {
      if (outcome instanceof Error) throw outcome;
      live.update({ text: 'so far' });
      if (outcome.streamed) live.emit({ text: `step ${count}` }, 'warn');
      return { verdict: 'ok', data: { text: 'found' }, ...outcome };
    },
    view: ({ text }) => text,
  });
}

async function run(
  command: AnyCommand,
  raw: Readonly<Record<string, unknown>> = {},
  parts: ContextParts & { json?: boolean; debug?: boolean } = {},
) {
  const context = {
    ...fakeContext(parts),
    options: {
      json: parts.json === true,
      debug: parts.debug === true,
      language: undefined,
      configFile: undefined,
    },
  };
  let stdout = '';
  let stderr = '';
  const called: Extract<Invocation, { entry: unknown }> = {
    entry: {
      name: command.name,
      group: 'Look',
      summary: '',
      load: async () => ({ default: command }),
    },
    command,
    raw,
    globals: { color: true, input: true },
  };
  const code = await runCommand(called, context, {
    writeOut: (text) => {
      stdout += text;
    },
    writeErr: (text) => {
      stderr += text;
    },
  });
  return { code, stdout, stderr, context };
}

/** A terminal that is none: nothing is drawn in place. */
function pipe() {
  const terminal = fakeTerminal(() => 0);
  return { ...terminal, screen: { ...terminal.screen, terminal: false, redraws: false } };
}

describe('a command that answers', () => {
  it.each([
    ['ok', 0],
    ['warn', 0],
    ['bad', 1],
    ['unknown', 3],
    ['no-data', 3],
  ] as const)('%s exits %i', async (verdict, code) => {
    expect((await run(reading({ verdict }))).code).toBe(code);
  });

  it('exits with the code it names where the verdict does not tell', async () => {
    expect((await run(reading({ exitCode: 6 }))).code).toBe(6);
  });

  it('prints its view, then its problems, then what to type next', async () => {
    const { stdout, stderr } = await run(
      reading({
        next: ['tsops health'],
        problems: [{ kind: 'unreachable', message: 'Sentry: timed out', next: ['tsops doctor'] }],
      }),
      {},
      { terminal: pipe() },
    );
    expect(stdout).toBe('found\n\n? Sentry: timed out → tsops doctor\n\n  → tsops health\n');
    expect(stderr).toBe('');
  });

  it('prints one JSON document on stdout, and nothing else, with --json', async () => {
    const { stdout, stderr } = await run(reading({ next: ['tsops health'] }), {}, { json: true });
    expect(stdout.endsWith('\n')).toBe(true);
    expect(JSON.parse(stdout)).toEqual({
      schema: 'tsops/look@1',
      verdict: 'ok',
      data: { text: 'found' },
      next: ['tsops health'],
      problems: [],
    });
    expect(stderr).toBe('');
  });

  it('prints one JSON document a line where it streams', async () => {
    const { stdout } = await run(reading({ streamed: true }), { count: '7' }, { json: true });
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'warn', data: { text: 'step 7' } });
  });

  it('prints each step of a stream below the last where there is no terminal', async () => {
    const { stdout } = await run(reading({ streamed: true }), {}, { terminal: pipe() });
    expect(stdout).toBe('step 1\n');
  });

  it('is marked DRILL inside the sandbox, on the screen and in JSON', async () => {
    const shown = await run(reading({}), {}, { drill: true, terminal: pipe() });
    expect(shown.stdout).toMatch(/^DRILL sandbox: nothing here is real\nfound\n$/);
    const json = await run(reading({}), {}, { drill: true, json: true });
    expect(JSON.parse(json.stdout).drill).toBe(true);
  });

  it('is not marked where a shell reads its text', async () => {
    const plain = { ...reading({}), plain: true as const };
    expect((await run(plain, {}, { drill: true, terminal: pipe() })).stdout).toBe('found\n');
  });

  it('takes the live view away before it prints the result', async () => {
    const { stdout } = await run(reading({}));
    expect(stdout).toBe('so far\u001b[K\n\u001b[0J\u001b[1F\u001b[K\n\u001b[1Ffound\n');
  });

  it('moves no cursor where the terminal is dumb: there only the result is printed', async () => {
    const terminal = fakeTerminal(() => 0);
    const dumb = { ...terminal, screen: { ...terminal.screen, redraws: false } };
    expect((await run(reading({}), {}, { terminal: dumb })).stdout).toBe('found\n');
    const streamed = await run(reading({ streamed: true }), { count: '3' }, { terminal: dumb });
    expect(streamed.stdout).toBe('step 3\n');
  });

  it('is called with input that was checked', async () => {
    const { code, stderr, stdout } = await run(reading({}), { count: 'many' });
    expect(code).toBe(2);
    expect(stderr).toBe('✖ --count: a whole number\n  → tsops look --help\n');
    expect(stdout).toBe('');
  });

  it('has an argument named as it is typed when it is wrong', async () => {
    const command = { ...reading({}), input: z.object({ where: z.string('missing') }) };
    expect((await run(command)).stderr).toContain('✖ <where>: missing');
  });
});

describe('a command that fails', () => {
  const error = new TsopsError({
    kind: 'credentials',
    message: 'GitHub did not take the token.',
    why: 'Without it no deploy is seen.',
    next: ['set GH_TOKEN to a token with the scope repo'],
  });

  it('says what happened, why it matters and what to type next, on stderr', async () => {
    const { code, stdout, stderr } = await run(reading(error));
    expect(code).toBe(4);
    expect(stdout).toBe('');
    expect(stderr).toBe(
      [
        '✖ GitHub did not take the token.',
        '  Without it no deploy is seen.',
        '  → set GH_TOKEN to a token with the scope repo',
        '',
      ].join('\n'),
    );
  });

  it.each([
    ['failed', 1],
    ['usage', 2],
    ['config', 2],
    ['unreachable', 3],
    ['credentials', 4],
    ['refused', 5],
    ['stopped-waiting', 6],
    ['bug', 70],
    ['interrupted', 130],
    ['terminated', 143],
  ] as const)('as %s exits %i', async (kind, code) => {
    expect((await run(reading(new TsopsError({ kind, message: 'no' })))).code).toBe(code);
  });

  it('prints the error as the one document with --json, verdict unknown', async () => {
    const { stdout, stderr } = await run(reading(error), {}, { json: true });
    expect(JSON.parse(stdout)).toEqual({
      schema: 'tsops/look@1',
      verdict: 'unknown',
      data: null,
      next: error.next,
      problems: [{ kind: 'credentials', message: error.message, why: error.why, next: error.next }],
    });
    expect(stderr).toBe('');
  });

  it('in a way nobody foresaw is a bug, without a stack trace', async () => {
    const { code, stderr } = await run(reading(new TypeError('x is not a function')));
    expect(code).toBe(70);
    expect(stderr).toContain('--debug');
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('shows the chain of causes with --debug, without any secret', async () => {
    const cause = new Error('Bearer s3cr3t-token was sent');
    const { stderr } = await run(
      reading(new TsopsError({ kind: 'failed', message: 'no', cause })),
      {},
      { debug: true, host: { env: { GH_TOKEN: 's3cr3t-token' } } },
    );
    expect(stderr).toMatch(/\n\s+at /);
    expect(stderr).toContain('caused by Error: Bearer [redacted] was sent');
    expect(stderr).not.toContain('s3cr3t-token');
  });

  it('shows nothing of what an outside text would do to the terminal', async () => {
    const evil = 'run \u001b]8;;http://evil\u0007click\u001b]8;;\u0007 \u202egnp.exe\u001b[2J';
    const { stderr } = await run(reading(new TsopsError({ kind: 'failed', message: evil })));
    expect(stderr).toBe('✖ run click gnp.exe\n');
  });

  it('is printed as an error of tsops where no command was found', async () => {
    let stdout = '';
    const context = fakeContext();
    const options = { ...context.options, json: true };
    const out = {
      writeOut: (text: string) => {
        stdout += text;
      },
      writeErr: () => {},
    };
    const usage = new TsopsError({ kind: 'usage', message: 'Unknown command x.' });
    expect(await printError(usage, 'tsops', { ...context, options }, out)).toBe(2);
    expect(JSON.parse(stdout).problems[0].message).toBe('Unknown command x.');
  });
});

describe('a command that writes', () => {
  const written: string[] = [];
  function writing(overrides: Partial<Action<Plan, string, string>> = {}): AnyCommand {
    const action: Action<Plan, string, string> = {
      name: 'rollback',
      lock: () => 'deploy-production',
      noun: 'change',
      danger: 'production',
      timeout: 60_000,
      plan: async () => ({ environment: 'production', guards: [], key: 'k' }),
      showPlan: () => 'PLAN',
      intent: () => ({}),
      apply: async () => {
        written.push('once');
        return { applied: 'yes', receipt: 'r' };
      },
      verify: async (_plan, _receipt, _record, { timeout }): Promise<Verified<string>> => ({
        state: 'done',
        verdict: 'ok',
        proof: `${timeout} ms`,
        detail: sameText('it is served'),
      }),
      stillRunning: () => ({ detail: sameText('it goes on'), next: ['tsops change status'] }),
      undo: () => 'tsops change back',
      ...overrides,
    };
    return defineAction({
      name: 'change',
      danger: 'production',
      examples: [{ command: 'tsops change', explains: 'changes' }],
      input: z.strictObject({}),
      action: async () => action,
      view: ({ state, detail }) => `${state}: ${detail}`,
    });
  }
  const typed = { typed: 'tsops change' };

  it('writes nothing with --dry-run, and exits 0', async () => {
    written.length = 0;
    const journal = memoryJournal(() => 0);
    const { code, stdout } = await run(writing(), { dryRun: true }, { journal, terminal: pipe() });
    expect(code).toBe(0);
    expect(stdout).toContain('planned: nothing was done');
    expect(written).toEqual([]);
    expect(journal.records.size).toBe(0);
  });

  it('refuses in a pipe without consent: exit 5, nothing written, the command to run printed', async () => {
    written.length = 0;
    const journal = memoryJournal(() => 0);
    const { code, stderr, stdout } = await run(writing(), {}, { host: typed, journal });
    expect(code).toBe(5);
    expect(stdout).toBe('');
    expect(stderr).toContain('→ tsops change --confirm production\n');
    expect(stderr).toContain('Nothing was done.');
    expect(written).toEqual([]);
    expect(journal.records.size).toBe(0);
  });

  it('is refused the same way as a document with --json', async () => {
    const { code, stdout } = await run(writing(), {}, { host: typed, json: true });
    expect(code).toBe(5);
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 'tsops/change@1',
      next: ['tsops change --confirm production'],
      problems: [{ kind: 'refused' }],
    });
  });

  it('goes on with --confirm, and shows the plan on stderr first', async () => {
    written.length = 0;
    const terminal = pipe();
    const { code, stdout } = await run(writing(), { confirm: 'production' }, { terminal });
    expect(code).toBe(0);
    expect(terminal.lines[0]).toBe('PLAN\n');
    expect(stdout).toBe('done: it is served\n');
    expect(written).toEqual(['once']);
  });

  it('does not wait with --no-wait', async () => {
    const { code, stdout } = await run(
      writing(),
      { confirm: 'production', wait: false },
      { json: true },
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'ok',
      data: { state: 'in-progress', proof: null },
      next: ['tsops change status'],
    });
  });

  it.each([
    [undefined, '60000 ms'],
    ['90s', '90000 ms'],
    ['1h30m', '5400000 ms'],
  ])('waits as long as --timeout %s says', async (timeout, proof) => {
    const raw = { confirm: 'production', ...(timeout === undefined ? {} : { timeout }) };
    const { stdout } = await run(writing(), raw, { json: true });
    expect(JSON.parse(stdout).data.proof).toBe(proof);
  });

  it.each(['soon', '0', '-5m', '5', ''])(
    'refuses --timeout %j before anything runs',
    async (timeout) => {
      const action = async () => {
        throw new Error('asked');
      };
      const { code, stderr } = await run({ ...writing(), action }, { timeout });
      expect(code).toBe(2);
      expect(stderr).toContain(`--timeout: ${timeout} is not a duration such as 20m or 90s`);
    },
  );

  it('exits 6 when it stopped waiting', async () => {
    const verify = async (): Promise<Verified<string>> => ({
      state: 'stopped-waiting',
      verdict: 'unknown',
      proof: null,
      detail: sameText('it goes on'),
    });
    expect((await run(writing({ verify }), { confirm: 'production' })).code).toBe(6);
  });
});
