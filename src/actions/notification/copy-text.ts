/* Puts a text where the next paste takes it from, so that nobody mistypes a number at 3 a.m. */
import type { Context } from '../../contract/context.ts';

/** `offered`: to the terminal, which does not say whether it took it; `no`: there is nobody to paste it. */
export type Copied = 'copied' | 'offered' | 'no';

type Needs = Pick<Context, 'terminal' | 'children' | 'host'>;
type Program = readonly [file: string, ...args: string[]];

/** Milliseconds; it is done at once or not at all. */
const timeout = 2000;

/**
 * By the system's own clipboard program, else by the terminal (OSC 52). Over SSH the clipboard is that of
 * the terminal, and this machine's is nobody's. Never fails.
 */
export async function copyText(context: Needs, text: string): Promise<Copied> {
  const { terminal, children, host } = context;
  if (!terminal.interactive) return 'no';
  const program = programOf(host);
  if (program !== undefined) {
    const [file, ...args] = program;
    const ran = await children
      .capture(file, args, { input: text, timeout })
      .catch(() => ({ exitCode: 1 }));
    if (ran.exitCode === 0) return 'copied';
  }
  return terminal.offerToClipboard(text) ? 'offered' : 'no';
}

function programOf({ platform, env }: Needs['host']): Program | undefined {
  const set = (name: string): boolean => (env[name] ?? '') !== '';
  if (set('SSH_CONNECTION')) return undefined;
  if (platform === 'darwin') return ['pbcopy'];
  if (set('WAYLAND_DISPLAY')) return ['wl-copy'];
  return set('DISPLAY') ? ['xclip', '-selection', 'clipboard', '-in'] : undefined;
}

/** What is said after the number. */
export function copiedWords(copied: Copied): string {
  if (copied === 'copied') return ' (copied)';
  return copied === 'offered' ? ' (offered to the clipboard)' : '';
}
