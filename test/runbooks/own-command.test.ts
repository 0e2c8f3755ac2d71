import { describe, expect, it } from 'vitest';
import { commandTable } from '../../src/commands/table.ts';
import { commandFault } from '../../src/runbooks/own-command.ts';

const words = (line: string) => line.split(' ');

describe('a tsops command in a runbook', () => {
  it.each([
    'tsops',
    'tsops health',
    'tsops health production --json',
    'tsops --env staging health',
    'tsops --env=staging --json version',
    'tsops health --watch --timeout=5s',
    'tsops health --url https://a.example --url https://b.example',
    'tsops rollback v1.2.2 --dry-run --no-wait --timeout 20m',
    'tsops rollback status',
    'tsops config show --origin --lang ko',
    'tsops rollback --help',
    'tsops sandbox -- tsops --nothing',
  ])('is taken as the command line takes it: %s', async (line) => {
    expect(await commandFault(commandTable, words(line))).toBeUndefined();
  });

  it.each([
    ['tsops helth', 'unknown-command', 1, 'write tsops health'],
    ['tsops --env staging helth', 'unknown-command', 3, 'write tsops health'],
    ['tsops config', 'unknown-command', 1, 'write tsops config show'],
    ['tsops config shw', 'unknown-command', 1, 'write tsops config show'],
    ['tsops zzzzzzzz', 'unknown-command', 1, 'tsops --help lists the commands'],
    ['tsops rollback v1.2.2 --forwardd', 'unknown-option', 3, 'write --forward'],
    ['tsops health --timeoutt=5s', 'unknown-option', 2, 'write --timeout'],
    ['tsops health --dry-run', 'unknown-option', 2, ''],
    ['tsops health --timeout', 'bad-arguments', 2, 'write its value behind it'],
    ['tsops runbook show a b', 'bad-arguments', 4, 'tsops runbook show --help explains it'],
    ['tsops --jsn health', 'unknown-option', 1, 'write --json'],
    ['tsops --confirm production rollback v1', 'unknown-command', 2, ''],
    ['tsops health --lang fr', 'bad-arguments', 3, 'it takes en, ko'],
    ['tsops runbook show', 'bad-arguments', 2, 'tsops runbook show --help explains it'],
    ['tsops invalidate /a --confirm production', 'written-consent', 3, ''],
    ['tsops rollback v1.2.2 --confirm=production', 'written-consent', 3, ''],
  ])('is refused: %s', async (line, code, word, fix) => {
    expect(await commandFault(commandTable, words(line))).toMatchObject({
      code,
      word,
      fix: expect.stringContaining(fix),
    });
  });

  it('is taken in every example of every command that gives no consent', async () => {
    const examples = await Promise.all(
      commandTable.map(async ({ load }) => (await load()).default.examples),
    );
    const lines = examples
      .flat()
      .map(({ command }) => command)
      .filter((line) => /^tsops(?: [\w./:=*-]+)*$/.test(line) && !/--(?:confirm|yes)/.test(line));
    expect(lines.length).toBeGreaterThan(20);
    for (const line of lines)
      expect([line, await commandFault(commandTable, words(line))]).toEqual([line, undefined]);
  });
});
