import { describe, expect, it } from 'vitest';
import runbook from '../../../src/commands/runbook/command.ts';
import resume from '../../../src/commands/runbook/resume.ts';
import { viewRun } from '../../../src/commands/runbook/view.ts';
import { createUnrecordedJournal, notRecorded } from '../../../src/journal/unrecorded.ts';
import { type RunbookRun, verdictOfRun } from '../../../src/runbooks/walk/run-data.ts';
import { sampleRun } from '../../samples/runbook/walk.ts';
import { plainScreen } from '../../support/terminal.ts';
import { sandboxForWalk } from '../../support/walk-in-sandbox.ts';

const live = { update: () => {}, emit: () => {} };
const auto = { runbook: 'high-error-rate', auto: true, anew: false };
const screen = plainScreen(() => 0);

describe('a run that asks nobody', () => {
  it('collects and recommends, writes nothing, and says how to have it done', async () => {
    const here = await sandboxForWalk('bad-deploy');
    const { verdict, data, next } = await runbook.run(auto, here.context().context, live);
    expect(here.writes()).toEqual([]);
    expect(verdict).toBe('bad');
    expect(data.diagnosis).toMatchObject({ recommended: 'recent-deployment' });
    expect(data.byHand.map(({ id }) => id)).toEqual(['root-cause']);
    expect(next).toEqual(['tsops runbook high-error-rate --auto --anew --confirm production']);
  });

  it('does what is recommended where the environment is named, and proves it', async () => {
    const here = await sandboxForWalk('bad-deploy');
    const input = { ...auto, confirm: 'production' };
    const { verdict, data } = await runbook.run(input, here.context().context, live);
    expect(here.writes()).toEqual(['dispatch']);
    expect(verdict).toBe('ok');
    expect(data.recovery).toMatchObject({ recovered: true });
  });

  it('is refused before anything is collected where another environment is named', async () => {
    const here = await sandboxForWalk('bad-deploy');
    const { context } = here.context();
    const wrong = runbook.run({ ...auto, confirm: 'staging' }, context, live);
    await expect(wrong).rejects.toMatchObject({ kind: 'refused' });
    expect(here.sandbox.requests()).toEqual([]);
    expect(here.journal.records.size).toBe(0);
    await runbook.run(auto, here.context().context, live);
    const taken = resume.run({ auto: true, confirm: 'staging' }, context, live);
    await expect(taken).rejects.toThrow('--confirm names staging');
  });

  it('takes no consent beforehand where somebody is asked', async () => {
    const here = await sandboxForWalk('bad-deploy');
    const { context } = here.context([]);
    const asked = runbook.run({ ...auto, auto: false, confirm: 'production' }, context, live);
    await expect(asked).rejects.toMatchObject({ kind: 'usage' });
    expect(here.journal.records.size).toBe(0);
  });

  it('says at the beginning and at the end that nothing is recorded', async () => {
    const here = await sandboxForWalk('bad-deploy');
    const warned: string[] = [];
    const journal = createUnrecordedJournal({
      recorded: here.journal,
      clock: here.clock,
      actor: 'tester@desk',
      secrets: [],
      warn: (text) => warned.push(text),
    });
    const { data, next } = await runbook.run(
      auto,
      here.context(undefined, { journal }).context,
      live,
    );
    expect(warned).toEqual([notRecorded]);
    expect(viewRun(data, screen)).toContain('NOTHING WAS RECORDED (--unrecorded)');
    expect(next).toEqual([]);
    expect(here.journal.records.size).toBe(0);
  });
});

describe('the verdict of a run', () => {
  const { recovery, diagnosis, actions } = sampleRun;
  const [acted] = actions;
  if (recovery === null || diagnosis === null || acted === undefined) throw new Error('no sample');
  const found = (recommended: string) => ({
    ...sampleRun,
    recovery: null,
    actions: [],
    diagnosis: { ...diagnosis, recommended },
  });
  const ended = (...states: string[]) => ({
    ...sampleRun,
    recovery: null,
    actions: states.map((state) => ({ ...acted, state })),
  });

  it.each<[string, string, RunbookRun]>([
    ['it recovered', 'ok', sampleRun],
    ['it did not', 'bad', { ...sampleRun, recovery: { ...recovery, recovered: false } }],
    [
      'that could not be read',
      'unknown',
      { ...sampleRun, recovery: { ...recovery, recovered: false, unread: true } },
    ],
    ['nothing is wrong', 'ok', found('false-alarm')],
    ['no cause was seen', 'unknown', found('cause-not-seen')],
    ['a cause stands', 'bad', found('client')],
    ['nothing was judged', 'unknown', { ...found('client'), diagnosis: null }],
    ['a write is not known', 'unknown', ended('unknown')],
    ['a write goes on', 'unknown', ended('in-progress')],
    ['a write was found out later', 'bad', ended('unknown', 'done')],
  ])('where %s is %s', (_, verdict, run) => {
    expect(verdictOfRun(run)).toBe(verdict);
  });
});
