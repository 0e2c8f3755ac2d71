/*
 * `--web`, for every command alike: the page that the command names is opened in the browser of whoever sits here. Over
 * SSH, without a display, and in a drill its address is printed.
 */
import { pageRefusal } from '../config/page-hosts.ts';
import type { CommandOutcome } from '../contract/command.ts';
import type { Context } from '../contract/context.ts';
import type { Env } from '../domain/net/env.ts';
import type { Invocation } from './cli.ts';

type Called = Extract<Invocation, { entry: unknown }>;

/** Milliseconds: an opener that still runs then has become the browser. */
const openedAfter = 2000;

/** What `--web` found; `refusal` says why the page may not be opened. */
export interface WebPageFound {
  readonly url: string;
  readonly refusal: string | null;
}

/** Null where the command has found nothing that has a page. */
export async function webPageOf(
  { command }: Called,
  { data }: CommandOutcome<unknown>,
  context: Context,
): Promise<WebPageFound | null> {
  const loaded = await context.config();
  const url = (command.webPage as ((...given: unknown[]) => string | null) | undefined)?.(
    data,
    loaded.config,
  );
  return url == null || url === '' ? null : { url, refusal: pageRefusal(url, loaded) };
}

/** Opens it, and says so on stderr; where it cannot be opened here, its address goes to stdout. */
export async function openWebPage(
  page: WebPageFound | null,
  context: Context,
  writeOut: (text: string) => void,
): Promise<void> {
  const { terminal, drill } = context;
  if (page === null) return terminal.warn('There is no page of this to open.');
  const { url, refusal } = page;
  if (refusal !== null) return terminal.warn(`Not opened: ${url} (${refusal})`);
  if (drill) return terminal.warn(`DRILL: not opened: ${url}`);
  for (const [file, ...args] of openersFor(context.host)) {
    if (await opens(file, [...args, url], context)) return terminal.warn(`Opened ${url}`);
  }
  writeOut(`${url}\n`);
}

type Opener = readonly [file: string, ...args: string[]];

const windows: Opener = ['rundll32.exe', 'url.dll,FileProtocolHandler'];

/** None where nobody would see what they open. */
function openersFor({ platform, env }: Context['host']): readonly Opener[] {
  const is = (...names: (keyof Env)[]) => names.some((name) => (env[name] ?? '') !== '');
  if (is('SSH_CONNECTION', 'SSH_CLIENT', 'SSH_TTY')) return [];
  if (platform === 'darwin') return [['open']];
  if (platform === 'win32') return [windows];
  if (is('WSL_DISTRO_NAME', 'WSL_INTEROP')) return [['wslview'], windows];
  return is('DISPLAY', 'WAYLAND_DISPLAY') ? [['xdg-open'], ['gio', 'open']] : [];
}

async function opens(
  file: string,
  args: readonly string[],
  { children, clock, signal }: Context,
): Promise<boolean> {
  const waiting = new AbortController();
  const late = clock.sleep(openedAfter, AbortSignal.any([signal, waiting.signal])).then(
    () => true,
    () => false,
  );
  const opened = await Promise.race([children.launch(file, args), late]);
  waiting.abort();
  return opened;
}
