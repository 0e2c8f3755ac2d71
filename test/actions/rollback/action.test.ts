import { describe, expect, it } from 'vitest';
import { TsopsError } from '../../../src/contract/errors.ts';
import { run } from '../../support/github.ts';
import { memoryJournal } from '../../support/journal.ts';
import {
  rollbackOf,
  rollbackStatusOf,
  rollbackWorld,
  runRollback,
} from '../../support/rollback.ts';
import { fakeTerminal } from '../../support/terminal.ts';
import { sameText } from '../../support/text.ts';

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

describe('a rollback that goes well', () => {
  it('is dispatched once, followed, and proved by three reads in a row', async () => {
    const world = rollbackWorld({ health: { verdict: 'ok', detail: sameText('ok (2 monitors)') } });
    const { verdict, data, next } = await runRollback(world);
    expect([verdict, data.state]).toEqual(['ok', 'done']);
    expect(data.detail).toBe(
      'production serves v1.2.2, seen three times in a row; health: ok (2 monitors).',
    );
    expect(data.undo).toBe('tsops rollback v1.2.3 --forward');
    expect(data.proof?.served.reads).toEqual(['v1.2.2', 'v1.2.2', 'v1.2.2']);
    expect(world.hub.sent).toEqual([{ ref: 'main', inputs: { version: 'v1.2.2' } }]);
    expect(world.cloudFront.requests).toEqual([]);
    expect(next).toEqual([]);
  });

  it('stands in the journal line by line, before and after each effect', async () => {
    const world = rollbackWorld();
    const { data } = await runRollback(world, { reason: 'errors since v1.2.3' });
    const { entries } = await world.context.journal.read(data.record ?? '');
    expect(kinds(entries)).toEqual([
      'intent',
      'dispatching',
      'receipt',
      'observed',
      'observed',
      'outcome',
    ]);
    expect(entries[0]).toMatchObject({
      action: 'rollback',
      from: 'v1.2.3',
      to: 'v1.2.2',
      reason: 'errors since v1.2.3',
    });
    expect(entries[1]).toMatchObject({ afterRunId: 903, inputs: { version: 'v1.2.2' } });
    expect(entries[2]).toMatchObject({ receipt: { runId: 1000, known: 'answered' } });
    expect(entries[5]).toMatchObject({ state: 'done' });
  });

  it('with --no-wait ends after the dispatch, and says how to come back', async () => {
    const world = rollbackWorld();
    const { verdict, data, next } = await runRollback(world, {}, { wait: false });
    // Two seconds later it looks once more whether another machine has started a run as well.
    expect([verdict, data.state, world.clock.slept()]).toEqual(['ok', 'in-progress', 2000]);
    expect(next).toEqual(['tsops rollback status 1000']);
    expect(data.detail).toContain('actions/runs/1000');
  });

  it('is bad where the site is not healthy with it', async () => {
    const world = rollbackWorld({
      health: { verdict: 'bad', detail: sameText('bad: Production') },
    });
    const { verdict, data, next } = await runRollback(world);
    expect([verdict, data.state]).toEqual(['bad', 'done']);
    expect(next).toEqual(['tsops health']);
  });

  it('as a dry run reads and sends nothing', async () => {
    const world = rollbackWorld();
    const { data } = await runRollback(world, {}, { dryRun: true, confirm: undefined });
    expect(data.state).toBe('planned');
    expect(world.hub.sent).toEqual([]);
    expect(await world.context.journal.list()).toEqual([]);
  });

  it('sends the environment where the workflow would take another by itself', async () => {
    const input = { name: 'environment', required: true, default: 'staging', options: [] };
    const version = { name: 'version', required: true, default: null, options: [] };
    const { workflowFile } = await import('../../support/github.ts');
    const file = { ...workflowFile, inputs: [version, input] };
    const world = rollbackWorld({ github: { workflowFile: file } });
    await runRollback(world);
    expect(world.hub.sent[0]?.inputs).toEqual({ version: 'v1.2.2', environment: 'production' });
  });
});

