import { describe, expect, it } from 'vitest';
import runbook from '../../../src/commands/runbook/command.ts';
import resume from '../../../src/commands/runbook/resume.ts';
import type { Answer } from '../../support/walk.ts';
import { dyingJournal, sandboxForWalk } from '../../support/walk-in-sandbox.ts';

const live = { update: () => {}, emit: () => {} };
const errors = { runbook: 'high-error-rate', auto: false, anew: false };
const speed = { ...errors, runbook: 'performance-degradation' };
/** Past everything that is looked at, to the decision, and its recommendation taken. */
const decided = ['enter', 'enter', 'enter', 'enter', 'enter', 'enter'];

type Here = Awaited<ReturnType<typeof sandboxForWalk>>;

async function walk(here: Here, answers: readonly Answer[], input = errors) {
  const { context, terminal } = here.context(answers);
  const outcome = await runbook.run(input, context, live);
  const lines = await here.lines();
  const of = (kind: string) => lines.filter((line) => line.kind === kind);
  const shown = terminal.lines.join('\n');
  return { terminal, shown, outcome, lines, of, kinds: lines.map(({ kind }) => kind) };
}

describe('a rollback of a runbook', () => {
  it('shows its plan at once, is done by the typed name, and is proven by the errors', async () => {
    const here = await sandboxForWalk('bad-deploy');
    const { outcome, shown, of, kinds } = await walk(here, [...decided, 'production', 'p']);
    expect(here.writes()).toEqual(['dispatch']);
    expect(shown).toMatch(/Roll back production: v1\.2\.3 → v1\.2\.2/);
    expect(shown).toMatch(/✔ error rate \d+\.\d % → 0\.0 %, \d+s after v1\.2\.2 was served/);
    expect(of('recovery')).toMatchObject([{ recovered: true, unit: '%' }]);
    const [, incident] = (await here.journal.list()).toReversed();
    expect(here.journal.records.get(incident ?? '')?.[0]).toMatchObject({
      kind: 'intent',
      incident: '0001-incident-high-error-rate-in-production',
      step: 'roll-back',
    });
    expect(kinds.slice(-5)).toEqual(['decision', 'acting', 'acted', 'recovery', 'paused']);
    expect(outcome).toMatchObject({ verdict: 'ok', next: ['tsops runbook resume'] });
  });

  it('is not done where the name is not typed, and can be had again', async () => {
    const here = await sandboxForWalk('bad-deploy');
    const answers = [...decided, '', 'enter', 'staging', 'enter', undefined, 'p'];
    const { shown, of, outcome } = await walk(here, answers);
    expect(here.writes()).toEqual([]);
    expect(of('acted').map(({ state, detail }) => [state, detail])).toEqual([
      ['not-done', 'Nothing was typed.'],
      ['not-done', 'What was typed is not production.'],
      ['not-done', 'The rollback was cancelled at the question.'],
    ]);
    expect(shown.match(/Roll back production:/g)).toHaveLength(3);
    expect(outcome.verdict).toBe('bad');
    const { context } = here.context(['enter', 'production', 'p']);
    const again = await resume.run({ auto: false }, context, live);
    expect(again.verdict).toBe('ok');
    expect(here.writes()).toEqual(['dispatch']);
  });

  it('is refused by its guards, with the reason', async () => {
    const here = await sandboxForWalk('bad-deploy', { env: { GH_TOKEN: 'ghp_sandboxReader' } });
    const { shown, of } = await walk(here, [...decided, 's', 'call someone who may', 'p']);
    expect(here.writes()).toEqual([]);
    expect(of('acted')).toMatchObject([{ state: 'not-done', record: null }]);
    expect(shown).toContain('The rollback was refused:');
    expect(of('skipped')).toMatchObject([{ step: 'roll-back', reason: 'call someone who may' }]);
  });

  it('that GitHub refuses was not done, and can be had again', async () => {
    const here = await sandboxForWalk('bad-deploy');
    here.inject({
      system: 'github',
      method: 'POST',
      path: '*/dispatches',
      kind: 'status',
      status: 422,
      count: 1,
    });
    const { of } = await walk(here, [...decided, 'production', 'enter', 'production', 'p']);
    expect(of('acted').map(({ state }) => state)).toEqual(['not-done', 'done']);
    expect(here.writes()).toEqual(['dispatch']);
  });

  it.each([
    ['drop-after', ['dispatch'], 'done', ['p']],
    ['drop-before', [], 'not-done', ['enter', 'p']],
  ] as const)('whose answer was lost (%s) is looked up', async (kind, writes, state, keys) => {
    const here = await sandboxForWalk('bad-deploy');
    here.inject({ system: 'github', method: 'POST', path: '*/dispatches', kind, count: 1 });
    const { of } = await walk(here, [...decided, 'production', ...keys]);
    expect(of('acted').at(-1)).toMatchObject({ state });
    expect(of('acting')).toHaveLength(1);
    expect(here.writes()).toEqual(writes);
  });

  it('of which it cannot be read whether it helped rules nothing out, and is not called bad', async () => {
    const here = await sandboxForWalk('bad-deploy');
    here.onLine((kind) => {
      if (kind === 'acted') here.inject({ system: 'sentry', kind: 'status', status: 503 });
    });
    const { shown, of, outcome } = await walk(here, [...decided, 'production', 'enter', 'p']);
    expect(shown).toContain('Whether it helped is not known.');
    expect(of('recovery')).toMatchObject([{ recovered: false, unread: true }]);
    expect(outcome).toMatchObject({ verdict: 'unknown', data: { round: 1 } });
    expect(outcome.data.diagnosis?.ranked[0]).toMatchObject({ ruledOut: null });
  });
});

