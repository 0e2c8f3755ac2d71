import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/index.ts';
import type { ScenarioInput } from '../../src/sandbox/scenario.ts';
import { endToEnd, onlyDocument, type Running, until, writes } from '../support/e2e.ts';

const suite = endToEnd({ hurried: true });
const rollback = ['rollback', 'v1.2.2', '--confirm', 'production'];
const invalidate = ['invalidate', '--all', '--confirm', 'production'];

/** The edge keeps build-info.json for hours, and the deploy workflow does not invalidate it. */
const stale: Partial<ScenarioInput> = {
  workflow: { invalidates: false },
  edge: { ttl: { '*': '6h' }, cachedAt: '-1m' },
};
const neverEnding: Partial<ScenarioInput> = { pace: 1000 };

/** The kinds of the lines of the only record; none where there is no record yet. */
function journal({ directory }: Sandbox): string[] {
  try {
    const records = join(directory, 'state/tsops/records');
    const [id = '', ...others] = readdirSync(records);
    if (others.length > 0) throw new TypeError('there is more than one record');
    const text = readFileSync(join(records, id, 'journal.jsonl'), 'utf8');
    const whole = text.slice(0, text.lastIndexOf('\n'));
    return whole.split('\n').map((line) => JSON.parse(line).kind);
  } catch (thrown) {
    if (thrown instanceof TypeError) throw thrown;
    return [];
  }
}

interface Claim {
  readonly code: number | null;
  readonly state: string;
  readonly detail: string;
}

async function claim(sandbox: Sandbox, action: 'rollback' | 'invalidate'): Promise<Claim> {
  const { code, stdout } = await suite.run([action, 'status', '--json'], { env: sandbox.env });
  const data = onlyDocument(stdout).data as { state?: string; detail?: string; ours?: Claim };
  const { state = '', detail = '' } = data.ours ?? data;
  return { code, state, detail };
}

const serving = async ({ siteUrls }: Sandbox): Promise<string> => {
  const { get } = await import('node:http');
  const text = await new Promise<string>((resolve, reject) => {
    get(`${siteUrls.production}/build-info.json`, { agent: false }, async (response) => {
      let body = '';
      for await (const chunk of response.setEncoding('utf8')) body += chunk;
      resolve(body);
    }).on('error', reject);
  });
  return JSON.parse(text).version;
};

const dispatches = (sandbox: Sandbox) =>
  writes(sandbox, 'github').filter((write) => write.endsWith('/dispatches')).length;
const invalidations = (sandbox: Sandbox) => writes(sandbox, 'aws').length;

/** Starts it, kills it with its journal at that line, and has it looked for twice. */
async function killedAt(line: number, args: readonly string[], scenario: Partial<ScenarioInput>) {
  const sandbox = await suite.sandbox(scenario);
  const env = { ...sandbox.env, TSOPS_E2E_KILL_AT_LINE: `${line}` };
  const { signal } = await suite.run(args, { env });
  expect(signal).toBe('SIGKILL');
  expect(journal(sandbox)).toHaveLength(line);
  return sandbox;
}

/** What status says, and says again; asking writes nothing to any vendor. */
async function toldTwice(sandbox: Sandbox, action: 'rollback' | 'invalidate'): Promise<Claim> {
  const before = [dispatches(sandbox), invalidations(sandbox)];
  const first = await claim(sandbox, action);
  const second = await claim(sandbox, action);
  expect({ ...second, detail: '' }).toEqual({ ...first, detail: '' });
  expect([dispatches(sandbox), invalidations(sandbox)]).toEqual(before);
  return first;
}

/** Whatever is claimed must be so in the world. */
async function expectTrue(sandbox: Sandbox, { state }: Claim): Promise<void> {
  const dispatched = sandbox.world.events.some(({ kind }) => kind === 'dispatch');
  const served = await serving(sandbox);
  if (state === 'done') expect(served).toBe('v1.2.2');
  if (state === 'not-done') expect(served).toBe('v1.2.3');
  if (state === 'in-progress') expect([dispatched, served]).toEqual([true, 'v1.2.3']);
  expect(dispatches(sandbox)).toBeLessThanOrEqual(1);
  expect(invalidations(sandbox)).toBeLessThanOrEqual(1);
}

const plainLines = ['intent', 'dispatching', 'receipt', 'observed', 'observed', 'outcome'];
const staleLines = [
  ...plainLines.slice(0, 4),
  'invalidating',
  'invalidated',
  ...plainLines.slice(4),
];

