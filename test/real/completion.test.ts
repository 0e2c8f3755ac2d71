/* The completion scripts, read by the shells themselves. */
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import completion from '../../src/commands/completion/command.ts';
import { resolveConfig } from '../../src/config/resolve.ts';
import { fakeContext } from '../support/context.ts';
import { plainScreen } from '../support/terminal.ts';
import { isInstalled } from './installed.ts';

async function scriptFor(shell: 'zsh' | 'fish'): Promise<string> {
  const context = fakeContext({ config: resolveConfig({}) });
  const live = { update: () => {}, emit: () => {} };
  const { data } = await completion.run({ shell }, context, live);
  return completion.view(
    data,
    plainScreen(() => 0),
  );
}

const inShell = (shell: string, ...args: string[]) =>
  execFileSync(shell, args, { encoding: 'utf8', stdio: 'pipe' });

describe.skipIf(!isInstalled('zsh'))('the script in zsh', () => {
  it('is read without a complaint, which half of it is not', async () => {
    const script = await scriptFor('zsh');
    inShell('zsh', '-n', '-c', script);
    const half = script.slice(0, script.lastIndexOf('}'));
    expect(() => inShell('zsh', '-n', '-c', half)).toThrow();
  });
});

describe.skipIf(!isInstalled('fish'))('the script in fish', () => {
  it('offers the commands that begin so, with their descriptions', async () => {
    const script = await scriptFor('fish');
    const offered = inShell('fish', '-c', `${script}\ncomplete -C 'tsops doc'`);
    expect(offered.trim()).toMatch(/^doctor\t\S.{9,}$/);
  });
});
