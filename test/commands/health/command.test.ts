import { afterEach, describe, expect, test } from 'vitest';
import health from '../../../src/commands/health/command.ts';
import type { HealthData } from '../../../src/commands/health/view.ts';
import { resolveConfig } from '../../../src/config/resolve.ts';
import type { FileConfig } from '../../../src/config/schema.ts';
import type { CommandOutcome } from '../../../src/contract/command.ts';
import { exitCodeOfVerdict, TsopsError } from '../../../src/contract/errors.ts';
import type { Verdict } from '../../../src/domain/evidence/verdict.ts';
import type { Site } from '../../../src/ports/site.ts';
import { fakeClock } from '../../support/clock.ts';
import { type ContextParts, fakeContext } from '../../support/context.ts';
import { fakeSite, measurement } from '../../support/fake-site.ts';
import {
  closedPort,
  closeServers,
  httpServer,
  httpsServer,
  testSite,
} from '../../support/probe-servers.ts';
import { plainScreen } from '../../support/terminal.ts';

afterEach(closeServers);

const clock = fakeClock();
const screen = plainScreen(clock.now);
const quick = { retryDelay: 1000, controlHosts: [] };

type Written = NonNullable<FileConfig['monitors']>[number];

interface Ran {
  readonly outcome: CommandOutcome<HealthData>;
  readonly code: number;
  readonly text: string;
  readonly emitted: { readonly data: HealthData; readonly verdict: Verdict }[];
  readonly updates: HealthData[];
}

/** Runs `tsops health` with these arguments and options, as commander hands them over. */
async function run(
  raw: Readonly<Record<string, unknown>>,
  site: Site = testSite(),
  file: FileConfig = {},
  parts: ContextParts = {},
): Promise<Ran> {
  const parsed = health.input.safeParse(raw);
  if (!parsed.success) throw new Error(JSON.stringify(parsed.error.issues));
  const emitted: Ran['emitted'] = [];
  const updates: HealthData[] = [];
  const config = resolveConfig({ ...file, health: { ...quick, ...file.health } });
  const context = fakeContext({ config, services: { site: async () => site }, clock, ...parts });
  const outcome = await health.run(parsed.data, context, {
    update: (data) => updates.push(data),
    emit: (data, verdict) => emitted.push({ data, verdict }),
  });
  const code = outcome.exitCode ?? exitCodeOfVerdict(outcome.verdict);
  return { outcome, code, text: health.view(outcome.data, screen), emitted, updates };
}

/** A watch that Ctrl-C ends while it sleeps after `rounds` rounds. */
async function watch(
  rounds: number,
  site: Site,
  raw: Record<string, unknown> = {},
  watched = monitors.slice(0, 1),
): Promise<Ran> {
  const stop = new AbortController();
  const inner = fakeClock();
  let slept = 0;
  const stopping = {
    ...inner,
    sleep: async (milliseconds: number, signal?: AbortSignal) => {
      slept += 1;
      if (slept === rounds) stop.abort(new Error('Ctrl-C'));
      await inner.sleep(milliseconds, signal);
    },
  };
  const file = { monitors: watched, health: { retries: 0 } };
  return run({ watch: '5s', ...raw }, site, file, { clock: stopping, signal: stop.signal });
}

function issuesOf(raw: Readonly<Record<string, unknown>>) {
  const parsed = health.input.safeParse(raw);
  return parsed.success ? [] : parsed.error.issues.map(({ path }) => path[0]);
}

const monitors: Written[] = [
  { name: 'Shop Production', url: 'https://shop.test', env: 'production' },
  { name: 'Shop Staging', url: 'https://staging.shop.test', env: 'staging' },
  { name: 'Shop API Health', url: 'https://shop.test/build-info.json', keyword: 'version' },
];
const healthy = () => fakeSite(() => measurement({ keywordFound: true }));

