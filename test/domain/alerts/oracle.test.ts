import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rule } from '../../../src/domain/alerts/language/rule.ts';
import { epoch, type Point, play, rulesFrom, statesOf } from './support.ts';

const minute = 60_000;

/** Everything that is visible at a moment, oldest first, in minutes. */
function visibleAt(given: readonly Point[], time: number): readonly Point[] {
  return given
    .filter(({ at, arrived = at }) => at <= time && arrived <= time)
    .toSorted((a, b) => a.at - b.at);
}

/** The value that a rule sees, looked up anew from all samples; undefined where there is none. */
function seen({ condition, stale }: Rule, given: readonly Point[], time: number) {
  const { window, metric } = condition;
  const all = visibleAt(given, time);
  if (window === undefined) {
    const newest = all.filter(({ at }) => at > time - stale / minute).at(-1)?.value;
    return newest === 'stale' ? undefined : newest;
  }
  const values = all.flatMap(({ at, value }) =>
    at > time - window / minute && value !== 'stale' ? [value] : [],
  );
  if (values.length === 0) return undefined;
  const sum = values.reduce((total, value) => total + value, 0);
  return metric.aggregate === 'sum' ? sum : sum / values.length;
}

/** The states as the documentation tells them, one after the other. */
function statesByTheBook(rule: Rule, given: readonly Point[], to: number): string {
  const { hold = 0, keepFiring = 0, threshold, noData = 'hold' } = rule.condition;
  const step = rule.interval / minute;
  let state = '.';
  let lasted = 0;
  let good: number | undefined;
  const states: string[] = [];
  for (let time = 0; time <= to; time += step) {
    const value = seen(rule, given, time);
    const breach = value === undefined ? noData === 'fire' : value > threshold;
    if (value === undefined && noData === 'hold') {
      states.push(state);
      continue;
    }
    if (breach) {
      good = undefined;
      lasted = state === '.' ? 0 : lasted + step;
      if (state === '.') state = 'p';
      if (lasted * minute >= hold) state = 'F';
    } else if (state !== 'F') state = '.';
    else {
      good = good === undefined ? 0 : good + step;
      if (good * minute >= keepFiring) {
        state = '.';
        good = undefined;
      }
    }
    states.push(state);
  }
  return states.join('');
}

const texts = [
  'error_count > 5',
  'error_count > 5 for 3m',
  'error_count > 5 for 2m keep firing 2m no data inactive',
  'error_count > 6 for 90s no data fire',
  'error_count > 14 in 3m for 1m',
  'error_count > 20 in 5m keep firing 3m no data fire',
  'error_rate > 5% in 4m no data inactive',
];

describe('the evaluator', () => {
  it('finds what the documentation says, looked up sample by sample', async () => {
    const rules = await rulesFrom(
      ...texts.map((condition, index) => ({
        condition,
        fields: { stale: index % 2 === 0 ? '5m' : '2m', interval: index === 3 ? '45s' : '60s' },
      })),
    );
    const point = fc.record({
      at: fc.integer({ min: 0, max: 240 }).map((quarters) => quarters / 4),
      value: fc.oneof(
        { weight: 9, arbitrary: fc.integer({ min: 0, max: 10 }) },
        { weight: 1, arbitrary: fc.constantFrom('stale' as const, Number.NaN) },
      ),
      late: fc.constantFrom(0, 0, 0, 0, 0.25, 1, 3, 7),
    });
    const drawn = fc.uniqueArray(point, { selector: ({ at }) => at, maxLength: 120 });
    await fc.assert(
      fc.asyncProperty(drawn, async (list) => {
        const given = list
          .map(({ late, ...rest }): Point => ({ ...rest, arrived: rest.at + late }))
          .toSorted((a, b) => a.at - b.at);
        for (const rule of rules) {
          const metric = rule.condition.metric.name;
          const own = given.map((each) => ({ ...each, metric }));
          const { alerts } = await play([rule], own, { to: 60 });
          expect(`${rule.condition.text}: ${statesOf(alerts[0])}`).toBe(
            `${rule.condition.text}: ${statesByTheBook(rule, given, 60)}`,
          );
        }
      }),
      { numRuns: 120 },
    );
    expect(epoch % 45_000).toBe(0);
  });
});
