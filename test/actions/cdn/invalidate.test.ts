import { describe, expect, it } from 'vitest';
import { TsopsError } from '../../../src/contract/errors.ts';
import { invalidateWorld, runInvalidate } from '../../support/invalidate.ts';
import { fakeTerminal } from '../../support/terminal.ts';

async function failure(promise: Promise<unknown>): Promise<TsopsError> {
  const thrown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof TsopsError)) throw new Error(`no TsopsError: ${String(thrown)}`);
  return thrown;
}

const kinds = (entries: readonly { kind: string }[] = []): string[] =>
  entries.map(({ kind }) => kind);

describe('an invalidation that goes well', () => {
  it('is sent once, waited for, and proved by what the edge serves', async () => {
    const { context, cloudFront } = invalidateWorld();
    const { verdict, data } = await runInvalidate(context, ['/*']);
    expect(verdict).toBe('ok');
    expect(data.state).toBe('done');
    expect(data.detail).toBe(
      'CloudFront completed I1 in 3s; fresh content is served (1 of 1 address read).',
    );
    expect(data.proof?.edge.map(({ url, verdict }) => [url, verdict])).toEqual([
      ['https://talkstudio.app/', 'ok'],
    ]);
    expect(cloudFront.requests).toEqual([
      { cdnId: 'E1TALK', paths: ['/*'], reference: data.plan.key },
    ]);
  });

  it('stands in the journal: intent before the write, then receipt, proof and outcome', async () => {
    const { context } = invalidateWorld();
    const { data } = await runInvalidate(context, ['/*']);
    const { entries } = await context.journal.read(data.record ?? '');
    expect(kinds(entries)).toEqual(['intent', 'receipt', 'observed', 'outcome']);
    expect(entries[0]).toMatchObject({
      action: 'invalidate',
      distributionId: 'E1TALK',
      paths: ['/*'],
      key: data.plan.key,
    });
    expect(entries[3]).toMatchObject({ state: 'done' });
  });

  it('with --no-wait ends when CloudFront accepted it, and says how to come back', async () => {
    const { context, clock, edge } = invalidateWorld();
    const { verdict, data, next } = await runInvalidate(context, ['/*'], { wait: false });
    expect([verdict, data.state, clock.slept()]).toEqual(['ok', 'in-progress', 0]);
    expect(edge.urls).toEqual([]);
    expect(next).toEqual(['tsops invalidate status I1 --wait']);
  });

  it('as a dry run sends nothing and writes nothing', async () => {
    const { context, cloudFront } = invalidateWorld();
    const { data } = await runInvalidate(context, ['/*'], { dryRun: true });
    expect(data.state).toBe('planned');
    expect(cloudFront.requests).toEqual([]);
    expect(await context.journal.list()).toEqual([]);
  });

  it('needs consent', async () => {
    const { context, cloudFront } = invalidateWorld();
    const error = await failure(runInvalidate(context, ['/*'], { confirm: 'staging' }));
    expect(error.kind).toBe('refused');
    expect(cloudFront.requests).toEqual([]);
  });
});

describe('what is proved from outside', () => {
  const old = { 'x-cache': 'Hit from cloudfront', age: '3600' };

  it('is bad, though CloudFront completed it, while the edge keeps the old copy', async () => {
    const { context } = invalidateWorld({ edge: () => ({ headers: old }) });
    const { verdict, data, next } = await runInvalidate(context, ['/a']);
    expect([verdict, data.state]).toEqual(['bad', 'done']);
    expect(data.detail).toContain('1 of 1 addresses read NOT fresh');
    expect(next).toContain('tsops health');
  });

  it('is read again, for edges that follow a moment later', async () => {
    const { context } = invalidateWorld({
      edge: (_url, reads) => ({ headers: reads < 3 ? old : { 'x-cache': 'Miss from cloudfront' } }),
    });
    expect((await runInvalidate(context, ['/a'])).verdict).toBe('ok');
  });

  it('is unknown where the headers tell nothing', async () => {
    const { context } = invalidateWorld({ edge: () => ({}) });
    const { verdict, data } = await runInvalidate(context, ['/a']);
    expect([verdict, data.state]).toEqual(['unknown', 'done']);
    expect(data.detail).toContain('could not be read from outside');
  });

  it('is unknown for a wildcard that covers no address we know', async () => {
    const { context } = invalidateWorld();
    const { verdict, data } = await runInvalidate(context, ['/none/*']);
    expect(verdict).toBe('unknown');
    expect(data.proof?.edge[0]?.reason).toContain('tells nothing');
  });

  it('reads what the page links to for a wildcard', async () => {
    const { context } = invalidateWorld({
      edge: ({ pathname }, reads) => ({
        headers: { 'x-cache': reads === 0 ? 'Hit from cloudfront' : 'Miss from cloudfront' },
        body: pathname === '/' ? '<script src="/assets/a.js">' : 'code',
      }),
    });
    const { verdict, data } = await runInvalidate(context, ['/assets/*']);
    expect(verdict).toBe('ok');
    expect(data.proof?.edge.map(({ url }) => url)).toEqual(['https://talkstudio.app/assets/a.js']);
  });
});

