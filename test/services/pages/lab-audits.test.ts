import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser } from '../../../src/services/pages/chromium.ts';
import { createLabAudits } from '../../../src/services/pages/lab-audits.ts';
import { createChildren } from '../../../src/services/process/children.ts';
import { installFakeLab, lighthouseResult, reports } from '../../support/fake-lab.ts';

let home = '';
let before: string | undefined;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tsops-fake-lab-'));
  before = process.env.TMPDIR;
  process.env.TMPDIR = home;
});
afterEach(() => {
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  rmSync(home, { recursive: true });
});

const bin = (): string => join(home, 'bin');
const pids = (name: string): number[] =>
  readFileSync(join(bin(), name), 'utf8').trim().split('\n').map(Number);

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

interface Change {
  readonly signal?: AbortSignal;
  readonly timeout?: number;
  readonly env?: Readonly<Record<string, string>>;
}

async function audit(lighthouse: string, chromium?: string, change: Change = {}) {
  installFakeLab(bin(), { lighthouse, ...(chromium === undefined ? {} : { chromium }) });
  const env = {
    PATH: `${bin()}:${process.env.PATH}`,
    SENTRY_AUTH_TOKEN: 'sntrys_x',
    ...change.env,
  };
  const signal = change.signal ?? new AbortController().signal;
  const children = createChildren(signal, env.PATH, { env, isSecret: () => false });
  const audits = createLabAudits({ children, env, drill: true });
  const measuring = { device: 'mobile', timeout: change.timeout ?? 20_000, signal } as const;
  return audits.audit('https://talkstudio.app/', measuring);
}

/** Nothing runs on, and no file is left. */
function expectNothingLeft(): void {
  expect([...pids('runs'), ...pids('browsers')].filter(isAlive)).toEqual([]);
  expect(readdirSync(home)).toEqual(['bin']);
}

describe('one audit', () => {
  it('tells scores, timings, conditions and files by name, and leaves nothing behind', async () => {
    const done = await audit(reports(lighthouseResult()));
    expect(done).toMatchObject({
      html: '<html>report</html>',
      report: {
        values: {
          performance: 95,
          accessibility: 100,
          'best-practices': 96,
          seo: 92,
          fcp: 900,
          lcp: 1200,
          cls: 0.01,
          tbt: 30,
          ttfb: 20,
        },
        conditions: {
          program: '12.8.2',
          formFactor: 'mobile',
          throttling: 'simulate',
          screen: '412x823@1.75 mobile',
          browser: 140,
          benchmarkIndex: 1400.5,
        },
        files: [
          { name: 'assets/index.js', bytes: 49_000 },
          { name: 'fonts.example/a.woff2', bytes: 20_000 },
          { name: '/', bytes: 1400 },
        ],
        interactive: 1500,
      },
    });
    expectNothingLeft();
  });

  it('gives neither program a key, and the browser no way off this machine in a drill', async () => {
    const asked = `fs.writeFileSync(${JSON.stringify(join(home, 'bin'))} + '/told', JSON.stringify([process.argv, process.env]));`;
    await audit(
      reports(lighthouseResult()),
      `${asked}console.error('DevTools listening on ws://127.0.0.1:45678/x');setInterval(() => {}, 1000);`,
    );
    const told = readFileSync(join(bin(), 'told'), 'utf8');
    expect(told).not.toContain('sntrys_x');
    expect(told).toContain('--host-resolver-rules=MAP * ~NOTFOUND');
  });

  it.each([
    [
      'says that the page failed',
      `write({ ...${JSON.stringify(lighthouseResult())}, runtimeError: { code: 'FAILED_DOCUMENT_REQUEST', message: 'net::ERR_CONNECTION_REFUSED' } }); process.exitCode = 1;`,
      'FAILED_DOCUMENT_REQUEST: net::ERR_CONNECTION_REFUSED',
    ],
    [
      'crashes',
      `console.error('TypeError: x is not a function'); process.exit(134);`,
      'Lighthouse ended with code 134 and left no report: TypeError: x is not a function',
    ],
    [
      'writes HTML for JSON',
      `write('<!doctype html><p>502'); console.error('gone');`,
      'left no report: gone',
    ],
    ['writes another JSON', `write({ hello: 'world' });`, 'left no report'],
    ['is cut off in its report', `write('{"lighthouseVersion":"12.8.2","cate');`, 'left no report'],
    [
      'measures nothing',
      `write({ lighthouseVersion: '12.8.2', audits: {}, categories: {} });`,
      'holds no measurement',
    ],
    [
      'writes for ever to its error output, then fails',
      `for (let i = 0; i < 20000; i += 1) console.error('x'.repeat(500)); process.exit(3);`,
      'ended with code 3',
    ],
  ])('that %s is a failed run', async (_, lighthouse, why) => {
    expect(await audit(lighthouse)).toEqual({ failure: expect.stringContaining(why) });
    expectNothingLeft();
  });

  it('ends where it hangs, with its browser', async () => {
    const hangs = `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000);`;
    expect(await audit(hangs, undefined, { timeout: 700 })).toEqual({
      failure: expect.stringContaining('not done within'),
    });
    expectNothingLeft();
  });

  it('ends at once where its browser ends in the midst of it', async () => {
    const hangs = 'setInterval(() => {}, 1000);';
    const crashes = `console.error('DevTools listening on ws://127.0.0.1:45678/x'); setTimeout(() => process.exit(139), 300);`;
    expect(await audit(hangs, crashes)).toEqual({
      failure: 'the browser ended with code 139 in the midst of it',
    });
    expectNothingLeft();
  });

  it('is not begun where the browser does not start', async () => {
    const fails = `console.error('cannot open display'); process.exit(1);`;
    expect(await audit(reports(lighthouseResult()), fails)).toEqual({
      failure: 'the browser ended with code 1: cannot open display',
    });
    expect(existsSync(join(bin(), 'runs'))).toBe(false);
  });

  it('stops at Ctrl-C with all that it started', async () => {
    const stopped = new AbortController();
    const hangs = `setInterval(() => {}, 1000);`;
    const running = audit(hangs, undefined, { signal: stopped.signal });
    while (!existsSync(join(bin(), 'runs')))
      await new Promise((resolve) => setTimeout(resolve, 20));
    stopped.abort(new Error('interrupted'));
    await expect(running).rejects.toThrow('interrupted');
    expectNothingLeft();
  });
});

