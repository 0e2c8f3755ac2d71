import { describe, expect, it } from 'vitest';
import {
  type RollbackHealth,
  verifyRollback,
  type WatchedRollback,
} from '../../../src/actions/rollback/verify.ts';
import { TsopsError } from '../../../src/contract/errors.ts';
import type { Deploys } from '../../../src/ports/deploys.ts';
import type { JournalEntry } from '../../../src/ports/journal.ts';
import { run } from '../../support/github.ts';
import { memoryJournal } from '../../support/journal.ts';
import { rollbackWorld } from '../../support/rollback.ts';

type Parts = Parameters<typeof rollbackWorld>[0];

const minute = 60_000;
const site = 'https://talkstudio.app/build-info.json';

interface Asked {
  readonly watched?: Partial<WatchedRollback>;
  readonly deploys?: Partial<Deploys>;
  readonly timeout?: number;
  readonly recorded?: boolean;
  readonly signal?: AbortSignal;
}

/** A run for v1.2.2 that has just been started, followed and proved; with the lines that were written. */
async function verified(parts: Parts = {}, asked: Asked = {}) {
  const { watched, deploys, timeout = 20 * minute, recorded = true } = asked;
  const world = rollbackWorld(parts);
  const made = world.hub.take('v1.2.2');
  const journal = memoryJournal(() => world.clock.now());
  const record = await journal.start('rollback');
  const found = await verifyRollback(
    { ...world.context, ...(asked.signal === undefined ? {} : { signal: asked.signal }) },
    { ...world.hub.github, ...deploys },
    {
      environment: 'production',
      version: 'v1.2.2',
      buildInfo: site,
      invalidates: null,
      pollInterval: 5000,
      health: null,
      ...watched,
    },
    { runId: made.id, url: made.url },
    recorded ? record : null,
    timeout,
  );
  const { entries } = await journal.read(record.id);
  return { world, found, url: made.url, lines: entries.map(written) };
}

/** A line without what each of them has. */
const written = ({ seq, at, eventAt, actor, prev, ...line }: JournalEntry) => line;

const healthy =
  (verdict: RollbackHealth['verdict'], en: string, ko: string) =>
  async (): Promise<RollbackHealth> => ({
    verdict,
    detail: { en, ko },
  });

const serving = (version: string) => () => JSON.stringify({ version });

describe('a run that succeeded', () => {
  it('is done once its version is served, and leaves nothing to do', async () => {
    const { found, lines } = await verified();
    expect(found).toMatchObject({
      state: 'done',
      verdict: 'ok',
      proof: { served: { proved: true, serving: 'v1.2.2' }, failed: null, health: null },
      detail: {
        en: 'production serves v1.2.2, seen three times in a row.',
        ko: 'production에서 v1.2.2가 제공됩니다(연속 3회 확인).',
      },
      next: [],
    });
    expect(lines).toEqual([
      { kind: 'observed', runId: 1000, status: 'completed', conclusion: 'success' },
      { kind: 'observed', serving: 'v1.2.2', proved: true },
    ]);
  });

  it('is the same for who only looks: nothing is written', async () => {
    const { found, lines } = await verified({}, { recorded: false });
    expect(found.state).toBe('done');
    expect(lines).toEqual([]);
  });

  it('tells the health with it; only a bad one makes it bad, and anything short of ok is to be looked at', async () => {
    const of = (verdict: RollbackHealth['verdict']) =>
      verified({}, { watched: { health: healthy(verdict, 'as it is', '그대로') } });
    const ok = (await of('ok')).found;
    expect(ok).toMatchObject({ verdict: 'ok', next: [] });
    expect(ok.detail).toEqual({
      en: 'production serves v1.2.2, seen three times in a row; health: as it is.',
      ko: 'production에서 v1.2.2가 제공됩니다(연속 3회 확인). 상태 점검: 그대로.',
    });
    expect(ok.proof?.health).toEqual({
      verdict: 'ok',
      detail: 'as it is',
      said: { en: 'as it is', ko: '그대로' },
    });
    expect((await of('warn')).found).toMatchObject({ verdict: 'ok', next: ['tsops health'] });
    expect((await of('unknown')).found).toMatchObject({ verdict: 'ok', next: ['tsops health'] });
    expect((await of('bad')).found).toMatchObject({
      state: 'done',
      verdict: 'bad',
      next: ['tsops health'],
    });
  });

  it('is not rolled back where another version is served: the edge is what is left', async () => {
    const { found, lines } = await verified({ serves: serving('v1.2.3') });
    expect(found).toMatchObject({
      state: 'not-done',
      verdict: 'bad',
      proof: { failed: null, health: null, served: { proved: false, serving: 'v1.2.3' } },
      detail: {
        en: 'NOT rolled back: serving v1.2.3, wanted v1.2.2 (the run succeeded).',
        ko: '롤백되지 않음: 제공 중 v1.2.3, 목표 v1.2.2(실행은 성공).',
      },
      next: ['tsops invalidate --all', 'tsops version production --reads 5'],
    });
    expect(lines.map(({ kind }) => kind)).toEqual(['observed']);
  });

  it('names another environment than production in what to do', async () => {
    const { found } = await verified(
      { serves: serving('v1.2.3') },
      { watched: { environment: 'staging' } },
    );
    expect(found.next).toEqual([
      'tsops invalidate --all --env staging',
      'tsops version staging --reads 5',
    ]);
  });

  it('is unknown where what is served cannot be read', async () => {
    const { found } = await verified({ serves: () => 'no JSON' });
    expect(found).toMatchObject({
      state: 'unknown',
      verdict: 'unknown',
      detail: {
        en: 'Not proved: the run succeeded, and what production serves could not be read.',
        ko: '증명되지 않음: 실행은 성공, production 제공 버전을 읽지 못했습니다.',
      },
      next: ['tsops health', 'tsops rollback status'],
    });
    expect(found.problems).not.toHaveLength(0);
  });

  it('is only no longer waited for where time ran out in the midst of the proof', async () => {
    const { found } = await verified({ serves: serving('v1.2.3') }, { timeout: minute });
    expect(found).toMatchObject({
      state: 'stopped-waiting',
      verdict: 'unknown',
      detail: {
        en: 'Stopped waiting: the run succeeded, and production still serves v1.2.3, wanted v1.2.2.',
        ko: '대기를 멈췄습니다: 실행은 성공, production에서 아직 v1.2.3 제공 중(목표 v1.2.2).',
      },
      next: ['tsops rollback status'],
    });
  });
});

