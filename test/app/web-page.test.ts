import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readCommandLine } from '../../src/app/cli.ts';
import { runCommand } from '../../src/app/shell.ts';
import { openWebPage } from '../../src/app/web-page.ts';
import { commandTable } from '../../src/commands/table.ts';
import { pageRefusal } from '../../src/config/page-hosts.ts';
import { resolveConfig } from '../../src/config/resolve.ts';
import type { Context } from '../../src/contract/context.ts';
import { createChildren } from '../../src/services/process/children.ts';
import { samples } from '../samples/index.ts';
import { type ContextParts, fakeContext } from '../support/context.ts';
import { fakeTerminal } from '../support/terminal.ts';

const page = 'https://github.com/talkstudio/talkstudio-web/actions/runs/903';
const config = resolveConfig({ github: { owner: 'talkstudio', repo: 'talkstudio-web' } });
const folder = mkdtempSync(join(tmpdir(), 'tsops-opener-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Which openers are there, and what each of them answers; `hangs` has become the browser. */
type Openers = Readonly<Record<string, 'opens' | 'fails' | 'hangs'>>;

function world(env: Readonly<Record<string, string>>, openers: Openers, parts: ContextParts = {}) {
  const started: (readonly string[])[] = [];
  const terminal = fakeTerminal(() => 0);
  const launch = async (file: string, args: readonly string[]) => {
    if (openers[file] === undefined) return false;
    started.push([file, ...args]);
    return openers[file] === 'hangs' ? new Promise<boolean>(() => {}) : openers[file] === 'opens';
  };
  const children = { launch };
  const context = fakeContext({ ...parts, terminal, children, host: { env, ...parts.host } });
  return { context, terminal, started };
}

async function opened(
  env: Readonly<Record<string, string>>,
  openers: Openers = {},
  parts: ContextParts = {},
  found: Parameters<typeof openWebPage>[0] = { url: page, refusal: null },
) {
  const { context, terminal, started } = world(env, openers, parts);
  let printed = '';
  await openWebPage(found, context, (text) => {
    printed += text;
  });
  return { started, printed, said: terminal.lines.join('\n') };
}

const display = { DISPLAY: ':0' };
const all: Openers = { open: 'opens', 'xdg-open': 'opens', wslview: 'opens' };

describe('--web', () => {
  it.each([
    ['darwin', {}, 'open'],
    ['linux', display, 'xdg-open'],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, 'xdg-open'],
    ['linux', { WSL_DISTRO_NAME: 'Ubuntu' }, 'wslview'],
  ])('opens the page by the opener of %s with %j', async (platform, env, opener) => {
    const { started, printed, said } = await opened(env, all, { host: { platform } });
    expect(started).toEqual([[opener, page]]);
    expect([printed, said]).toEqual(['', `Opened ${page}`]);
  });

  it.each([
    ['over SSH', { ...display, SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22' }],
    ['in a tmux of an SSH session', { ...display, SSH_TTY: '/dev/pts/1' }],
    ['without a display', {}],
  ])('prints its address %s', async (_name, env) => {
    const { started, printed } = await opened(env, all);
    expect([started, printed]).toEqual([[], `${page}\n`]);
  });

  it('tries the next opener where one fails, and prints the address where all do', async () => {
    const openers: Openers = { 'xdg-open': 'fails', gio: 'opens' };
    expect((await opened(display, openers)).started.at(-1)).toEqual(['gio', 'open', page]);
    const none = await opened(display, { 'xdg-open': 'fails' });
    expect(none.printed).toBe(`${page}\n`);
    expect(none.said).toBe('');
  });

  it('does not wait for an opener that has become the browser', async () => {
    expect((await opened(display, { 'xdg-open': 'hangs' })).said).toBe(`Opened ${page}`);
  });

  it('opens nothing in a drill, nor what is refused, nor what is not there', async () => {
    const drill = await opened(display, all, { drill: true });
    expect([drill.started, drill.said]).toEqual([[], `DRILL: not opened: ${page}`]);
    const refused = await opened(display, all, {}, { url: page, refusal: 'it is not https' });
    expect([refused.started, refused.said]).toEqual([[], `Not opened: ${page} (it is not https)`]);
    const none = await opened(display, all, {}, null);
    expect([none.started, none.said]).toEqual([[], 'There is no page of this to open.']);
  });

  it('gives a program on PATH the address as one argument, and no secret', async () => {
    const log = join(folder, 'asked');
    const opener = join(folder, 'xdg-open');
    writeFileSync(opener, `#!/bin/sh\nprintf '%s|' "$#" "$1" "\${GH_TOKEN-none}" > '${log}'\n`);
    chmodSync(opener, 0o755);
    const env = { ...display, PATH: `${folder}:/usr/bin:/bin`, GH_TOKEN: 'gho_secret' };
    const { signal } = new AbortController();
    const surroundings = { env, isSecret: (name: string) => name === 'GH_TOKEN' };
    const { launch } = createChildren(signal, env.PATH, surroundings);
    const url = 'https://github.com/a/b?x=1&y=$(touch%20pwned);z';
    const context = { ...world(env, {}).context };
    const clock = { now: () => 0, sleep: () => new Promise<void>(() => {}) };
    const real: Context = { ...context, clock, children: { ...context.children, launch } };
    await openWebPage({ url, refusal: null }, real, () => {});
    expect(existsSync(log) && readFileSync(log, 'utf8')).toBe(`1|${url}|none|`);
    expect(await launch('no-such-opener', [url])).toBe(false);
  });
});

describe('a page', () => {
  const loaded = { config, file: undefined, origin: new Map<string, string>() };
  const trust = { trusted: false } as unknown as NonNullable<
    Awaited<ReturnType<Context['config']>>['trust']
  >;
  const own = resolveConfig({ sentry: { url: 'https://sentry.acme.test:9000', org: 'acme' } });

  it.each([
    page,
    'https://talkstudio.sentry.io/issues/1/',
    'https://talkstudio.pagerduty.com/incidents/P1',
    'https://us-east-1.console.aws.amazon.com/cloudwatch/home',
  ])('of a vendor may be opened: %s', (url) => {
    expect(pageRefusal(url, loaded)).toBeNull();
  });

  it.each([
    ['http://github.com/a', 'not https'],
    ['file:///etc/passwd', 'not https'],
    ['javascript:alert(1)', 'not https'],
    ['https://github.com.evil.test/a', 'github.com.evil.test'],
    ['https://evilgithub.com/a', 'evilgithub.com'],
    ['https://me:pw@github.com/a', 'password'],
    ['https://sentry.acme.test:9000/issues/1', 'sentry.acme.test:9000'],
    ['nowhere', 'no address'],
  ])('is refused as %s', (url, reason) => {
    expect(pageRefusal(url, loaded)).toContain(reason);
  });

  it('of an address in a trusted config may be opened, of one that merely lies there not', () => {
    const url = 'https://sentry.acme.test:9000/organizations/acme/issues/1/';
    expect(pageRefusal(url, { ...loaded, config: own })).toBeNull();
    expect(pageRefusal(url, { ...loaded, config: own, trust })).toContain('neither');
    expect(pageRefusal(page, { ...loaded, config: own, trust })).toBeNull();
  });
});

const withPage = (
  await Promise.all(
    commandTable.map(async (entry) => ({ entry, command: (await entry.load()).default })),
  )
).filter(({ command }) => command.webPage !== undefined);

describe('the commands with a page', () => {
  it('are these', () => {
    expect(withPage.map(({ entry }) => entry.name)).toEqual([
      'version',
      'errors',
      'deploys',
      'rollback',
      'rollback status',
      'rollback approve',
      'invalidate',
      'invalidate status',
      'incident status',
      'incident report',
      'incident share',
      'incident join',
      'alerts check',
      'alerts explain',
      'page',
      'ack',
      'escalate',
      'pages',
      'pages resolve',
      'pages note',
    ]);
  });

  it.each(withPage)(
    '$entry.name takes --web, and its page may be opened',
    async ({ entry, command }) => {
      const required = (command.arguments ?? []).filter(({ syntax }) => syntax.startsWith('<'));
      const line = [...entry.name.split(' '), ...required.map(() => '1'), '--web'];
      expect(await readCommandLine(line)).toMatchObject({ raw: { web: true } });
      const url = (command.webPage as (data: unknown, from: unknown) => string | null)(
        samples[entry.name],
        config,
      );
      if (url !== null)
        expect(pageRefusal(url, { config, file: undefined, origin: new Map() })).toBeNull();
    },
  );

  it('tell it as a field of their document, and open nothing then', async () => {
    const invocation = await readCommandLine(['errors', '--json', '--web']);
    if (!('entry' in invocation)) throw new Error('no command was read');
    const data = samples.errors;
    const command = { ...invocation.command, run: async () => ({ verdict: 'ok' as const, data }) };
    const { context, started } = world(display, all, { config });
    const options = { ...context.options, json: true };
    let out = '';
    const called = { ...invocation, command } as typeof invocation;
    await runCommand(
      called,
      { ...context, options },
      {
        writeOut: (text) => {
          out += text;
        },
        writeErr: () => {},
      },
    );
    expect(JSON.parse(out)).toMatchObject({
      web: 'https://talkstudio.sentry.io/issues/?environment=production',
    });
    expect(started).toEqual([]);
  });

  it('are no others: there the option is refused', async () => {
    await expect(readCommandLine(['health', '--web'])).rejects.toMatchObject({ kind: 'usage' });
  });
});