describe('the plan', () => {
  it('tells both versions with their ages, the commits that leave, and all guards', async () => {
    const world = rollbackWorld({
      github: { protection: { reviewers: ['@haseongpark'], waitMinutes: 0 } },
    });
    const action = rollbackOf(world, { reason: 'errors' });
    const plan = await action.plan();
    const text = action.showPlan(plan, world.context.terminal.screen);
    expect(text.split('\n')).toEqual([
      'Roll back production: v1.2.3 → v1.2.2',
      '  now        v1.2.3, deployed 4d 1h ago',
      '  then       v1.2.2, built 1d ago, deployed 4d 2h ago',
      '  changes    2 commits leave production',
      '             3f2c1a9 feat: group conversations',
      '             1a2b3c4 fix: undo',
      '  runs       deploy-prod.yml at main with version=v1.2.2',
      '  waits for  approval by @haseongpark',
      '  edge       read until it serves that; else /* of E1TALK is invalidated',
      '  reason     errors',
      '',
      '  ✔  version    v1.2.2 is a tag',
      '  ✔  served     production serves v1.2.3',
      '  ✔  direction  v1.2.2 is older than v1.2.3',
      '  ✔  workflow   deploy-prod.yml at main takes version, deploys production',
      '  ✔  in flight  no run of deploy-prod.yml is in flight',
      '  ✔  token      your token can start the workflow',
    ]);
  });

  it('proposes the last good version where none is named, and shows the list', async () => {
    const answers = fakeTerminal(() => Date.parse('2026-11-23T03:00:00Z'), ['production']);
    const world = rollbackWorld({ terminal: answers });
    const { data } = await runRollback(world, { version: null }, { confirm: undefined });
    expect([data.state, data.plan.target?.version]).toEqual(['done', 'v1.2.2']);
    expect(answers.lines.join('\n')).toContain('→ v1.2.2');
    expect(answers.questions).toHaveLength(1);
  });

  it('never takes a proposal without a terminal, though consent is given', async () => {
    const world = rollbackWorld();
    const error = await failure(runRollback(world, { version: null }));
    expect(error.kind).toBe('refused');
    expect(world.hub.sent).toEqual([]);
    expect(await world.context.journal.list()).toEqual([]);
  });

  it('never takes a proposal under --confirm, though there is a terminal', async () => {
    const terminal = fakeTerminal(() => 0, []);
    const host = { typed: 'tsops rollback --confirm production' };
    const world = rollbackWorld({ terminal, host });
    const error = await failure(runRollback(world, { version: null }));
    expect([error.kind, error.next]).toEqual([
      'refused',
      ['tsops rollback --confirm production v1.2.2'],
    ]);
    expect(world.hub.sent).toEqual([]);
  });

  it('goes by the deploy history where the site is down', async () => {
    const world = rollbackWorld({ serves: (reads) => (reads === 0 ? '<html>503' : undefined) });
    const { data } = await runRollback(world);
    expect([data.state, data.plan.current?.version]).toEqual(['done', 'v1.2.3']);
    expect(data.plan.guards.find(({ name }) => name === 'served')?.detail).toContain(
      'from the last deploy',
    );
  });

  it('fails with the credentials error where the token is rejected', async () => {
    const world = rollbackWorld({
      github: {
        beforeRead: (name) => {
          if (name === 'access') throw new TsopsError({ kind: 'credentials', message: 'rejected' });
        },
      },
    });
    expect((await failure(runRollback(world))).kind).toBe('credentials');
  });

  it('does not stop for what is only told, not judged', async () => {
    const world = rollbackWorld({
      github: {
        beforeRead: (name) => {
          if (['compare', 'protection', 'login'].includes(name)) {
            throw new TsopsError({ kind: 'unreachable', message: 'HTTP 500' });
          }
        },
      },
    });
    const { data } = await runRollback(world);
    expect([data.state, data.plan.notes]).toEqual(['done', ['commits: HTTP 500']]);
  });
});

