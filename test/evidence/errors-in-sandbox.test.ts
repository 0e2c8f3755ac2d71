import { describe, expect, it } from 'vitest';
import { worst } from '../../src/domain/evidence/verdict.ts';
import type { FaultInput } from '../../src/sandbox/http/fault.ts';
import { vary } from '../../src/sandbox/vary.ts';
import { scenarioWith } from '../sandbox/sandboxed.ts';
import { errorIds, inquiryInto } from '../support/inquiry.ts';

const minute = 60_000;
const start = Date.parse('2026-11-23T03:00:00Z');

async function value<Id extends Parameters<Awaited<ReturnType<typeof inquiryInto>>['ask']>[0]>(
  inquiry: Awaited<ReturnType<typeof inquiryInto>>,
  id: Id,
) {
  const evidence = await inquiry.ask(id);
  if (evidence.value === null) throw new Error(`${id}: ${evidence.verdict}, ${evidence.detail}`);
  return evidence.value;
}

function minutesFrom(at: number | null, truth: number): number {
  return at === null ? Number.POSITIVE_INFINITY : Math.abs(at - truth) / minute;
}

/** When, relative to the start, what is live was deployed, as the seed has it; and where to go back to. */
async function lastDeploy(name: string, seed: number) {
  const { deploys, answer } = vary(await scenarioWith(name), seed);
  const live = deploys
    .filter((one) => one.environment === 'production' && one.conclusion === 'success')
    .sort((a, b) => b.at - a.at)[0];
  return { at: live?.at ?? 0, version: live?.version, rollback: answer?.rollback };
}

describe('after a bad deploy', () => {
  it.each([1, 2, 3])(
    'the errors are tied to it, and the version before is good (seed %i)',
    async (seed) => {
      const inquiry = await inquiryInto('bad-deploy', { seed });
      const onset = await value(inquiry, 'error-onset');
      const { at, version, rollback } = await lastDeploy('bad-deploy', seed);
      // The run puts its files live about two minutes before its end, three after its start.
      expect(minutesFrom(onset.at, start + at + 3 * minute)).toBeLessThanOrEqual(3);
      expect(onset.endedAt).toBeNull();
      const found = await value(inquiry, 'correlation');
      expect(found.suspect?.version).toBe(version);
      expect(found.lastGood).toBe(rollback);
      expect(found.newInSuspect).toBeGreaterThan(0.9);
    },
  );

  it('its errors are new, unhandled, of its release, and of no browser alone', async () => {
    const inquiry = await inquiryInto('bad-deploy');
    const { types, newShare } = await value(inquiry, 'error-types');
    expect(newShare).toBeGreaterThan(0.9);
    expect(types[0]).toMatchObject({
      isNew: true,
      unhandled: true,
      firstVersion: 'v1.2.3',
      usualPerMinute: 0,
    });
    const { releases, newTypesByVersion } = await value(inquiry, 'release-split');
    expect(releases[0]?.version).toBe('v1.2.3');
    expect(releases[0]?.errorShare).toBeGreaterThan(0.9);
    // Compared are the minutes since they began: all that was visited before it had no occasion to have them.
    const { window } = await inquiry.ask('release-split');
    const onset = await value(inquiry, 'error-onset');
    expect(window?.from).toBe(onset.at);
    expect(Object.keys(newTypesByVersion)).toEqual(['v1.2.3']);
    expect((await value(inquiry, 'browser-split')).standsOut).toBeNull();
  });

  it('the rate is above its limit, and many users are affected', async () => {
    const inquiry = await inquiryInto('bad-deploy');
    const rate = await inquiry.ask('error-rate');
    expect(rate.verdict).toBe('bad');
    expect(rate.value?.recentRate).toBeGreaterThan(5);
    expect(rate.value?.dayAgo).toBeLessThan(2);
    const users = await value(inquiry, 'affected-users');
    expect(users.users).toBeGreaterThan(100);
    expect(users.share).toBeGreaterThan(0.05);
  });
});

describe('while DiceBear is down', () => {
  it('it is seen to be, the errors name it, and no deploy is blamed', async () => {
    const inquiry = await inquiryInto('dicebear-outage');
    const { dependencies } = await value(inquiry, 'dependencies');
    expect(dependencies[0]).toMatchObject({ name: 'DiceBear', probe: 'down', statusPage: 'major' });
    expect(dependencies[0]?.errorShare).toBeGreaterThan(0.9);
    expect((await value(inquiry, 'correlation')).suspect).toBeNull();
    const onset = await value(inquiry, 'error-onset');
    expect(minutesFrom(onset.at, start - 18 * minute)).toBeLessThanOrEqual(3);
  });
});