describe('a rollback killed (kill -9) right after its journal got the line', () => {
  test.each([
    { lines: plainLines, scenario: {} },
    { lines: staleLines, scenario: stale },
  ])('these are all the lines: $lines', async ({ lines, scenario }) => {
    const sandbox = await suite.sandbox(scenario);
    expect((await suite.run(rollback, { env: sandbox.env })).code).toBe(0);
    expect(journal(sandbox)).toEqual(lines);
    await expectTrue(sandbox, { ...(await toldTwice(sandbox, 'rollback')), state: 'done' });
  });

  test.each([
    { line: 1, kind: 'intent', state: 'not-done', code: 0, sent: 0 },
    // Killed before the request left; nobody else can know that.
    { line: 2, kind: 'dispatching', state: 'unknown', code: 3, sent: 0 },
    { line: 3, kind: 'receipt', state: 'done', code: 0, sent: 1 },
    { line: 4, kind: 'observed', state: 'done', code: 0, sent: 1 },
    { line: 5, kind: 'observed', state: 'done', code: 0, sent: 1 },
    { line: 6, kind: 'outcome', state: 'done', code: 0, sent: 1 },
  ])('$line, $kind, is $state', async ({ line, kind, state, code, sent }) => {
    const sandbox = await killedAt(line, rollback, {});
    expect(journal(sandbox).at(-1)).toBe(kind);
    const told = await toldTwice(sandbox, 'rollback');
    expect(told).toMatchObject({ state, code });
    expect(dispatches(sandbox)).toBe(sent);
    await expectTrue(sandbox, told);
  });

  test.each([
    { line: 4, kind: 'observed', state: 'not-done', code: 1, sent: 0 },
    { line: 5, kind: 'invalidating', state: 'not-done', code: 1, sent: 0 },
    { line: 6, kind: 'invalidated', state: 'done', code: 0, sent: 1 },
  ])('$line, $kind, over a stale edge is $state', async ({ line, kind, state, code, sent }) => {
    const sandbox = await killedAt(line, rollback, stale);
    expect(journal(sandbox).at(-1)).toBe(kind);
    const told = await toldTwice(sandbox, 'rollback');
    expect(told).toMatchObject({ state, code });
    expect([dispatches(sandbox), invalidations(sandbox)]).toEqual([1, sent]);
    await expectTrue(sandbox, told);
  });

  test('the digest names the open rollback and how to find out', async () => {
    const sandbox = await killedAt(2, rollback, {});
    const { stdout } = await suite.run(['digest', '--json'], { env: sandbox.env });
    expect(onlyDocument(stdout).next).toEqual(['tsops rollback status']);
  });
});

/** Starts it, and kills it once `there` is true. */
async function killedWhen(sandbox: Sandbox, args: readonly string[], there: () => boolean) {
  const running = suite.start(args, { env: sandbox.env });
  await running.until(there);
  await killed(running);
  sandbox.clearFaults();
}

async function killed(running: Running): Promise<void> {
  running.child.kill('SIGKILL');
  expect((await running.ended).signal).toBe('SIGKILL');
}

const dispatchPath = '*/dispatches';
const invalidationPath = '*/invalidation';

describe('a rollback killed while a request is on its way', () => {
  test.each([
    ['a dispatch that GitHub did not take is unknown', 'hang', 'unknown', 3],
    ['a dispatch that GitHub took is found', 'drip', 'done', 0],
  ] as const)('%s', async (_, kind, state, code) => {
    const sandbox = await suite.sandbox();
    sandbox.inject({ system: 'github', path: dispatchPath, kind });
    await killedWhen(sandbox, rollback, () => dispatches(sandbox) === 1);
    expect(journal(sandbox)).toEqual(['intent', 'dispatching']);
    const told = await toldTwice(sandbox, 'rollback');
    expect(told).toMatchObject({ state, code });
    expect(dispatches(sandbox)).toBe(1);
    await expectTrue(sandbox, told);
  });

  test('while it is followed: status names the driver before, and the run in progress after', async () => {
    const sandbox = await suite.sandbox(neverEnding);
    const running = suite.start(rollback, { env: sandbox.env });
    await running.until(() => journal(sandbox).includes('receipt'));
    const driven = await claim(sandbox, 'rollback');
    expect(driven).toMatchObject({ state: 'in-progress', code: 0 });
    expect(driven.detail).toContain(`Process ${running.child.pid} on `);
    await killed(running);
    const told = await toldTwice(sandbox, 'rollback');
    expect(told).toMatchObject({ state: 'in-progress', detail: 'The run is queued.', code: 0 });
    await expectTrue(sandbox, told);
  });

  test('the proof: done is told from what is served', async () => {
    const sandbox = await suite.sandbox();
    const before = sandbox.requests().length;
    await suite.run(['rollback', 'v1.2.2', '--dry-run'], { env: sandbox.env });
    const reads = sandbox
      .requests()
      .slice(before)
      .filter(({ path, system }) => system === 'production' && path === '/build-info.json');
    const path = '/build-info.json';
    sandbox.inject({ system: 'production', path, kind: 'hang', skip: reads.length + 1 });
    await killedWhen(sandbox, rollback, () => sandbox.requests().at(-1)?.fault === 'hang');
    expect(journal(sandbox)).toEqual(plainLines.slice(0, 4));
    const told = await toldTwice(sandbox, 'rollback');
    expect(told).toMatchObject({ state: 'done', code: 0 });
    await expectTrue(sandbox, told);
  });

  test.each([
    ['an invalidation that CloudFront did not take', 'hang', 'not-done', 1],
    ['an invalidation that CloudFront took', 'drip', 'done', 0],
  ] as const)('%s: what is served decides', async (_, kind, state, code) => {
    const sandbox = await suite.sandbox(stale);
    sandbox.inject({ system: 'aws', method: 'POST', path: invalidationPath, kind });
    await killedWhen(sandbox, rollback, () => invalidations(sandbox) === 1);
    expect(journal(sandbox)).toEqual(staleLines.slice(0, 5));
    const told = await toldTwice(sandbox, 'rollback');
    expect(told).toMatchObject({ state, code });
    await expectTrue(sandbox, told);
  });
});