describe('a refused rollback', () => {
  it('sends nothing and writes nothing', async () => {
    const inFlight = run(904, 'Deploy v1.2.4 to production', {
      status: 'in_progress',
      conclusion: null,
    });
    const world = rollbackWorld({
      github: { runs: [run(903, 'Deploy v1.2.3 to production'), inFlight] },
    });
    const error = await failure(runRollback(world));
    expect(error.kind).toBe('refused');
    expect(error.message).toContain(inFlight.url);
    expect(world.hub.sent).toEqual([]);
    expect(await world.context.journal.list()).toEqual([]);
  });

  it('without consent sends nothing', async () => {
    const world = rollbackWorld();
    const error = await failure(runRollback(world, {}, { confirm: undefined }));
    expect([error.kind, error.next]).toEqual([
      'refused',
      ['tsops rollback v1.2.2 --confirm production'],
    ]);
    expect(world.hub.sent).toEqual([]);
  });

  it('waits for a run in flight with --wait-for-running', async () => {
    const world = rollbackWorld();
    world.hub.take('v1.2.4', { actor: 'minji-kim' });
    const { data } = await runRollback(world, { waitForRunning: true });
    expect(data.state).toBe('done');
    expect(world.clock.slept()).toBeGreaterThanOrEqual(60_000);
  });

  it('notices a run that was started between the plan and the dispatch', async () => {
    const now = () => Date.parse('2026-11-23T03:00:00Z');
    const terminal = fakeTerminal(now, ['production']);
    const world = rollbackWorld({
      terminal: {
        ...terminal,
        ask: async () => {
          world.clock.advance(5000);
          world.hub.take('v1.2.4', { actor: 'minji-kim' });
          return 'production';
        },
      },
    });
    const error = await failure(runRollback(world, {}, { confirm: undefined }));
    expect([error.kind, error.why]).toEqual(['refused', 'Nothing was done.']);
    expect(world.hub.sent).toEqual([]);
  });

  it('by GitHub itself is not done, and stands in the journal as such', async () => {
    const refusal = new TsopsError({ kind: 'refused', message: 'No ref found for: main' });
    const world = rollbackWorld({ github: { dispatches: [refusal] } });
    expect(await failure(runRollback(world))).toBe(refusal);
    const [id = ''] = await world.context.journal.list();
    const { entries } = await world.context.journal.read(id);
    expect(kinds(entries)).toEqual(['intent', 'dispatching', 'outcome']);
    expect(entries[2]).toMatchObject({ state: 'not-done' });
  });
});

describe('a dispatch without an answer', () => {
  it.each(['no-content', 'lost-after', 'no-content-beside-another'] as const)(
    'is looked up and followed (%s), and never sent again',
    async (fate) => {
      const world = rollbackWorld({ github: { dispatches: [fate] } });
      const { data } = await runRollback(world);
      expect(data.state).toBe('done');
      expect(data.receipt?.known).toBe('looked up');
      expect(world.hub.started.find(({ id }) => id === data.receipt?.runId)?.title).toBe(
        'Deploy v1.2.2 to production',
      );
      expect(world.hub.sent).toHaveLength(1);
    },
  );

  it('is unknown where no run appears, and never sent again', async () => {
    const world = rollbackWorld({ github: { dispatches: ['lost-before'] } });
    const { verdict, data, next } = await runRollback(world);
    expect([verdict, data.state, data.receipt]).toEqual(['unknown', 'unknown', null]);
    expect(data.detail).toContain('whether it was started is unknown');
    expect(next).toEqual(['tsops rollback status']);
    expect(world.hub.sent).toHaveLength(1);
  });

  it('is unknown where two new runs could be ours', async () => {
    const world = rollbackWorld({ github: { dispatches: ['no-content-twice'] } });
    const { data } = await runRollback(world);
    expect(data.state).toBe('unknown');
    expect(data.detail).toContain('which of 2 new runs is ours is not known');
    expect(world.hub.sent).toHaveLength(1);
  });
});

