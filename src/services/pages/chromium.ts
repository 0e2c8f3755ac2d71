/* A Chromium of our own: headless, in a new profile, in a process group that ends with us. */
import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';
import type { Children, ProgramEnd } from '../../contract/context.ts';
import type { Env } from '../../domain/net/env.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const installed = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** CHROME_PATH, which must be there, then known names on the PATH; null where there is none. */
export function findBrowser(env: Env): string | null {
  const { CHROME_PATH = '' } = env;
  if (CHROME_PATH !== '') return existsSync(CHROME_PATH) ? CHROME_PATH : null;
  const found = names.map((name) => onPath(name, env)).find((file) => file !== null);
  return found ?? installed.find((file) => existsSync(file)) ?? null;
}

/** Its whole path; null where the PATH has no such program. */
export function onPath(name: string, { PATH = '' }: Env): string | null {
  const folders = PATH.split(delimiter).filter(isAbsolute);
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file)) ?? null;
}

/** What would make two runs differ, or reach somebody whom the page does not ask for. */
const quiet = [
  '--disable-background-networking',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-client-side-phishing-detection',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-extensions',
  '--disable-features=Translate,OptimizationHints,MediaRouter,InterestFeedContentSuggestions',
  '--disable-sync',
  '--metrics-recording-only',
  '--mute-audio',
  '--no-default-browser-check',
  '--no-first-run',
  '--password-store=basic',
  '--use-mock-keychain',
];

export interface Chromium {
  /** Where it is spoken to; why not, where it ended before. */
  readonly port: Promise<number | { readonly failure: string }>;
  readonly ended: Promise<ProgramEnd>;
}

interface Starting {
  readonly file: string;
  readonly env: Env;
  /** Where its profile goes, and all that it writes. */
  readonly folder: string;
  readonly timeout: number;
  readonly signal: AbortSignal;
  /** It reaches this machine alone. */
  readonly loopbackOnly: boolean;
}

/** Runs until the signal aborts, or its time is over. */
export function startChromium(
  children: Pick<Children, 'run'>,
  { file, env, folder, timeout, signal, loopbackOnly }: Starting,
): Chromium {
  let listening = (_: number): void => {};
  const told = new Promise<number>((resolve) => {
    listening = resolve;
  });
  const flags = [
    '--headless=new',
    // Chromium's own sandbox does not start for root, as in a container.
    ...(userInfo().uid === 0 ? ['--no-sandbox', '--disable-dev-shm-usage'] : []),
    ...quiet,
    ...(loopbackOnly
      ? ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost']
      : []),
    '--remote-debugging-port=0',
    `--user-data-dir=${join(folder, 'profile')}`,
    'about:blank',
  ];
  const ended = children.run(file, flags, {
    env,
    cwd: folder,
    timeout,
    signal,
    line(text) {
      const [, port] = /^\s*DevTools listening on ws:\/\/[^/]*:(\d{1,5})\//.exec(text) ?? [];
      if (port !== undefined) listening(Number(port));
    },
  });
  const failed = ended.then(({ exitCode, output }) => ({
    failure: `the browser ended with code ${exitCode}${lastLine(output)}`,
  }));
  return { port: Promise.race([told, failed]), ended };
}

/** `: …`; empty where a program said nothing. */
export function lastLine(output: string): string {
  const last = output.trim().split('\n').at(-1)?.trim() ?? '';
  return last === '' ? '' : `: ${last.slice(0, 160)}`;
}