describe('a dispatch that gets no proper answer is sent exactly once', () => {
  const cases = {
    '502, not taken': { kind: 'status', status: 502, effect: false },
    '502, taken': { kind: 'status', status: 502, effect: true },
    '500 that asks to be tried again, not taken': { kind: 'status', status: 500, retryAfter: '1' },
    'dropped before it was read': { kind: 'drop-before' },
    'dropped after it was taken': { kind: 'drop-after' },
    'an answer that is no JSON, taken': { kind: 'html' },
  } as const;

  async function outcomes(name: keyof typeof cases) {
    const sandbox = await suite.sandbox();
    sandbox.inject({ system: 'github', path: dispatchPath, ...cases[name] });
    const ended = await suite.run([...rollback, '--json'], { env: sandbox.env });
    const { get } = await import('node:http');
    const faults = await new Promise<string>((resolve) => {
      get(`${sandbox.url}/faults`, { agent: false }, async (response) => {
        let body = '';
        for await (const chunk of response.setEncoding('utf8')) body += chunk;
        resolve(body);
      });
    });
    sandbox.clearFaults();
    const told = await toldTwice(sandbox, 'rollback');
    await expectTrue(sandbox, told);
    const { state } = onlyDocument(ended.stdout).data as { state: string };
    return { posts: JSON.parse(faults)[0].hits, code: ended.code, state, later: told.state };
  }

  // Together, since each one that was not taken is looked for for a long while.
  test('and what is claimed of it is true, then and later', async () => {
    const names = Object.keys(cases) as (keyof typeof cases)[];
    const found = await Promise.all(names.map(outcomes));
    const unknown = { posts: 1, code: 3, state: 'unknown', later: 'unknown' };
    const done = { posts: 1, code: 0, state: 'done', later: 'done' };
    expect(Object.fromEntries(names.map((name, index) => [name, found[index]]))).toEqual({
      '502, not taken': unknown,
      '502, taken': done,
      '500 that asks to be tried again, not taken': unknown,
      'dropped before it was read': unknown,
      'dropped after it was taken': done,
      'an answer that is no JSON, taken': done,
    });
  }, 60_000);
});