describe('while one browser breaks', () => {
  it('Safari stands out, gradually since three hours, and no deploy is blamed', async () => {
    const inquiry = await inquiryInto('browser-bug');
    const { standsOut, expectedFrom } = await value(inquiry, 'browser-split');
    expect(standsOut).toMatchObject({ kind: 'browser', name: 'Safari' });
    expect(expectedFrom).toBe('page loads');
    const onset = await value(inquiry, 'error-onset');
    expect(onset.gradual).toBe(true);
    expect(minutesFrom(onset.at, start - 180 * minute)).toBeLessThanOrEqual(8);
    expect((await value(inquiry, 'correlation')).suspect).toBeNull();
  });
});

describe('when nothing is wrong', () => {
  it.each(['calm', 'false-alarm'])('%s: nothing rises and no deploy is blamed', async (name) => {
    const inquiry = await inquiryInto(name);
    const onset = await inquiry.ask('error-onset');
    expect(onset).toMatchObject({ verdict: 'ok', value: { at: null, between: null } });
    expect((await inquiry.ask('error-rate')).verdict).toBe('ok');
    expect((await value(inquiry, 'correlation')).suspect).toBeNull();
    expect((await value(inquiry, 'browser-split')).standsOut).toBeNull();
    expect((await inquiry.ask('dependencies')).verdict).toBe('ok');
    expect((await inquiry.ask('status-pages')).verdict).toBe('ok');
  });

  it('a false alarm shows its warnings among the types, with hardly a user', async () => {
    const inquiry = await inquiryInto('false-alarm');
    const { types } = await value(inquiry, 'error-types');
    expect(types[0]).toMatchObject({ level: 'warning', isNew: true });
    expect(types[0]?.users).toBeLessThan(5);
  });
});

describe('when the errors began before the history', () => {
  const lasting = {
    type: 'RangeError',
    message: 'out of range',
    culprit: 'src/a.ts in b',
    perMinute: 20,
  };

  it('they are dated to before it, with little confidence, and no deploy is blamed', async () => {
    const errors = [{ ...lasting, when: { from: '-30h' } }];
    const inquiry = await inquiryInto('calm', { change: { errors } });
    const onset = await inquiry.ask('error-onset');
    const { history, baselines } = inquiry.pinned;
    expect(onset).toMatchObject({
      verdict: 'bad',
      value: { at: history.from, between: { from: baselines.week.to, to: history.from } },
    });
    expect(onset.value?.confidence).toBeLessThan(0.9);
    expect(onset.detail).toMatch(/against a week ago, since before/);
    expect((await value(inquiry, 'correlation')).suspect).toBeNull();
  });

  it('and as many a week ago are no onset', async () => {
    const inquiry = await inquiryInto('calm', { change: { errors: [lasting] } });
    expect((await inquiry.ask('error-onset')).value?.at).toBeNull();
  });

  it('and none at all are no data, which is neither ok nor bad', async () => {
    const inquiry = await inquiryInto('calm', { change: { errors: [] } });
    for (const id of ['error-onset', 'error-rate', 'error-types', 'affected-users'] as const) {
      expect([id, (await inquiry.ask(id)).verdict]).toEqual([id, 'no-data']);
    }
  });
});

/** What a vendor in trouble may answer. */
const troubles: readonly (readonly [string, Omit<FaultInput, 'system'>])[] = [
  ['401', { kind: 'status', status: 401 }],
  ['403', { kind: 'status', status: 403 }],
  ['404', { kind: 'status', status: 404 }],
  ['500', { kind: 'status', body: '\u001b[2J\u202eno' }],
  ['HTML', { kind: 'html' }],
  ['cut JSON', { kind: 'malformed-json' }],
  ['wrong types', { kind: 'wrong-types' }],
  ['a dropped connection', { kind: 'drop-before' }],
];
const ofSentry = [
  'error-rate',
  'error-types',
  'error-onset',
  'release-split',
  'correlation',
  'affected-users',
  'browser-split',
] as const;