describe('following the run', () => {
  it('survives polls that fail', async () => {
    let polls = 0;
    const world = rollbackWorld({
      github: {
        beforeRead: (name) => {
          if (name !== 'run') return;
          polls += 1;
          if (polls % 2 === 1) throw new TsopsError({ kind: 'unreachable', message: 'HTTP 502' });
        },
      },
    });
    expect((await runRollback(world)).data.state).toBe('done');
    expect(polls).toBeGreaterThan(4);
  });

  it('is unknown where the token is rejected on the way', async () => {
    const world = rollbackWorld({
      github: {
        beforeRead: (name) => {
          if (name === 'run') throw new TsopsError({ kind: 'credentials', message: 'expired' });
        },
      },
    });
    const { verdict, data } = await runRollback(world);
    expect([verdict, data.state]).toEqual(['unknown', 'unknown']);
  });

  it('stops waiting after the timeout, with the link, and exit code 6', async () => {
    const world = rollbackWorld({ github: { takes: 10_000_000 } });
    const { data, exitCode, next } = await runRollback(world, {}, { timeout: 120_000 });
    expect([data.state, exitCode]).toEqual(['stopped-waiting', 6]);
    expect(data.detail).toContain('actions/runs/1000');
    expect(next).toEqual(['tsops rollback status 1000']);
    expect(world.clock.slept()).toBe(120_000);
  });

  it('tells the job, the step and the end of the log of a run that failed', async () => {
    const world = rollbackWorld({ github: { conclusion: 'failure' } });
    const { verdict, data } = await runRollback(world);
    expect([verdict, data.state]).toEqual(['bad', 'not-done']);
    expect(data.detail).toBe(
      'NOT rolled back: serving v1.2.3, wanted v1.2.2 (the run ended in failure at deploy › Upload to S3).',
    );
    expect(data.proof?.failed).toEqual({
      conclusion: 'failure',
      job: 'deploy',
      step: 'Upload to S3',
      log: ['upload failed: AccessDenied'],
    });
  });

  it('says that the version is served though its run failed', async () => {
    const serves = (reads: number) => (reads === 0 ? undefined : '{"version":"v1.2.2"}');
    const world = rollbackWorld({ github: { conclusion: 'failure' }, serves });
    const { verdict, data } = await runRollback(world);
    expect([verdict, data.state]).toEqual(['bad', 'done']);
    expect(data.detail).toContain('yet the run ended in failure');
  });
});

describe('the proof', () => {
  it('invalidates once where the edge goes on to serve the old version', async () => {
    const world = rollbackWorld({ stale: true });
    const { data } = await runRollback(world);
    expect(data.state).toBe('done');
    expect(world.cloudFront.requests).toEqual([
      { cdnId: 'E1TALK', paths: ['/*'], reference: `tsops-${data.record}` },
    ]);
    const { entries } = await world.context.journal.read(data.record ?? '');
    expect(kinds(entries)).toContain('invalidating');
    expect(data.proof?.served.invalidation).toBe('I1');
  });

  it('with --no-invalidate leaves the CDN alone', async () => {
    const world = rollbackWorld({ stale: true });
    const { verdict, data } = await runRollback(world, { invalidate: false });
    expect([verdict, data.state]).toEqual(['bad', 'not-done']);
    expect(data.detail).toBe('NOT rolled back: serving v1.2.3, wanted v1.2.2 (the run succeeded).');
    expect(world.cloudFront.requests).toEqual([]);
  });

  it('is none where the edge is still stale after the invalidation', async () => {
    const world = rollbackWorld({ serves: () => '{"version":"v1.2.3"}' });
    const { verdict, data } = await runRollback(world);
    expect([verdict, data.state]).toEqual(['bad', 'not-done']);
    expect(data.detail).toMatch(/^NOT rolled back: serving v1\.2\.3, wanted v1\.2\.2/);
    expect(world.cloudFront.requests).toHaveLength(1);
  });

  it('is none where the edge serves both versions in turn', async () => {
    const serves = (reads: number) => `{"version":"${reads % 3 === 0 ? 'v1.2.3' : 'v1.2.2'}"}`;
    const world = rollbackWorld({ serves });
    const { verdict, data } = await runRollback(world);
    expect([verdict, data.state]).toEqual(['bad', 'not-done']);
  });

  it('is unknown where build-info.json cannot be read', async () => {
    const serves = (reads: number) => (reads === 0 ? undefined : '<html>');
    const world = rollbackWorld({ serves });
    const { verdict, data } = await runRollback(world);
    expect([verdict, data.state]).toEqual(['unknown', 'unknown']);
    expect(data.detail).toContain('could not be read');
  });

  it('is not claimed to have failed where time ran out', async () => {
    const serves = () => '{"version":"v1.2.3"}';
    const world = rollbackWorld({ serves });
    const { data, exitCode } = await runRollback(world, {}, { timeout: 61_000 });
    expect([data.state, exitCode]).toEqual(['stopped-waiting', 6]);
  });

  it('goes without CloudFront where it cannot be asked, and says so', async () => {
    const refusal = new TsopsError({ kind: 'credentials', message: 'no AWS credentials' });
    const world = rollbackWorld({ stale: true, cdn: { writes: [refusal] } });
    const { data, problems } = await runRollback(world);
    expect(data.state).toBe('not-done');
    expect(problems.map(({ message }) => message)).toContain('no AWS credentials');
  });
});