describe('which monitors are probed', () => {
  const namesOf = ({ outcome }: Ran) => outcome.data.monitors.map(({ name }) => name);
  const all = monitors.map(({ name }) => name);

  test.each([
    [[], all],
    [['Shop Staging'], ['Shop Staging']],
    [['shop staging'], ['Shop Staging']],
    [['staging'], ['Shop Staging']],
    [['prod'], ['Shop Production']],
    [
      ['api health', 'production'],
      ['Shop Production', 'Shop API Health'],
    ],
    [['shop'], all],
  ])('%j chooses %j', async (monitor, expected) => {
    expect(namesOf(await run({ monitor }, healthy(), { monitors }))).toEqual(expected);
  });

  test('without a config they are those of TalkStudio', async () => {
    expect(namesOf(await run({ monitor: [] }, healthy()))).toEqual([
      'TalkStudio Production',
      'TalkStudio Staging',
      'TalkStudio API Health',
    ]);
  });

  test('--url alone probes no monitor, and each address once', async () => {
    const url = ['https://a.test/x?y', 'https://b.test', 'https://a.test/x?y'];
    const ran = await run({ monitor: [], url }, healthy(), { monitors });
    expect(namesOf(ran)).toEqual(['a.test/x?y', 'b.test']);
    expect(ran.outcome.data.monitors.map(({ env }) => env)).toEqual([null, null]);
  });

  test('a name and --url probe both', async () => {
    const ran = await run({ monitor: ['staging'], url: ['https://a.test'] }, healthy(), {
      monitors,
    });
    expect(namesOf(ran)).toEqual(['Shop Staging', 'a.test']);
  });

  test('a name that no monitor has is a usage error with the nearest one', async () => {
    await expect(run({ monitor: ['Shop Stagign'] }, healthy(), { monitors })).rejects.toMatchObject(
      {
        kind: 'usage',
        message: 'There is no monitor "Shop Stagign". Did you mean "Shop Staging"?',
        next: ["tsops health 'Shop Staging'"],
      },
    );
    await expect(run({ monitor: ['prodction'] }, healthy(), { monitors })).rejects.toMatchObject({
      next: ['tsops health Production'],
    });
  });

  test.each(['zzzzzz', '', ' ', '\u001b[31m'])('nor is anything probed for %j', async (name) => {
    const site = healthy();
    await expect(run({ monitor: [name] }, site, { monitors })).rejects.toMatchObject({
      kind: 'usage',
    });
    expect(site.asked.size).toBe(0);
  });
});

describe('a wrong option', () => {
  test.each([
    [{ url: ['shop.test'] }, 'url'],
    [{ url: ['ftp://shop.test'] }, 'url'],
    [{ url: ['http://'] }, 'url'],
    [{ url: ['https://user:pass@shop.test'] }, 'url'],
    [{ url: ['https://ok.test', 'file:///etc/passwd'] }, 'url'],
    [{ timeout: '3' }, 'timeout'],
    [{ timeout: '0s' }, 'timeout'],
    [{ timeout: '-1s' }, 'timeout'],
    [{ retries: 'x' }, 'retries'],
    [{ retries: '11' }, 'retries'],
    [{ retries: '-1' }, 'retries'],
    [{ watch: 'TalkStudio' }, 'watch'],
    [{ watch: '0' }, 'watch'],
    [{ watch: '10ms' }, 'watch'],
    [{ watch: '30d' }, 'watch'],
    [{ timeout: '30d' }, 'timeout'],
    [{ failOn: 'unknown' }, 'failOn'],
    [{ keyword: '' }, 'keyword'],
  ])('%j is refused before anything runs', (raw, name) => {
    expect(issuesOf(raw)).toEqual([name]);
  });
});

describe('the exit code', () => {
  const answering = (status: number, totalMs = 100) =>
    fakeSite(() => measurement({ status, totalMs, keywordFound: true }));
  const two = { monitors: monitors.slice(0, 2) };

  test('is 0 when all is well, and with a warning too', async () => {
    expect((await run({}, answering(200), two)).code).toBe(0);
    const slow = await run({}, answering(200, 60_000), two);
    expect(slow.outcome.verdict).toBe('warn');
    expect(slow.code).toBe(0);
  });

  test('is 1 for a warning with --fail-on warn', async () => {
    expect((await run({ failOn: 'warn' }, answering(200, 60_000), two)).code).toBe(1);
    expect((await run({ failOn: 'warn' }, answering(200), two)).code).toBe(0);
  });

  test('is 1 when any is bad, even if another is unknown', async () => {
    const site = fakeSite(({ name }) =>
      measurement(name === 'Shop Staging' ? { reason: 'network_unreachable' } : { status: 500 }),
    );
    expect((await run({}, site, two)).code).toBe(1);
  });

  test('is 3 when none is bad and some could not be asked', async () => {
    const site = fakeSite(({ name }) =>
      measurement(name === 'Shop Staging' ? { reason: 'network_unreachable' } : {}),
    );
    expect((await run({}, site, two)).code).toBe(3);
  });

  test('is 3 when there is nothing to probe', async () => {
    expect((await run({}, healthy(), { monitors: [] })).code).toBe(3);
  });
});

test('--retries and --timeout win over the config', async () => {
  const seen: number[] = [];
  const site = fakeSite(({ timeout }) => {
    seen.push(timeout);
    return measurement({ status: 500 });
  });
  const ran = await run({ retries: '1', timeout: '250ms', monitor: ['staging'] }, site, {
    monitors,
  });
  expect(seen).toEqual([250, 250]);
  expect(ran.outcome.data.monitors[0]?.attempts).toHaveLength(2);
});

