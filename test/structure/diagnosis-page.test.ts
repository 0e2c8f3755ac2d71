import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { blindTotals, confusion, totals } from '../../scripts/diagnosis/confusion.mjs';
import { inserted, weightTable } from '../../scripts/diagnosis/page.mjs';
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

  it('miss them where a dead vendor made somebody guilty', () => {
    expect(blindTotals([{ ...one, accused: false }])).toMatchObject({ reached: true });
    expect(blindTotals([{ ...one, accused: true }])).toMatchObject({ accused: 1, reached: false });
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
