import { describe, it } from 'vitest';
import { answered, play, vendors } from '../support/diagnose.ts';
import { accused, gradeOf, trueCause, wrongRollback } from '../support/grade-diagnosis.ts';

/* A few seeds of each scenario; `npm run diagnosis` plays many. */
describe.concurrent.each(answered())('%s', (name) => {
  it.for([1, 2])('is diagnosed rightly with seed %i', async (seed, { expect }) => {
    const played = await play(name, seed);
    const { causes, recommended, standing, response, ranked } = played.diagnosis;
    const scores = ranked.map(({ hypothesis, score }) => `${hypothesis} ${score}`).join(', ');
    const said = `${recommended}, ${causes} (${standing}): ${scores}, ${JSON.stringify(response)}`;
    expect(wrongRollback(played), said).toBe(false);
    expect(gradeOf(played), `${said}; true is ${trueCause(played)}`).toBe('right');
    expect(played.unexpected).toEqual([]);
  });
});

describe.concurrent('a dead vendor', () => {
  const alike = ['innocent-deploy', 'both-at-once', 'old-error-rises', 'bot-storm', 'calm'];
  const cases = alike.flatMap((name) => vendors.map((vendor) => [vendor, name] as const));

  it.for(cases)('%s makes nobody guilty in %s', async ([vendor, name], { expect }) => {
    const played = await play(name, 3, [vendor]);
    expect(wrongRollback(played)).toBe(false);
    expect(accused(played), JSON.stringify(played.diagnosis.ranked.slice(0, 2))).toBe(false);
  });
});