describe('an invalidation killed (kill -9)', () => {
  const lines = ['intent', 'receipt', 'observed', 'outcome'];

  test('has these lines in its journal, and no others', async () => {
    const sandbox = await suite.sandbox();
    expect((await suite.run(invalidate, { env: sandbox.env })).code).toBe(0);
    expect(journal(sandbox)).toEqual(lines);
  });

  test.each([
    { line: 1, kind: 'intent', state: 'unknown', code: 3, sent: 0 },
    { line: 2, kind: 'receipt', state: 'done', code: 0, sent: 1 },
    { line: 3, kind: 'observed', state: 'done', code: 0, sent: 1 },
    { line: 4, kind: 'outcome', state: 'done', code: 0, sent: 1 },
  ])('right after line $line, $kind, is $state', async ({ line, state, code, sent }) => {
    const sandbox = await killedAt(line, invalidate, {});
    expect(journal(sandbox)).toEqual(lines.slice(0, line));
    const told = await toldTwice(sandbox, 'invalidate');
    expect(told).toMatchObject({ state, code });
    expect(invalidations(sandbox)).toBe(sent);
  });

  test('while its request is on its way, not taken: unknown, and asking again makes the first', async () => {
    const sandbox = await suite.sandbox();
    sandbox.inject({ system: 'aws', method: 'POST', path: invalidationPath, kind: 'hang' });
    await killedWhen(sandbox, invalidate, () => invalidations(sandbox) === 1);
    expect(await toldTwice(sandbox, 'invalidate')).toMatchObject({ state: 'unknown', code: 3 });
    expect((await suite.run(invalidate, { env: sandbox.env })).code).toBe(0);
    expect(references(sandbox).size).toBe(1);
    expect(sandbox.world.events.filter(({ kind }) => kind === 'invalidation')).toHaveLength(1);
  });

  test('while its answer is on its way: it is found, and asking again makes no second one', async () => {
    const sandbox = await suite.sandbox(neverEnding);
    sandbox.inject({ system: 'aws', method: 'POST', path: invalidationPath, kind: 'drip' });
    await killedWhen(sandbox, invalidate, () => invalidations(sandbox) === 1);
    expect(await toldTwice(sandbox, 'invalidate')).toMatchObject({ state: 'in-progress', code: 0 });
    const again = await suite.run([...invalidate, '--no-wait'], { env: sandbox.env });
    expect(again.code).toBe(0);
    expect(references(sandbox).size).toBe(1);
    expect(sandbox.world.events.filter(({ kind }) => kind === 'invalidation')).toHaveLength(1);
  });

  test('while it is waited for: in progress', async () => {
    const sandbox = await suite.sandbox(neverEnding);
    await killedWhen(sandbox, invalidate, () => journal(sandbox).includes('receipt'));
    expect(await toldTwice(sandbox, 'invalidate')).toMatchObject({ state: 'in-progress', code: 0 });
  });
});

function references(sandbox: Sandbox): Set<string | undefined> {
  const bodies = sandbox
    .requests()
    .filter(({ system, method }) => system === 'aws' && method === 'POST');
  return new Set(
    bodies.map(({ body }) => /<CallerReference>(.*)<\/CallerReference>/.exec(body)?.[1]),
  );
}

test.each([
  { kind: 'status', status: 502, effect: true, count: 1 },
  { kind: 'status', status: 503, effect: false, count: 1 },
  { kind: 'drop-after', count: 1 },
] as const)(
  'an invalidation answered by $kind $status is repeated under one reference, and is one',
  async (fault) => {
    const sandbox = await suite.sandbox();
    sandbox.inject({ system: 'aws', method: 'POST', path: invalidationPath, ...fault });
    const { code } = await suite.run(invalidate, { env: sandbox.env });
    expect(references(sandbox).size).toBe(1);
    expect(sandbox.world.events.filter(({ kind }) => kind === 'invalidation')).toHaveLength(1);
    expect(code).toBe(0);
  },
);

test.each([
  ['rollback', rollback, 'github', dispatchPath, 'Whether the run was started is not known.'],
  [
    'invalidate',
    invalidate,
    'aws',
    invalidationPath,
    'Whether CloudFront accepted the invalidation is',
  ],
] as const)(
  'Ctrl-C while nobody answers the %s says that it is unknown, and how to find out',
  async (action, args, system, path, answer) => {
    const sandbox = await suite.sandbox();
    sandbox.inject({ system, method: 'POST', path, kind: 'hang' });
    const running = suite.start(args, { env: sandbox.env });
    await running.until(() => writes(sandbox, system).length === 1);
    running.child.kill('SIGINT');
    const { code, stderr } = await running.ended;
    expect(code).toBe(130);
    expect(stderr).toContain(answer);
    expect(stderr).toContain(`→ tsops ${action} status\n`);
    expect(journal(sandbox).at(-1)).toBe('interrupted');
    sandbox.clearFaults();
    expect(await toldTwice(sandbox, action)).toMatchObject({ state: 'unknown', code: 3 });
    expect(writes(sandbox, system)).toHaveLength(1);
  },
);

test('two rollbacks at once: the second is told of the first, and only what was asked is sent', async () => {
  const sandbox = await suite.sandbox(neverEnding);
  const first = suite.start([...rollback, '--no-wait'], { env: sandbox.env });
  await until(() => dispatches(sandbox) === 1, first.output);
  const second = await suite.run([...rollback, '--no-wait'], { env: sandbox.env });
  expect(second.code).toBe(0);
  expect(second.stderr).toMatch(/began the same rollback .*nothing is sent a second time/);
  expect((await first.ended).code).toBe(0);
  expect(dispatches(sandbox)).toBe(1);
});