describe('Ctrl-C', () => {
  it('while the run goes on says so, with its link and how to come back', async () => {
    const stop = new AbortController();
    const world = rollbackWorld({
      signal: stop.signal,
      github: {
        beforeRead: (name) => {
          if (name === 'run')
            stop.abort(new TsopsError({ kind: 'interrupted', message: 'Ctrl-C' }));
        },
      },
    });
    const error = await failure(runRollback(world));
    expect(error.kind).toBe('interrupted');
    expect(error.message).toContain('The run goes on: https://github.com/');
    expect(error.next).toEqual(['tsops rollback status 1000']);
    expect(world.hub.sent).toHaveLength(1);
  });

  it('before the dispatch sends nothing, and says so', async () => {
    const stop = new AbortController();
    const journal = memoryJournal(
      () => Date.parse('2026-11-23T03:00:00Z'),
      ({ kind }) => {
        if (kind !== 'dispatching') return;
        stop.abort(new TsopsError({ kind: 'interrupted', message: 'Ctrl-C' }));
      },
    );
    const world = rollbackWorld({ signal: stop.signal, journal });
    const error = await failure(runRollback(world));
    expect([error.kind, error.message]).toEqual([
      'interrupted',
      'Stopped watching the rollback. Nothing was sent.',
    ]);
    expect(world.hub.sent).toEqual([]);
  });

  it.each(['interrupted', 'terminated'] as const)(
    'while the answer is looked for claims nothing (%s)',
    async (kind) => {
      const stop = new AbortController();
      let reads = 0;
      const world = rollbackWorld({
        signal: stop.signal,
        github: {
          dispatches: ['lost-before'],
          beforeRead: (name) => {
            if (name !== 'runs') return;
            reads += 1;
            if (reads === 4) stop.abort(new TsopsError({ kind, message: 'stop' }));
          },
        },
      });
      const error = await failure(runRollback(world));
      expect([error.kind, error.next]).toEqual([kind, ['tsops rollback status']]);
      const [id = ''] = await world.context.journal.list();
      const { entries } = await world.context.journal.read(id);
      expect(entries.filter(({ kind }) => kind === 'outcome')).toEqual([]);
      expect(world.hub.sent).toHaveLength(1);
    },
  );
});

describe('what is shown while the run is followed', () => {
  it('tells each step that ended, once, and what it waits behind', async () => {
    const clock = () => Date.parse('2026-11-23T03:00:00Z');
    const terminal = fakeTerminal(clock);
    let asked = 0;
    const world = rollbackWorld({
      terminal,
      github: {
        beforeRead: (name) => {
          if (name === 'runs') asked += 1;
        },
      },
    });
    await runRollback(world);
    const notes = terminal.lines.filter((line) => line.startsWith('  ✔ '));
    expect(notes).toEqual(['  ✔ deploy › Upload to S3  1m']);
    // For the plan, right before the dispatch and right after it, and three times for a second run meanwhile; a
    // run in progress, or ended, waits behind nothing.
    expect(asked).toBe(6);
  });

  it('ticks every second between two looks', async () => {
    const updates: string[] = [];
    const world = rollbackWorld({
      terminal: {
        ...fakeTerminal(() => 0),
        progress: () => ({ update: (text) => updates.push(text), note: () => {}, stop: () => {} }),
      },
    });
    await runRollback(world);
    expect(updates).toEqual(
      expect.arrayContaining([1, 2, 59].map((second) => `deploy › Upload to S3  ${second}s`)),
    );
  });

  it('names the run that it is queued behind', async () => {
    const terminal = fakeTerminal(() => 0);
    const world = rollbackWorld({ terminal });
    const ahead = world.hub.take('v1.2.4', { actor: 'minji-kim' });
    const waiting = world.hub.take('v1.2.2', { status: 'pending' });
    await rollbackStatusOf(world.context, { run: waiting.id, follow: true });
    expect(terminal.lines.join('\n')).toContain(
      `queued behind “Deploy v1.2.4 to production” (in_progress)  ${ahead.url}`,
    );
  });
});
