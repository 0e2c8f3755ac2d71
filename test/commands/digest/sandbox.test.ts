import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { realClock } from '../../../src/app/host.ts';
import digest from '../../../src/commands/digest/command.ts';
import doctor from '../../../src/commands/doctor/command.ts';
import { loadConfig } from '../../../src/config/load.ts';
import type { Clock, Context } from '../../../src/contract/context.ts';
import type { FaultInput } from '../../../src/sandbox/http/fault.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/index.ts';
import { loadScenario } from '../../../src/sandbox/load-scenario.ts';
import { createServices } from '../../../src/services/registry.ts';
import { fakeContext } from '../../support/context.ts';
import { plainScreen } from '../../support/terminal.ts';

/** Four times as fast as the wall clock, so that a source which never answers costs little. */
const quick: Clock = {
  now: realClock.now,
  sleep: (milliseconds, signal) => realClock.sleep(milliseconds / 4, signal),
};
const neverEnds: readonly unknown[] = ['hang', 'drip', 'huge'];

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ scenario: await loadScenario('calm') });
});
afterEach(() => sandbox.close());
// Loading the modules counts in nobody's budget.
beforeAll(async () => {
  sandbox = await startSandbox({ scenario: await loadScenario('calm') });
  await digest.run({}, context([]), { update: () => {}, emit: () => {} });
  await sandbox.close();
});

/** The real services over real sockets, all pointed at the sandbox. */
function context(faults: readonly FaultInput[]): Context {
  const clock = faults.some(({ kind }) => neverEnds.includes(kind)) ? quick : realClock;
  const { env } = sandbox;
  const signal = new AbortController().signal;
  const config = () => loadConfig({ file: env.TSOPS_CONFIG, env, cwd: '/' });
  const missing = { missing: true, exitCode: 127, stdout: '', stderr: '' };
  const children = {
    capture: async () => missing,
    attach: async () => 127,
    run: async () => ({ exitCode: 127, output: '', ended: 'itself' as const }),
    launch: async () => false,
  };
  const parts = { env, clock, signal, children, drill: true, config };
  const services = createServices(parts);
  return {
    ...fakeContext({
      clock: quick,
      signal,
      host: { env: { ...env, LANG: 'C.UTF-8' } },
      drill: true,
    }),
    services,
    config,
  };
}

async function digested(...faults: readonly FaultInput[]) {
  for (const fault of faults) sandbox.inject(fault);
  const outcome = await digest.run({}, context(faults), { update: () => {}, emit: () => {} });
  const text = digest.view(outcome.data, plainScreen(realClock.now));
  return { outcome, text };
}

async function examined(...faults: readonly FaultInput[]) {
  for (const fault of faults) sandbox.inject(fault);
  const outcome = await doctor.run({ access: [] }, context(faults), {
    update: () => {},
    emit: () => {},
  });
  const text = doctor.view(outcome.data, plainScreen(realClock.now));
  return { outcome, text };
}

const steersTerminal = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
const hostile = '\u001b]8;;https://evil.test\u0007\u001b[2J\u202eno';

/** What a vendor in trouble may answer; none of it tells that all is well. */
const troubles: readonly (readonly [string, Omit<FaultInput, 'system'>])[] = [
  ['500 with escapes in its text', { kind: 'status', body: hostile }],
  ['429', { kind: 'status', status: 429, retryAfter: '60' }],
  ['401', { kind: 'status', status: 401, body: JSON.stringify({ message: hostile }) }],
  ['HTML', { kind: 'html' }],
  ['broken JSON', { kind: 'malformed-json' }],
  ['wrong types', { kind: 'wrong-types' }],
  ['a dropped connection', { kind: 'drop-before' }],
  ['no answer', { kind: 'hang' }],
  ['one byte a second', { kind: 'drip' }],
  ['50 MB', { kind: 'huge' }],
];

describe('the digest, when every vendor answers', () => {
  it.each(troubles)(
    '%s: they are unknown with a reason, and the site is still up',
    async (_name, trouble) => {
      const { outcome, text } = await digested(
        { ...trouble, system: 'github' },
        { ...trouble, system: 'aws' },
        { ...trouble, system: 'uptimerobot' },
      );
      expect(outcome.verdict).toBe('warn');
      const { onset, deploys, invalidations, newestTag } = outcome.data;
      for (const evidence of [onset, deploys, invalidations, newestTag]) {
        expect(evidence).toMatchObject({ verdict: 'unknown', value: null });
        expect(evidence?.detail).toMatch(/\S/);
        expect(evidence?.problem?.kind).not.toBe('bug');
      }
      expect(text).not.toMatch(steersTerminal);
    },
  );
});

describe('the digest, when production answers', () => {
  it.each<readonly [string, Omit<FaultInput, 'system'>, string]>([
    ['503', { kind: 'status', status: 503, body: hostile }, 'bad'],
    ['by dropping the connection', { kind: 'drop-before' }, 'bad'],
    ['not at all', { kind: 'hang' }, 'unknown'],
    ['one byte a second', { kind: 'drip' }, 'unknown'],
  ])('%s', async (_name, trouble, verdict) => {
    const { outcome, text } = await digested({ ...trouble, system: 'production' });
    expect(outcome.verdict).toBe(verdict);
    expect(text).toMatch(verdict === 'bad' ? /✖ production/ : /\? production/);
    expect(text).toContain('✔ staging');
    expect(text).not.toMatch(steersTerminal);
  });

  it.each<readonly [string, FaultInput['kind']]>([
    ['HTML where build-info.json belongs', 'html'],
    ['wrong types in build-info.json', 'wrong-types'],
    ['half of build-info.json', 'malformed-json'],
  ])('%s: the version is unknown', async (_name, kind) => {
    const path = '/build-info.json';
    const { outcome } = await digested({ system: 'production', path, kind });
    const own = outcome.data.versions.find((row) => row.name === 'production');
    expect(own?.evidence).toMatchObject({ verdict: 'unknown', value: null });
  });
});

describe('the doctor', () => {
  it('finds every access of a calm sandbox in order, and posts nothing', async () => {
    const { outcome } = await examined();
    expect(outcome.verdict).toBe('ok');
    const states = new Set(outcome.data.checks.map((check) => check.state));
    expect(states).toEqual(new Set(['works', 'untested']));
    const writes = sandbox
      .requests()
      .filter(({ method }) => method !== 'GET' && method !== 'HEAD')
      .map(({ method, path }) => `${method} ${path}`);
    // CloudWatch is asked by POST, and so are Slack who we are and Google Analytics for a token.
    expect(new Set(writes)).toEqual(new Set(['POST /', 'POST /api/auth.test', 'POST /token']));
  });

  const asked = [
    ...(['github', 'aws', 'sentry', 'slack'] as const),
    ...(['pagerduty', 'uptimerobot', 'prometheus'] as const),
    ...(['analytics', 'mixpanel'] as const),
  ];
  it.each(troubles)(
    'when every vendor answers %s: no access works, and none is a bug',
    async (_name, trouble) => {
      const { outcome, text } = await examined(...asked.map((system) => ({ ...trouble, system })));
      const vendors = outcome.data.checks.filter(
        ({ area }) => !['machine', 'site', 'dependencies'].includes(area),
      );
      expect(vendors.filter(({ state }) => state === 'works')).toEqual([]);
      expect(text).not.toMatch(/way it should not|undefined|\[object/);
      expect(text).not.toMatch(steersTerminal);
    },
  );
});
