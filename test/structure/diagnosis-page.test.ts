import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { confusion, totals } from '../../scripts/diagnosis/confusion.mjs';
import { blindFigures, figuresOf, roughFigures } from '../../scripts/diagnosis/figures.mjs';
import { firstGrades } from '../../scripts/diagnosis/first-play.mjs';
import { inserted, weightTable } from '../../scripts/diagnosis/page.mjs';
import { scenarioSets } from '../../scripts/diagnosis/scenario-sets.mjs';
import { weightsAbout } from '../../src/domain/diagnosis/weights.ts';
import { knownHypotheses } from '../../src/runbooks/known.ts';

const one = {
  scenario: 'bad-deploy',
  truth: 'recent-deployment',
  recommended: 'recent-deployment',
  tellable: true,
  right: true,
  wrongRollback: false,
  took: 400,
};
const wrong = { ...one, recommended: 'client', right: false };
const hundred = Array.from({ length: 100 }, () => one);

describe('the figures of npm run diagnosis', () => {
  it('reach the goals with 98 % right, and miss them below', () => {
    expect(totals([...hundred.slice(2), wrong, wrong])).toMatchObject({ right: 98, reached: true });
    expect(totals([...hundred.slice(3), wrong, wrong, wrong])).toMatchObject({ reached: false });
  });

  it('miss them with one rollback of an innocent deploy', () => {
    expect(totals([...hundred, { ...one, wrongRollback: true }])).toMatchObject({
      rollbacks: 1,
      reached: false,
    });
  });

  it('miss them where something that cannot be told is told', () => {
    const told = { ...one, truth: 'cause-not-seen', tellable: false, right: false };
    expect(totals([...hundred, told])).toMatchObject({ said: 0, untellable: 1, reached: false });
  });

  it('stand in a table of true against recommended causes', () => {
    expect(confusion([one, one, wrong])).toBe(
      [
        '| true cause | client | recent-deployment |',
        '|---|--:|--:|',
        '| recent-deployment | 1 | 2 |',
      ].join('\n'),
    );
  });
});

describe('the figures apart', () => {
  const cases = hundred.map((each) => ({ ...each, grade: 'right', harms: [], answers: [] }));
  const harmful = { ...cases[0], right: false, grade: 'harmful', harms: ['rollback'] };
  const row = { name: 'a', said: 'client', grade: 'right' };
  const first = { play: 'first-play', rows: [row] };
  const silent = { name: 'b', said: 'cause-not-seen', grade: 'right' };
  const second = { play: 'second-play', rows: [row, silent, { ...silent, grade: 'not-seen' }] };
  const figures = (unseen: object[]) =>
    figuresOf({ tuned: cases, first: unseen, plays: [first, second] });

  it('reach the goals with 85 % of what was never tuned on, and miss them below', () => {
    const wrongs = (count: number) =>
      cases.map((each, i) => (i < count ? { ...each, right: false, grade: 'not-seen' } : each));
    expect(figures(wrongs(15)).reached).toBe(true);
    expect(figures(wrongs(16)).reached).toBe(false);
  });

  it('miss them with one harmful answer, which is counted by itself', () => {
    const { text, reached } = figures([...cases, harmful]);
    expect(reached).toBe(false);
    expect(text).toContain('| never tuned on | 101 | 1 | 0 | 0 |');
  });

  it('show each play as it came out, and how much of it was honest silence', () => {
    const { text } = figures(cases);
    expect(text).toContain(
      '| `first-play`, seed 1, as it came out | 1 | 100.0 % | 1 | 0 | 0 | 0 |',
    );
    expect(text).toContain(
      '| `second-play`, seed 1, as it came out | 3 | 66.7 % | 2 | 1 | 0 | 0 |',
    );
    expect(text).toContain('- `second-play`: of 2 right ones, 1 say "cause not seen"');
  });

  it('of rough worlds reach the goals with 85 % right and no harm, and show what fell short', () => {
    const rough = (...more: object[]) => roughFigures({ tuned: [...cases, ...more], first: cases });
    expect(rough()).toMatchObject({ reached: true });
    expect(rough(harmful).reached).toBe(false);
    expect(rough(harmful).text).toContain('| tuned | 101 | 99.0 % | 100 | 0 | 0 | 1 |');
    expect(rough(harmful).text).toContain('| bad-deploy |  | recent-deployment | harmful | 1 |');
    const silent = { ...harmful, grade: 'not-seen', harms: [] };
    expect(rough(...Array.from({ length: 40 }, () => silent)).reached).toBe(false);
  });

  it('of dead vendors miss them where somebody was made guilty or harmed, not where none was named', () => {
    const dead = { ...cases[0], accused: false, dead: ['sentry'] };
    const pair = { ...dead, dead: ['sentry', 'aws'], right: false, grade: 'not-seen' };
    const { text, reached } = blindFigures([dead, pair]);
    expect(reached).toBe(true);
    expect(text).toContain('| sentry dead | 1 | 100.0 % | 1 | 0 | 0 | 0 |');
    expect(text).toContain('| two dead, each pair in turn | 1 | 0.0 % | 0 | 1 | 0 | 0 |');
    expect(blindFigures([dead, { ...pair, accused: true }]).reached).toBe(false);
    expect(blindFigures([dead, { ...pair, harms: ['false-alarm'] }]).reached).toBe(false);
  });

  it('have a first play of each scenario, and count those that led to a change as tuned', () => {
    const { tuned, first } = scenarioSets(['bad-deploy']);
    const names = [...tuned.slice(1), ...first].map(({ name }) => name);
    expect([...firstGrades().keys()].toSorted()).toEqual(names.toSorted());
    expect(first.map(({ name }) => name)).not.toContain('quota-zero');
    expect(first.map(({ name }) => name)).toContain('wrong-branch');
  });
});

describe('docs/diagnosis.md', () => {
  it('shows the weights as they are (npm run diagnosis -- --write brings it up to date)', () => {
    const page = readFileSync('docs/diagnosis.md', 'utf8');
    const errors = inserted(
      page,
      'errors',
      weightTable(weightsAbout('errors'), knownHypotheses.errors),
    );
    const site = inserted(errors, 'site', weightTable(weightsAbout('site'), knownHypotheses.site));
    expect(inserted(site, 'speed', weightTable(weightsAbout('speed'), knownHypotheses.speed))).toBe(
      page,
    );
  });

  it('is refused without the mark of a part', () => {
    expect(() => inserted('# nothing', 'figures', 'x')).toThrow('has no part figures');
  });
});