describe('what stands against it', () => {
  it('a distribution without cache tags refuses a tag', async () => {
    const { context, cloudFront } = invalidateWorld();
    const error = await failure(runInvalidate(context, ['#product:1']));
    expect([error.kind, cloudFront.requests.length]).toEqual(['refused', 0]);
    expect(error.message).toContain('CacheTagConfig');
  });

  it('one with cache tags takes it', async () => {
    const { context, cloudFront } = invalidateWorld({
      cdn: { distribution: { cacheTagHeader: 'x-tags' } },
    });
    await runInvalidate(context, ['#product:1'], { wait: false });
    expect(cloudFront.requests[0]?.paths).toEqual(['#product:1']);
  });

  it.each([
    [15, 1, false],
    [14, 1, true],
  ])('%i wildcards in progress and %i more: goes %s', async (running, more, goes) => {
    const { context, cloudFront } = invalidateWorld();
    const paths = Array.from({ length: running }, (_, index) => `/w${index}/*`);
    cloudFront.take({ cdnId: 'E1TALK', paths, reference: 'other' });
    const own = Array.from({ length: more }, (_, index) => `/own${index}/*`);
    const run = runInvalidate(context, own, { wait: false });
    if (goes) expect((await run).data.state).toBe('in-progress');
    else expect((await failure(run)).message).toContain('16 of 15 wildcards');
    expect(cloudFront.requests).toHaveLength(goes ? 1 : 0);
  });

  it('more than 3,000 paths at once are refused, and a wildcard is suggested', async () => {
    const { context } = invalidateWorld();
    const paths = Array.from({ length: 3001 }, (_, index) => `/p${index}`);
    const error = await failure(runInvalidate(context, paths));
    expect(error.kind).toBe('refused');
    expect(error.next.join()).toContain("tsops invalidate '/*'");
  });

  it('3,000 paths go', async () => {
    const { context, cloudFront } = invalidateWorld();
    const paths = Array.from({ length: 3000 }, (_, index) => `/p${index}`);
    await runInvalidate(context, paths, { wait: false });
    expect(cloudFront.requests[0]?.paths).toHaveLength(3000);
  });

  it('an environment without a CDN is a config error that names the key', async () => {
    const { context } = invalidateWorld({ environment: 'staging' });
    const error = await failure(runInvalidate(context, ['/*']));
    expect(error.kind).toBe('config');
    expect(error.next.join()).toContain('environments.staging.cdn.distributionId');
  });

  it('a site that is not among the names of the distribution is noted before consent', async () => {
    const { context } = invalidateWorld({ cdn: { distribution: { aliases: ['other.app'] } } });
    const { data } = await runInvalidate(context, ['/*'], { dryRun: true });
    expect(data.plan.notes.join()).toContain('talkstudio.app is not among');
  });
});

describe('a write that does not go well', () => {
  it('refused by CloudFront is not done, in the journal too', async () => {
    const refusal = new TsopsError({ kind: 'refused', message: 'too many in progress' });
    const { context } = invalidateWorld({ cdn: { writes: [refusal] } });
    expect(await failure(runInvalidate(context, ['/*']))).toBe(refusal);
    const [id = ''] = await context.journal.list();
    const { entries } = await context.journal.read(id);
    expect(entries.at(-1)).toMatchObject({ kind: 'outcome', state: 'not-done' });
  });

  it('without an answer is unknown, and says where to look', async () => {
    const { context } = invalidateWorld({ cdn: { writes: ['answer-lost'] } });
    const { verdict, data, next } = await runInvalidate(context, ['/*']);
    expect([verdict, data.state]).toEqual(['unknown', 'unknown']);
    expect(next).toEqual(['tsops invalidate status']);
  });

  it.each(['answer-lost', 'lost'] as const)(
    'repeated by hand moments later (%s) makes one invalidation, not two',
    async (fate) => {
      const { context, cloudFront, clock } = invalidateWorld({
        cdn: { writes: [fate], takes: 120_000 },
      });
      await runInvalidate(context, ['/a', '/b']);
      clock.advance(60_000);
      const { data } = await runInvalidate(context, ['/b', '/a']);
      expect(data.plan.repeats).not.toBeNull();
      expect(cloudFront.taken).toHaveLength(1);
    },
  );

  it('repeated by hand is proved by a copy that is younger than the first try', async () => {
    const { context, clock } = invalidateWorld({
      cdn: { writes: ['answer-lost'], takes: 63_000 },
      edge: () => ({ headers: { 'x-cache': 'Hit from cloudfront', age: '40' } }),
    });
    await runInvalidate(context, ['/a']);
    clock.advance(60_000);
    expect((await runInvalidate(context, ['/a'])).verdict).toBe('ok');
  });

  it('of other paths is no repeat', async () => {
    const { context, cloudFront } = invalidateWorld({ cdn: { writes: ['lost'] } });
    await runInvalidate(context, ['/a']);
    const { data } = await runInvalidate(context, ['/b']);
    expect(data.plan.repeats).toBeNull();
    expect(cloudFront.requests[0]?.reference).not.toBe(cloudFront.requests[1]?.reference);
  });

  it('completed in the meantime is done: the next run is a new one', async () => {
    const { context, cloudFront, clock } = invalidateWorld({ cdn: { writes: ['answer-lost'] } });
    await runInvalidate(context, ['/a']);
    clock.advance(60_000);
    await runInvalidate(context, ['/a']);
    expect(cloudFront.taken).toHaveLength(2);
  });

  it('half an hour ago is history: the next run is a new one', async () => {
    const { context, clock } = invalidateWorld({ cdn: { writes: ['lost'] } });
    await runInvalidate(context, ['/a']);
    clock.advance(30 * 60_000);
    expect((await runInvalidate(context, ['/a'])).data.plan.repeats).toBeNull();
  });
});

