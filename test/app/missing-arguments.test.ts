import { describe, expect, it } from 'vitest';
import { readCommandLine } from '../../src/app/cli.ts';
import { argumentName, withMeant, withMissingArguments } from '../../src/app/missing-arguments.ts';
import { commandTable } from '../../src/commands/table.ts';
import { resolveConfig } from '../../src/config/resolve.ts';
import { TsopsError } from '../../src/contract/errors.ts';
import { fakeContext } from '../support/context.ts';
import { fakeTerminal } from '../support/terminal.ts';

const config = resolveConfig({
  contacts: [{ name: 'Minji Kim', role: 'tech lead' }],
});
const pages = async () =>
  ({ open: async () => [{ number: 1201, title: 'High\u001b[31m Error Rate' }] }) as never;

async function complete(typed: string, answers?: readonly (string | undefined)[]) {
  const line = await readCommandLine(typed.split(' '));
  if (!('entry' in line)) throw new Error('only help was asked for');
  const terminal = fakeTerminal(() => 0, answers);
  const context = fakeContext({ config, terminal, services: { pages } });
  return { raw: await withMissingArguments(line, context), questions: terminal.questions };
}

describe('an argument that is missing', () => {
  it.each([
    ['pages resolve', '1201', { id: '1201' }],
    ['alerts explain', 'High Error Rate', { rule: ['High Error Rate'] }],
    ['runbook show', 'service-down', { id: 'service-down' }],
    ['runbook', 'high-error-rate', { runbook: 'high-error-rate' }],
    ['alerts export', 'prometheus', { engine: 'prometheus' }],
    ['incident severity', 'P2', { severity: 'P2' }],
  ])('of %s is chosen from those that are known', async (typed, answer, expected) => {
    expect((await complete(typed, [answer])).raw).toMatchObject(expected);
  });

  it('is typed where nothing can be listed, and one question follows the other', async () => {
    const { raw, questions } = await complete('oncall override', ['Minji Kim', '2026-12-01', '8h']);
    expect(raw).toMatchObject({ person: 'Minji Kim', from: '2026-12-01', to: '8h' });
    expect(questions).toEqual([
      'Person: a contact, or part of the name',
      "From: 2026-12-01 or '2026-12-01 09:00', in the team's zone",
      'To: a time like <from>, or a duration: 8h',
    ]);
  });

  it('is asked for beside those that were given', async () => {
    const { raw, questions } = await complete('pages note 1201', ['rolled back']);
    expect(raw).toMatchObject({ id: '1201', text: ['rolled back'] });
    expect(questions).toHaveLength(1);
  });

  it('of invalidate may be several paths', async () => {
    const { raw } = await complete('invalidate', ['/index.html  /assets/*']);
    expect(raw).toMatchObject({ path: ['/index.html', '/assets/*'] });
  });

  it.each([undefined, ''])('is not made up where the answer is %j', async (answer) => {
    await expect(complete('invalidate', [answer])).rejects.toMatchObject({
      kind: 'refused',
      why: 'Nothing was done.',
    });
  });

  it('is refused without a terminal, with what to type', async () => {
    await expect(complete('pages note 1201')).rejects.toMatchObject({
      kind: 'usage',
      message: 'Missing: <text> (one sentence).',
      next: [expect.stringContaining('tsops pages note 1201'), 'tsops pages note --help'],
    });
    await expect(complete('invalidate')).rejects.toMatchObject({
      message: expect.stringMatching(/^Missing: <path> \(.*\), or --all\.$/),
      next: ['tsops invalidate --all', 'tsops invalidate --help'],
    });
  });

  it('is not missing where the option that stands for it is given', async () => {
    const line = await readCommandLine(['invalidate', '--all']);
    if (!('entry' in line)) throw new Error('only help was asked for');
    expect(await withMissingArguments(line, fakeContext())).toBeNull();
  });

  it('is asked for by every command that demands one', async () => {
    const demanding: string[] = [];
    for (const { name, load } of commandTable) {
      const { default: command } = await load();
      const wanted = (command.arguments ?? []).filter(({ syntax }) => syntax.startsWith('<'));
      if (wanted.length === 0 || name === 'help') continue;
      demanding.push(name);
      const line = await readCommandLine(name.split(' '));
      if (!('entry' in line)) throw new Error('only help was asked for');
      expect(line.entry.name).toBe(name);
      // By that the shell notices.
      expect(command.input.safeParse(line.raw).success).toBe(false);
      const terminal = fakeTerminal(() => 0, [undefined]);
      const asked = withMissingArguments(line, fakeContext({ terminal }));
      await expect(asked).rejects.toMatchObject({ kind: 'refused' });
      expect(terminal.questions).toHaveLength(1);
    }
    expect(demanding.length).toBeGreaterThan(15);
  });

  describe('that does not tell which of several is meant', () => {
    const several = new TsopsError({
      kind: 'usage',
      message: '2 pages are open; say which is meant.',
      meant: {
        argument: 'id',
        question: 'Which page?',
        choices: [{ value: '1201', hint: 'Errors' }, { value: '1202' }],
      },
    });
    const meant = async (typed: string, answers?: readonly string[]) => {
      const line = await readCommandLine(typed.split(' '));
      if (!('entry' in line)) throw new Error('only help was asked for');
      const terminal = fakeTerminal(() => 0, answers);
      return withMeant(line, several, fakeContext({ terminal }));
    };

    it('is chosen from them', async () => {
      expect(await meant('ack', ['1202'])).toMatchObject({ id: ['1202'] });
      expect(await meant('escalate', ['1201'])).toMatchObject({ id: '1201' });
    });

    it.each([
      ['without a terminal', 'escalate', undefined],
      ['where one is named', 'escalate 7', ['1201']],
      ['where the command takes none', 'health', ['1201']],
      ['where none is chosen', 'escalate', ['']],
    ] as const)('stays an error %s', async (_, typed, answers) => {
      await expect(meant(typed, answers)).rejects.toBe(several);
    });
  });

  it('is called in the input as commander calls it', () => {
    expect(argumentName({ syntax: '<issue-id...>', description: '' })).toBe('issueId');
  });
});