it('removes what a killed run left an hour ago, and nothing of one that may still run', async () => {
  for (const [name, ago] of [
    ['tsops-audit-old', 3700],
    ['tsops-audit-new', 3500],
    ['other-old', 9999],
  ] as const) {
    mkdirSync(join(home, name));
    utimesSync(join(home, name), Date.now() / 1000 - ago, Date.now() / 1000 - ago);
  }
  await audit(reports(lighthouseResult()));
  expect(readdirSync(home).sort()).toEqual(['bin', 'other-old', 'tsops-audit-new']);
});

describe('figures of a kind that they cannot have', () => {
  const withAudits = (lcp: unknown) => ({
    ...lighthouseResult(),
    audits: { ...lighthouseResult().audits, 'largest-contentful-paint': { numericValue: lcp } },
  });
  it.each([['2500'], [null], [-1], [{}]])('%j is no LCP', async (lcp) => {
    const done = await audit(reports(withAudits(lcp)));
    expect('report' in done && 'lcp' in done.report.values).toBe(false);
  });
});

describe('what is missing', () => {
  it('is told: the program, then the browser', async () => {
    const children = { run: () => Promise.reject(new Error('unexpected')) };
    const measuring = {
      device: 'mobile',
      timeout: 1,
      signal: new AbortController().signal,
    } as const;
    const none = createLabAudits({ children, env: { PATH: home }, drill: false });
    expect(await none.audit('https://talkstudio.app/', measuring)).toEqual({ missing: 'program' });
    installFakeLab(bin(), { lighthouse: '' });
    rmSync(join(bin(), 'chromium'));
    const half = createLabAudits({ children, env: { PATH: bin() }, drill: false });
    expect(await half.audit('https://talkstudio.app/', measuring)).toEqual({ missing: 'browser' });
  });

  it('CHROME_PATH comes first, and is no guess: where it is wrong nothing else is taken', () => {
    installFakeLab(bin(), { lighthouse: '' });
    const chromium = join(bin(), 'chromium');
    expect(findBrowser({ PATH: bin() })).toBe(chromium);
    expect(findBrowser({ PATH: '/nowhere', CHROME_PATH: chromium })).toBe(chromium);
    expect(findBrowser({ PATH: bin(), CHROME_PATH: '/nowhere/chrome' })).toBeNull();
  });
});