describe('when Sentry answers', () => {
  it.each(troubles)(
    '%s: its questions are unknown with a reason, the others answer',
    async (_name, trouble) => {
      const inquiry = await inquiryInto('bad-deploy', {
        faults: [{ ...trouble, system: 'sentry' }],
      });
      for (const id of ofSentry) {
        const evidence = await inquiry.ask(id);
        expect([id, evidence.verdict, evidence.value]).toEqual([id, 'unknown', null]);
        expect(evidence.detail).toMatch(/Sentry|SENTRY_AUTH_TOKEN/);
        expect(evidence.detail).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
        expect(evidence.problem?.kind).not.toBe('bug');
      }
      expect((await inquiry.ask('recent-deploys')).verdict).toBe('ok');
      expect((await inquiry.ask('dependencies')).value?.dependencies[0]).toMatchObject({
        probe: 'up',
        errors: null,
      });
    },
  );

  it.each(['hang', 'drip'] as const)('by %s: its questions are unknown in time', async (kind) => {
    const faults = [{ system: 'sentry', kind }] as const;
    const inquiry = await inquiryInto('bad-deploy', { faults, budget: 700 });
    const all = await Promise.all(ofSentry.map((id) => inquiry.ask(id)));
    expect(new Set(all.map(({ verdict }) => verdict))).toEqual(new Set(['unknown']));
  });

  it('to a token without org:read: the scope is named, and the issues still answer', async () => {
    const env = { SENTRY_AUTH_TOKEN: 'sandbox-sentry-events' };
    const inquiry = await inquiryInto('bad-deploy', { env });
    expect((await inquiry.ask('error-onset')).problem).toMatchObject({
      kind: 'credentials',
      message: 'SENTRY_AUTH_TOKEN lacks the scope org:read',
    });
    expect((await inquiry.ask('error-types')).verdict).toBe('bad');
  });
});

describe('with parts missing', () => {
  it('CloudWatch down: the rate is not known, and the counts alone still say that it is bad', async () => {
    const faults = [{ system: 'aws', kind: 'status' }] as const;
    const rate = await (await inquiryInto('bad-deploy', { faults })).ask('error-rate');
    expect(rate.verdict).toBe('bad');
    expect(rate.value).toMatchObject({ requests: null, rate: null, recentRate: null });
  });

  it('GitHub down: neither deploys nor a tie to them are known, and all else is', async () => {
    const faults = [{ system: 'github', kind: 'drop-before' }] as const;
    const inquiry = await inquiryInto('bad-deploy', { faults });
    expect((await inquiry.ask('recent-deploys')).verdict).toBe('unknown');
    expect((await inquiry.ask('correlation')).verdict).toBe('unknown');
    expect((await inquiry.ask('error-onset')).verdict).toBe('bad');
  });

  it('every vendor down: nothing is ok, and nothing is bad but what was seen from here', async () => {
    const systems = ['sentry', 'github', 'aws', 'dicebear', 'status'] as const;
    const faults = systems.map((system) => ({ system, kind: 'drop-before' }) as const);
    const inquiry = await inquiryInto('bad-deploy', { faults });
    const all = await Promise.all(errorIds.map((id) => inquiry.ask(id)));
    const verdicts = all.map(({ verdict }) => verdict);
    expect(verdicts.filter((verdict) => verdict === 'unknown')).toHaveLength(errorIds.length - 1);
    // DiceBear drops the connection: that is an answer.
    expect(worst(verdicts)).toBe('bad');
  });
});

describe('a Sentry that shows events late', () => {
  it.each([30_000, 90_000, 150_000])('ends no errors that last (%i ms)', async (delay) => {
    const inquiry = await inquiryInto('bad-deploy', {
      change: { sentry: { delay: `${delay / 1000}s` } },
    });
    const onset = await value(inquiry, 'error-onset');
    expect(onset.at).not.toBeNull();
    expect(onset.endedAt).toBeNull();
  });

  it('shows the end that there was', async () => {
    const inquiry = await inquiryInto('recovered-spike', { change: { sentry: { delay: '90s' } } });
    expect((await value(inquiry, 'error-onset')).endedAt).not.toBeNull();
  });
});

describe('a job at this hour of every day', () => {
  it.each([1, 2, 3])('is told from an onset (seed %i)', async (seed) => {
    const inquiry = await inquiryInto('calm', { seed, change: { noise: ['cron'] } });
    const onset = await inquiry.ask('error-onset');
    expect(onset.verdict).toBe('ok');
    expect(onset.value?.at).toBeNull();
    const trouble = await inquiryInto('bad-deploy', { seed, change: { noise: ['cron'] } });
    expect((await trouble.ask('error-onset')).verdict).toBe('bad');
  });
});