describe('a run that is not seen to its end', () => {
  it('goes on where time ran out: its state, its link, and how to come back', async () => {
    const { found, url, lines } = await verified({}, { timeout: 30_000 });
    expect(found).toEqual({
      state: 'stopped-waiting',
      verdict: 'unknown',
      proof: null,
      detail: {
        en: `Stopped waiting after 30s; the run goes on (in progress): ${url}`,
        ko: `30초 후 대기를 멈췄습니다. 실행은 계속됩니다(실행 중): ${url}`,
      },
      next: ['tsops rollback status 1000'],
    });
    expect(lines).toEqual([]);
  });

  it('says so where GitHub never answered for it', async () => {
    const silent = async () => {
      throw new TsopsError({ kind: 'unreachable', message: 'no answer', next: [] });
    };
    const { found, url } = await verified({}, { timeout: 30_000, deploys: { run: silent } });
    expect(found).toMatchObject({
      state: 'stopped-waiting',
      detail: {
        en: `Stopped waiting after 30s; the run goes on (not answered for): ${url}`,
        ko: `30초 후 대기를 멈췄습니다. 실행은 계속됩니다(상태 응답 없음): ${url}`,
      },
    });
  });

  it('is unknown where it cannot be followed any more', async () => {
    const { found, url } = await verified({}, { deploys: { run: async () => null } });
    expect(found).toMatchObject({
      state: 'unknown',
      verdict: 'unknown',
      proof: null,
      detail: {
        en: `The run was started and cannot be followed any more: ${url}`,
        ko: `실행은 시작되었으나 더 이상 따라갈 수 없습니다: ${url}`,
      },
      next: ['tsops rollback status 1000'],
      problems: [{ message: expect.stringContaining('no run 1000 any more') }],
    });
  });

  it('is looked at by whoever wants to, each time it is asked for', async () => {
    let polls = 0;
    await verified(
      {},
      {
        watched: {
          onPoll: async () => {
            polls += 1;
          },
        },
      },
    );
    expect(polls).toBeGreaterThan(1);
  });
});