describe('the screen', () => {
  test('has one aligned line for each monitor, and a block for what is not ok', async () => {
    const up = await httpServer((_, response) => response.setHeader('age', '7').end('up'));
    const down = await httpServer((_, response) => response.writeHead(503).end('down'));
    const { text } = await run({ url: [up, down], retries: '1' });
    const [first = '', second = ''] = text.split('\n');
    expect(first).toMatch(/^✔ 127\.0\.0\.1:\d+ +200 +\S+ ms +127\.0\.0\.1$/);
    expect(second).toMatch(/^✖ 127\.0\.0\.1:\d+ +503 +\S+ ms +http_5xx$/);
    expect(text).toContain('answered 503, wanted 200-299');
    expect(text).toContain('2 attempts: all http_5xx');
    expect(text).toMatch(/tcp \S+ ms · first byte \S+ ms · body \S+ ms · total \S+ ms/);
    expect(text).toContain('2 monitors · 1 ok · 1 bad');
    expect(text).not.toContain('age 7');
  });

  test('shows every hop as a waterfall with --details', async () => {
    const up = await httpServer(({ url }, response) => {
      if (url === '/') response.writeHead(302, { location: '/home' }).end();
      else response.setHeader('x-cache', 'Miss from cloudfront').end('up');
    });
    const { text } = await run({ url: [up], details: true });
    expect(text).toMatch(/1 {2}http:\/\/127\.0\.0\.1:\d+\/ → 302\n/);
    expect(text).toMatch(/2 {2}http:\/\/127\.0\.0\.1:\d+\/home\n/);
    expect(text).toContain('HTTP/1.1 · 2 B · Miss from cloudfront');
    expect(text.match(/tcp +━+ +\S+ ms/g)).toHaveLength(2);
  });

  test('says in which phase an attempt broke off', async () => {
    const url = `http://127.0.0.1:${await closedPort()}`;
    const { text } = await run({ url: [url], retries: '0' });
    expect(text).toMatch(/tcp \S+ ms ✖ · total/);
  });

  test('shows the certificate where it is what is wrong', async () => {
    const url = await httpsServer('other-name', (_, response) => response.end());
    const { text } = await run({ url: [url], retries: '0' });
    expect(text).toContain('tls_hostname');
    expect(text).toContain('certificate CN=other.example · from CN=tsops test authority');
    expect(text).toContain('for other.example, www.other.example');
  });

  test('never is wider than 80 columns', async () => {
    const long = `${'a'.repeat(60)}.test`;
    const site = fakeSite((_, nth) =>
      measurement(nth % 2 === 0 ? {} : { reason: 'connection_reset' }, `https://${long}/`),
    );
    const many = [
      {
        name: `${'A very long name '.repeat(8)}`.trim(),
        url: `https://${long}/${'x'.repeat(200)}`,
      },
      {
        name: '서울 운영 환경 상태 점검 모니터 서울 운영 환경 상태 점검 모니터',
        url: `https://${long}`,
      },
    ];
    const details = await run({ details: true, retries: '0' }, site, { monitors: many });
    const plain = await run({ retries: '2' }, site, { monitors: many });
    const watched = await watch(4, site, {}, many);
    expect(watched.text).toContain('since 12:00 KST');
    for (const line of [details, plain, watched].flatMap(({ text }) => text.split('\n'))) {
      expect(screen.width(line), line).toBeLessThanOrEqual(80);
    }
  });

  test('says at once what is being asked, and what was answered so far', async () => {
    const { updates } = await run({}, healthy(), { monitors });
    expect(updates[0]?.pending).toBe(3);
    const [first] = updates;
    expect(first && health.view(first, screen)).toContain('3 monitors · asking 3 more …');
  });
});

test('of more monitors than fit on the screen only the counts are redrawn', async () => {
  const many = Array.from({ length: 30 }, (_, i) => ({ name: `m${i}`, url: 'https://shop.test' }));
  let at = 0;
  const now = () => {
    at += 1000;
    return at;
  };
  const each = { ...fakeClock(), now };
  const { updates, outcome } = await run({}, healthy(), { monitors: many }, { clock: each });
  const last = updates.at(-1);
  expect(last?.monitors).toEqual([]);
  expect(last && health.view(last, screen)).toContain('30 monitors · 30 ok');
  expect(outcome.data.monitors).toHaveLength(30);
});

