import { describe, expect, it } from 'vitest';
import { answered, isRight, play, trueCause, wrongRollback } from '../support/diagnose.ts';

/* A few seeds of each scenario; `npm run diagnosis` plays many. */
describe.each(answered())('%s', (name) => {
  it.each([1, 2])('is diagnosed rightly with seed %i', async (seed) => {
    const played = await play(name, seed);
    const { causes, recommended, standing, response, ranked } = played.diagnosis;
    const scores = ranked.map(({ hypothesis, score }) => `${hypothesis} ${score}`).join(', ');
    const said = `${recommended}, ${causes} (${standing}): ${scores}, ${JSON.stringify(response)}`;
    expect(wrongRollback(played), said).toBe(false);
    expect(isRight(played), `${said}; true is ${trueCause(played)}`).toBe(true);
    expect(played.unexpected).toEqual([]);
  });
});