describe('a run that failed', () => {
  const failed: Parts = { github: { conclusion: 'failure' } };

  it('tells the job, the step and the end of its log, and what to try again', async () => {
    const { found } = await verified(failed);
    expect(found).toMatchObject({
      state: 'not-done',
      verdict: 'bad',
      proof: {
        failed: {
          conclusion: 'failure',
          job: 'deploy',
          step: 'Upload to S3',
          log: ['upload failed: AccessDenied'],
        },
        health: null,
      },
      detail: {
        en: 'NOT rolled back: serving v1.2.3, wanted v1.2.2 (the run ended in failure at deploy › Upload to S3).',
        ko: '롤백되지 않음: 제공 중 v1.2.3, 목표 v1.2.2(실행 결과 실패, deploy › Upload to S3).',
      },
      next: ['tsops rollback v1.2.2', 'tsops version production --reads 5'],
    });
  });

  it('asks for the last fifteen lines of the job that broke, not of one that passed before it', async () => {
    const asked: [number, number][] = [];
    const jobs = async () => [
      {
        id: 4,
        name: 'build',
        url: '',
        status: 'completed',
        conclusion: 'success',
        startedAt: 0,
        completedAt: 1,
        steps: [],
      },
      {
        id: 5,
        name: 'deploy',
        url: '',
        status: 'completed',
        conclusion: 'failure',
        startedAt: 0,
        completedAt: 1,
        steps: [],
      },
    ];
    const logTail = async (id: number, count: number) => {
      asked.push([id, count]);
      return ['the end'];
    };
    const { found } = await verified(failed, { deploys: { jobs, logTail } });
    expect(asked).toEqual([[5, 15]]);
    expect(found.proof?.failed).toEqual({
      conclusion: 'failure',
      job: 'deploy',
      step: null,
      log: ['the end'],
    });
    expect(found.detail.en).toContain('(the run ended in failure at deploy)');
  });

  it('names no place where no job tells, and asks for no log', async () => {
    const logTail = async () => {
      throw new Error('no log is to be asked for');
    };
    const { found } = await verified(failed, { deploys: { jobs: async () => [], logTail } });
    expect(found.proof?.failed).toEqual({ conclusion: 'failure', job: null, step: null, log: [] });
    expect(found.detail).toEqual({
      en: 'NOT rolled back: serving v1.2.3, wanted v1.2.2 (the run ended in failure).',
      ko: '롤백되지 않음: 제공 중 v1.2.3, 목표 v1.2.2(실행 결과 실패).',
    });
  });

  it('goes without a log that cannot be read; a fault of our own is not hidden by that', async () => {
    const refusing = (error: Error): Asked => ({
      deploys: {
        logTail: async () => {
          throw error;
        },
      },
    });
    const gone = new TsopsError({ kind: 'unreachable', message: 'gone', next: [] });
    expect((await verified(failed, refusing(gone))).found.proof?.failed?.log).toEqual([]);
    await expect(verified(failed, refusing(new TypeError('ours')))).rejects.toThrow('ours');
  });

  it('ends with the signal where one stops while the log is read', async () => {
    const controller = new AbortController();
    const logTail = async () => {
      controller.abort(new Error('stopped'));
      throw new TsopsError({ kind: 'unreachable', message: 'gone', next: [] });
    };
    await expect(
      verified(failed, { deploys: { logTail }, signal: controller.signal }),
    ).rejects.toThrow('stopped');
  });

  it('is bad though its version is served, and leads to the health and the run', async () => {
    const { found, url } = await verified({ ...failed, serves: serving('v1.2.2') });
    expect(found).toMatchObject({
      state: 'done',
      verdict: 'bad',
      proof: { served: { proved: true }, failed: { conclusion: 'failure' }, health: null },
      detail: {
        en: `production serves v1.2.2, yet the run ended in failure at deploy › Upload to S3: ${url}`,
        ko: `production에서 v1.2.2가 제공되지만 실행 결과 실패, deploy › Upload to S3: ${url}`,
      },
      next: ['tsops health', 'tsops rollback status 1000'],
    });
  });

  it('invalidates nothing, though the environment has a CDN', async () => {
    const { world } = await verified(failed, {
      watched: { invalidates: { provider: 'cloudfront', id: 'E1TALK' } },
    });
    expect(world.cloudFront.taken).toHaveLength(0);
  });

  it('is bad where what is served cannot be read, and does not say that time ran out', async () => {
    const { found } = await verified({ ...failed, serves: () => 'no JSON' });
    expect(found).toMatchObject({
      state: 'unknown',
      verdict: 'bad',
      detail: {
        en: 'Not proved: the run ended in failure at deploy › Upload to S3, and what production serves could not be read.',
      },
    });
  });

  it('that ended in no word that is known says so', async () => {
    const ended = async (id: number) =>
      run(id, 'Deploy v1.2.2 to production', { conclusion: null });
    const { found } = await verified({}, { deploys: { run: ended, jobs: async () => [] } });
    expect(found.proof?.failed?.conclusion).toBe('an unknown end');
  });
});
