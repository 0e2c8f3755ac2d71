import { describe, expect, it } from 'vitest';
import type { Collected } from '../../../src/domain/evidence/findings.ts';
import { highErrorRate } from '../../../src/runbooks/high-error-rate/runbook.ts';
import {
  answer,
  badDeploy,
  browser,
  down,
  outage,
  riddle,
  service,
  without,
} from '../../domain/diagnosis/collected.ts';
import { type Answer, walked, walkingWith } from '../../support/walk.ts';

const past = ['enter', 'enter', 'enter', 'enter', 'enter'];

/** At the decision about what was collected; then these keys, and a pause. */
async function deciding(collected: typeof badDeploy, ...answers: Answer[]) {
  const walk = await walked({
    runbook: highErrorRate,
    collected,
    answers: [...past, ...answers, 'p'],
  });
  const of = (kind: string) => walk.lines.filter((line) => line.kind === kind);
  return { ...walk, of, shown: walk.terminal.lines.join('\n') };
}

/** The instructions that follow are shown by their titles. */
const lookFurther = 'The evidence is unclear: look by hand, and call';

describe('the decision', () => {
  it('takes by Enter what is recommended, with the ranking that led to it', async () => {
    const { of } = await deciding(outage, 'enter');
    expect(of('decision')).toMatchObject([
      {
        step: 'decide',
        round: 1,
        hypothesis: 'external-service',
        about: 'DiceBear',
        recommended: 'external-service',
        standing: 'clear',
        response: { kind: 'fallback' },
      },
    ]);
    expect(of('decision')[0]).toHaveProperty('ranked.0.hypothesis', 'external-service');
  });

  it('takes by number another cause, with the response to it', async () => {
    const { of, shown, run } = await deciding(outage, '2');
    const second = run.diagnosis?.ranked[1]?.hypothesis;
    expect(second).not.toBe('external-service');
    expect(of('decision')).toMatchObject([
      { hypothesis: second, recommended: 'external-service', response: { kind: 'look-further' } },
    ]);
    expect(shown).toContain(lookFurther);
  });

  it('shows the ranking, the margin, and the recommendation', async () => {
    const { shown } = await deciding(badDeploy);
    expect(shown).toMatch(/1 {2}recent deployment \(v1\.2\.3\) +\d+\n/);
    expect(shown).toMatch(/ahead by \d+, clear/);
    expect(shown).toContain('→ roll back to v1.2.2, the last good version');
  });

  it('names two causes at once', async () => {
    const both = { ...badDeploy, dependencies: answer({ dependencies: [down(0.48)] }) };
    const { run, shown } = await deciding(both);
    expect(run.diagnosis?.causes).toHaveLength(2);
    expect(shown).toContain('two causes, each explains its own share');
  });

  it('says that two causes tie, and recommends neither', async () => {
    const half = service({ probe: 'down', errorShare: 0.97 });
    const tied = {
      ...riddle,
      dependencies: answer({ dependencies: [half] }),
      'browser-split': browser['browser-split'],
    } as Collected;
    const { of, shown, run } = await deciding(tied, 'enter');
    expect(run.diagnosis?.standing).toBe('tie');
    expect(shown).toContain('a tie: the evidence does not tell them apart');
    expect(of('decision')).toMatchObject([{ hypothesis: 'cause-not-seen', standing: 'tie' }]);
  });

  it('says that the evidence is thin, and goes on by hand', async () => {
    const { of, shown } = await deciding(without(badDeploy, 'correlation'), 'enter');
    expect(shown).toContain('thin evidence: do not act on it alone');
    expect(shown).toContain('not seen:');
    expect(of('decision')).toMatchObject([
      { hypothesis: 'cause-not-seen', standing: 'thin', response: { kind: 'look-further' } },
    ]);
    expect(shown).toContain(lookFurther);
  });

  it('a cause in the words of the engineer can be taken, and is looked at by hand', async () => {
    const keys = ['h', '1', 'a flag', 'it was switched at 03:02'];
    const { run } = await deciding(riddle, ...keys);
    const place = run.diagnosis?.ranked.findIndex(({ hypothesis }) => hypothesis === 'a flag');
    const { of, shown } = await deciding(riddle, ...keys, String((place ?? 0) + 1));
    expect(of('decision')).toMatchObject([{ hypothesis: 'a flag' }]);
    expect(shown).toContain(lookFurther);
  });

  it('left out is no cause taken: only what helps without one is shown', async () => {
    const { shown, run } = await deciding(badDeploy, 's', 'the lead decides');
    expect(shown).toContain(lookFurther);
    expect(run.steps.find(({ id }) => id === 'roll-back')?.state).toBe('not-needed');
  });

  it('can be come back to, and made anew', async () => {
    const { of, shown } = await deciding(outage, 'enter', 'b', '2');
    expect(of('decision').map(({ hypothesis }) => hypothesis)).toHaveLength(2);
    expect(of('back')).toMatchObject([{ step: 'check-fallback', to: 'decide' }]);
    expect(shown).toContain(lookFurther);
  });

  it('is jumped to from anywhere by m, and what lies between is written down as left out', async () => {
    const answers = ['enter', 'm', 'escape', 'm', '1'];
    const walk = walkingWith({ runbook: highErrorRate, collected: badDeploy, answers });
    // Its plan is asked for at once; nothing here can answer.
    await expect(walk.begin()).rejects.toThrow('unexpected use of the deploys');
    const [lines = []] = walk.journal.records.values();
    const own = lines.filter(({ kind }) => kind !== 'evidence').slice(2);
    expect(own.map(({ kind, step }) => `${kind} ${step}`)).toEqual([
      'passed symptoms',
      ...['error-types', 'recent-deploys', 'onset', 'reach'].map((id) => `skipped ${id}`),
      'decision decide',
      'acting roll-back',
    ]);
    expect(own.find(({ kind }) => kind === 'skipped')?.reason).toMatch(/mitigation/);
  });
});