it('a deliberate second run is a second invalidation', async () => {
  const { context, cloudFront } = invalidateWorld();
  await runInvalidate(context, ['/a']);
  await runInvalidate(context, ['/a']);
  expect(cloudFront.taken).toHaveLength(2);
});

describe('waiting', () => {
  it('stops after its time, with exit code 6 and the way back', async () => {
    const { context } = invalidateWorld({ cdn: { takes: 3_600_000 } });
    const result = await runInvalidate(context, ['/*'], { timeout: 90_000 });
    expect([result.exitCode, result.data.state]).toEqual([6, 'stopped-waiting']);
    expect(result.data.detail).toBe('Stopped waiting after 1m 30s; CloudFront is working on I1.');
    expect(result.next).toEqual(['tsops invalidate status I1 --wait']);
  });

  it('survives polls without an answer', async () => {
    const { context, cloudFront } = invalidateWorld();
    const real = cloudFront.cdn.invalidation;
    let polls = 0;
    Object.assign(cloudFront.cdn, {
      invalidation: async (distribution: string, id: string) => {
        polls += 1;
        if (polls < 3) throw new TsopsError({ kind: 'unreachable', message: 'no answer' });
        return real(distribution, id);
      },
    });
    expect((await runInvalidate(context, ['/*'])).data.state).toBe('done');
  });

  it('ends as unknown when access is lost on the way', async () => {
    const { context, cloudFront } = invalidateWorld();
    Object.assign(cloudFront.cdn, {
      invalidation: async () => {
        throw new TsopsError({ kind: 'credentials', message: 'expired', next: ['aws sso login'] });
      },
    });
    const { verdict, data, problems } = await runInvalidate(context, ['/*']);
    expect([verdict, data.state]).toEqual(['unknown', 'unknown']);
    expect(problems[0]?.next).toEqual(['aws sso login']);
  });

  it('on Ctrl-C says that it goes on, and how to come back', async () => {
    const controller = new AbortController();
    const { context, cloudFront } = invalidateWorld({
      signal: controller.signal,
      cdn: { takes: 60_000 },
    });
    const real = cloudFront.cdn.invalidation;
    Object.assign(cloudFront.cdn, {
      invalidation: async (distribution: string, id: string) => {
        controller.abort(new TsopsError({ kind: 'interrupted', message: 'Ctrl-C' }));
        return real(distribution, id);
      },
    });
    const error = await failure(runInvalidate(context, ['/*']));
    expect(error.kind).toBe('interrupted');
    expect(error.message).toContain('CloudFront is working on I1; it cannot be cancelled.');
    expect(error.next).toEqual(['tsops invalidate status I1 --wait']);
  });
});

describe('the plan on a screen of 80 columns', () => {
  it('shows what, where, what runs already and what it costs', async () => {
    const terminal = fakeTerminal(() => Date.parse('2026-11-23T03:00:00Z'));
    const { context, cloudFront } = invalidateWorld({ terminal });
    cloudFront.take({ cdnId: 'E1TALK', paths: ['/old/*'], reference: 'other' });
    await runInvalidate(context, ['/assets/*', '/assets/a.js', '/index.html'], { wait: false });
    const shown = terminal.lines.join('\n');
    expect(shown).toMatchInlineSnapshot(`
      "Invalidate 2 paths (1 wildcard) at the edge of production
        environment   production  https://talkstudio.app
        distribution  E1TALK  d111.cloudfront.net  Deployed
        in progress   1 invalidation
                      I1  now  /old/*
        cost          USD 0 to 0.01: 2 paths, an account has 1,000 a month free
        paths         /assets/*
                      /index.html
        note: /assets/a.js left out: /assets/* covers it
      "
    `);
    for (const line of shown.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('fits 24 lines with the question, however many paths and notes', async () => {
    const terminal = fakeTerminal(() => Date.parse('2026-11-23T03:00:00Z'));
    const { context } = invalidateWorld({ terminal });
    const many = Array.from({ length: 200 }, (_, index) => `/é${index}/${'x'.repeat(200)}`);
    await runInvalidate(context, many, { wait: false });
    expect(terminal.lines.join('\n').split('\n').length).toBeLessThanOrEqual(22);
  });
});
