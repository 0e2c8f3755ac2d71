import { describe, expect, it } from 'vitest';
import { copyText } from '../../../src/actions/notification/copy-text.ts';
import type { Context } from '../../../src/contract/context.ts';
import { fakeContext } from '../../support/context.ts';
import { fakeTerminal } from '../../support/terminal.ts';

const number = '+82-2-555-0101';

function here(parts: {
  readonly env?: Readonly<Record<string, string>>;
  readonly platform?: string;
  readonly exitCode?: number;
  readonly interactive?: boolean;
}) {
  const { env = {}, platform = 'linux', exitCode = 0, interactive = true } = parts;
  const terminal = fakeTerminal(() => 0, interactive ? [] : undefined);
  const ran: unknown[] = [];
  const base = fakeContext({ terminal, host: { env, platform } });
  const children: Context['children'] = {
    ...base.children,
    capture: async (file, args, options) => {
      ran.push([file, ...args, options?.input]);
      return { missing: false, exitCode, stdout: '', stderr: '' };
    },
  };
  return { context: { ...base, children }, ran, terminal };
}

describe('copying a text', () => {
  it.each([
    ['macOS', { platform: 'darwin' }, ['pbcopy', number]],
    ['Wayland', { env: { WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' } }, ['wl-copy', number]],
    ['X', { env: { DISPLAY: ':0' } }, ['xclip', '-selection', 'clipboard', '-in', number]],
  ])('goes through the program of %s, on its stdin', async (_system, parts, expected) => {
    const { context, ran, terminal } = here(parts);
    expect(await copyText(context, number)).toBe('copied');
    expect(ran).toEqual([expected]);
    expect(terminal.offered).toEqual([]);
  });

  it.each([
    ['there is no such program', { env: { DISPLAY: ':0' }, exitCode: 127 }, 1],
    ['there is no display', {}, 0],
    ['we are on the far end of SSH', { platform: 'darwin', env: { SSH_CONNECTION: 'a b' } }, 0],
  ])('is offered to the terminal where %s', async (_why, parts, runs) => {
    const { context, ran, terminal } = here(parts);
    expect(await copyText(context, number)).toBe('offered');
    expect(ran).toHaveLength(runs);
    expect(terminal.offered).toEqual([number]);
  });

  it('is left where nobody sits at a terminal', async () => {
    const { context, ran, terminal } = here({ platform: 'darwin', interactive: false });
    expect(await copyText(context, number)).toBe('no');
    expect([ran, terminal.offered]).toEqual([[], []]);
  });
});
