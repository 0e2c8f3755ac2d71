import { describe, expect, it } from 'vitest';
import { splitByRelease, troubledPart } from '../../../src/domain/errors/release-split.ts';
import { at, onset } from '../diagnosis/collected.ts';

const minute = 60_000;
const window = { from: at - 30 * minute, to: at };

describe('the minutes in which versions are compared', () => {
  it('are those since the errors began, five at least', () => {
    expect(troubledPart(window, onset({ at: at - 18 * minute })).from).toBe(at - 18 * minute);
    expect(troubledPart(window, onset({ at: at - 2 * minute })).from).toBe(at - 5 * minute);
    expect(troubledPart(window, onset({ at: at - 18 * minute })).to).toBe(at);
  });

  it('are all of the window where they began before it, are over, or that is not known', () => {
    expect(troubledPart(window, onset({ at: at - 90 * minute }))).toEqual(window);
    expect(troubledPart(window, onset({ endedAt: at - 6 * minute }))).toEqual(window);
    expect(troubledPart(window, onset({ at: null }))).toEqual(window);
    expect(troubledPart(window, null)).toEqual(window);
  });
});

describe('errors by version', () => {
  const errors = [
    { version: 'v1.2.2', count: 10 },
    { version: 'v1.2.3', count: 60 },
    { version: 'v1.2.3', count: 30 },
  ];

  it('are summed, most first, each against its share of the visits', () => {
    const visits = [
      { version: 'v1.2.3', count: 100 },
      { version: 'v1.2.1', count: 300 },
    ];
    expect(splitByRelease(errors, visits)).toEqual([
      { version: 'v1.2.3', errors: 90, errorShare: 0.9, sessionShare: 0.25 },
      { version: 'v1.2.2', errors: 10, errorShare: 0.1, sessionShare: 0 },
      { version: 'v1.2.1', errors: 0, errorShare: 0, sessionShare: 0.75 },
    ]);
  });

  it('have no share of visits that are not known, or of which there are none', () => {
    expect(splitByRelease(errors, null).map(({ sessionShare }) => sessionShare)).toEqual([
      null,
      null,
    ]);
    expect(splitByRelease(errors, []).map(({ sessionShare }) => sessionShare)).toEqual([
      null,
      null,
    ]);
    expect(splitByRelease([], [{ version: 'v1', count: 1 }])[0]).toMatchObject({ errorShare: 0 });
  });
});