describe('what to type next', () => {
  test.each([
    [
      'a bad answer of production',
      () => measurement({ status: 500 }),
      { monitor: ['production'] },
      ['tsops version production', 'tsops rollback --dry-run'],
    ],
    [
      'a bad answer of staging',
      () => measurement({ status: 500 }),
      { monitor: ['staging'] },
      ['tsops version staging'],
    ],
    [
      'what no rollback mends',
      () => measurement({ reason: 'tls_expired' }),
      { monitor: ['production'] },
      ["tsops health 'Shop Production' --details"],
    ],
    ['unknown', () => measurement({ reason: 'network_unreachable' }), {}, ['tsops doctor']],
    [
      'warn',
      () => measurement({ totalMs: 9000 }),
      {},
      ["tsops health 'Shop Production' --details"],
    ],
    ['warn in detail', () => measurement({ totalMs: 9000 }), { details: true }, []],
    ['ok', () => measurement(), {}, []],
  ])('after %s', async (_, answer, raw, expected) => {
    const ran = await run(raw, fakeSite(answer), { monitors: monitors.slice(0, 2) });
    expect(ran.outcome.next).toEqual(expected);
  });
});

describe('--watch', () => {
  test('emits one result for each round and a last one with the summary', async () => {
    const ran = await watch(3, healthy());
    expect(ran.outcome.streamed).toBe(true);
    expect(ran.emitted.map(({ data }) => [data.watch?.rounds, data.watch?.ended])).toEqual([
      [1, false],
      [2, false],
      [3, false],
      [3, true],
    ]);
    expect(ran.emitted[1]?.data.observedAt).toBe('2026-11-23T03:00:05.000Z');
    expect(ran.text).toMatch(/3 rounds since 2026-11-23 12:00:00 KST \(03:00 UTC\)/);
    expect(ran.text).toMatch(/Shop Production +100 % available +worst 100 ms/);
  });

  test('says when a verdict changed, and what it was', async () => {
    const site = fakeSite((_, nth) => measurement({ status: nth < 3 ? 200 : 503 }));
    const ran = await watch(4, site);
    expect(ran.text).toMatch(/✖ Shop Production +503 +100 ms +▁+ +since 12:00 KST, was ok/);
    expect(ran.text).toContain('50 % available');
    expect(ran.code).toBe(1);
  });

  test('ends with the code of its last round, whatever came before', async () => {
    const site = fakeSite((_, nth) => measurement({ status: nth === 1 ? 503 : 200 }));
    expect((await watch(2, site)).code).toBe(0);
  });

  test('survives a round that throws: it is unknown, and the next one is asked', async () => {
    const site = fakeSite((_, nth) => {
      if (nth === 2) throw new Error('something nobody thought of');
      return measurement();
    });
    const ran = await watch(3, site);
    expect(ran.emitted.map(({ verdict }) => verdict)).toEqual(['ok', 'unknown', 'ok', 'ok']);
    expect(ran.emitted[1]?.data.monitors[0]?.findings[0]?.detail).toContain('nobody thought of');
    expect(ran.text).toContain('100 % available');
  });

  test('stopped in its first round says so, and could not tell', async () => {
    const stop = new AbortController();
    const site = fakeSite(() => {
      stop.abort(new Error('Ctrl-C'));
      throw stop.signal.reason;
    });
    const one = { monitors: monitors.slice(0, 1) };
    const ran = await run({ watch: true }, site, one, { signal: stop.signal });
    expect(ran.code).toBe(3);
    expect(ran.text).toContain('stopped before the first round ended');
  });
});

test.each([
  ['as often as the most frequent of its monitors', {}, 45_000],
  ['as often as it is told', { watch: '5s' }, 5_000],
  ['an address of no monitor every ten seconds', { url: ['http://127.0.0.1:1/x'] }, 10_000],
])('a watch asks %s', async (_, raw, milliseconds) => {
  const often = [45_000, 120_000];
  const watched = monitors.slice(0, 2).map((each, at) => ({ ...each, interval: often[at] ?? 0 }));
  const file = { monitors: watched };
  const stop = new AbortController();
  const slept: number[] = [];
  const sleep = async (duration: number) => {
    slept.push(duration);
    stop.abort(new Error('Ctrl-C'));
  };
  const clock = { ...fakeClock(), sleep };
  await run({ watch: true, ...raw }, healthy(), file, { clock, signal: stop.signal });
  expect(slept).toEqual([milliseconds]);
});

test('a watch that is terminated ends as such, whatever its last round found', async () => {
  const stop = new AbortController();
  const terminated = new TsopsError({ kind: 'terminated', message: 'Stopped by SIGTERM.' });
  const clock = { ...fakeClock(), sleep: async () => stop.abort(terminated) };
  const file = { monitors: monitors.slice(0, 1) };
  const ran = await run({ watch: '5s' }, healthy(), file, { clock, signal: stop.signal });
  expect(ran.outcome.verdict).toBe('ok');
  expect(ran.code).toBe(143);
});

test('no secret header of a monitor is in the result', async () => {
  const url = await httpServer((_, response) => response.writeHead(500).end());
  const file = { monitors: [{ name: 'm', url, headers: { authorization: 'Bearer hush' } }] };
  const { outcome, text } = await run({ retries: '0' }, testSite(), file);
  expect(JSON.stringify(outcome) + text).not.toContain('hush');
});