describe('a response that did not help', () => {
  it('is said with the figures, rules its cause out, and the next round proposes the next', async () => {
    const here = await sandboxForWalk('innocent-deploy');
    const answers = [...decided.slice(2), 'm', '1', 'production', 'enter', 'p'];
    const { shown, of, outcome } = await walk(here, answers);
    expect(of('skipped').map(({ reason }) => reason)).toContain('went straight to a mitigation');
    expect(of('recovery')).toMatchObject([{ recovered: false, round: 1 }]);
    expect(outcome).toMatchObject({ verdict: 'bad', data: { round: 2 } });
    expect(shown).toMatch(/error rate still \d+\.\d % → \d+\.\d %, 10m after v1\.2\.2 was served/);
    expect(shown).toMatch(/Decision \(2\).*\n +1 {2}external service \(DiceBear\)/);
    expect(outcome.data.diagnosis?.ranked.at(-1)).toMatchObject({
      hypothesis: 'recent-deployment',
      ruledOut: expect.stringMatching(/^error rate still .*: its response did not help$/),
    });
  });
});

describe('the other two writes', () => {
  it('an invalidation is proven by what the edge serves', async () => {
    const here = await sandboxForWalk('stale-cache');
    const answers = ['enter', '3', ...decided.slice(1), 'production', 'p'];
    const { of, outcome } = await walk(here, answers, speed);
    expect(here.writes()).toEqual(['invalidation']);
    expect(of('recovery')).toMatchObject([{ id: 'cache-state', recovered: true }]);
    expect(outcome.verdict).toBe('ok');
  });

  it('an issue is opened after a y, and not after an Enter', async () => {
    const here = await sandboxForWalk('browser-bug');
    const answers = [...decided, false, 'enter', true, 'p'];
    const { of, outcome } = await walk(here, answers);
    expect(of('acted').map(({ state }) => state)).toEqual(['not-done', 'done']);
    expect(here.writes()).toEqual(['issue']);
    expect(outcome.verdict).toBe('bad');
  });
});

describe('where no write helps', () => {
  it('m says what people do, as the cause is clear', async () => {
    const here = await sandboxForWalk('site-down');
    const { shown, kinds } = await walk(here, ['m', 'p'], { ...errors, runbook: 'service-down' });
    const told = shown.replace(/\s+/g, ' ');
    expect(told).toContain('No write of tsops helps here; what people do does: escalate now');
    expect(told).not.toContain('the evidence is still missing');
    expect(kinds).not.toContain('decision');
  });
});

describe('killed in the middle of a write', () => {
  const writes = [
    ['rollback', 'bad-deploy', errors, 'dispatch'],
    ['invalidation', 'stale-cache', speed, 'invalidation'],
    ['issue', 'browser-bug', errors, 'issue'],
  ] as const;

  it.each(writes)(
    'the %s is made once, after whichever line it dies',
    { timeout: 60_000 },
    async (...of) => {
      const [, name, input, event] = of;
      const auto = { ...input, auto: true, confirm: 'production' };
      const points: string[] = [];
      for (let at = 0; points.at(-1) !== 'runbook-ended'; at += 1) {
        const here = await sandboxForWalk(name);
        const dies = nthLineFromTheWriteOn(at, points);
        const killed = here.context(undefined, { journal: dyingJournal(here.journal, dies) });
        await expect(runbook.run(auto, killed.context, live)).rejects.toThrow();
        const point = points.at(-1);
        if (point === 'runbook-ended') break;
        const resumed = { auto: true, confirm: 'production' };
        await resume.run(resumed, here.context().context, live);
        const state = (await here.lines()).findLast(({ kind }) => kind === 'acted')?.state;
        const made = here.writes().filter((kind) => kind === event).length;
        expect({ name, point, made, state }).toEqual({ name, point, made: 1, state: 'done' });
      }
      expect(points).toEqual(
        expect.arrayContaining(['acting', 'intent', 'receipt', 'outcome', 'acted']),
      );
    },
  );
});

/** True for the `at`-th line from the beginning of the write on; which one it was is told to `points`. */
function nthLineFromTheWriteOn(at: number, points: string[]): (kind: string) => boolean {
  let begun = false;
  let left = at;
  return (kind) => {
    begun ||= kind === 'acting';
    const dies = begun && kind !== 'evidence' && left-- === 0;
    if (dies) points.push(kind);
    return dies;
  };
}
