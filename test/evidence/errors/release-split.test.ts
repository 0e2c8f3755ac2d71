import { describe, expect, it } from 'vitest';
import type { ErrorOnset, ErrorType, ErrorTypes } from '../../../src/domain/errors/findings.ts';
import { minute } from '../../../src/domain/time/units.ts';
import releaseSplit from '../../../src/evidence/errors/release-split.ts';
import type { ErrorTracker } from '../../../src/ports/errors.ts';
import { answered, fakeTracker, inquiryWith, refusing, stillClock } from '../../support/ask.ts';

const at = Date.parse('2026-11-23T03:00:00Z');
const window = { from: at - 30 * minute, to: at };
const [older, newer] = ['talkstudio@1.2.3', 'talkstudio@1.3.0'];

type Counts = Readonly<Record<string, number>>;
const shares = (counts: Counts) =>
  Object.entries(counts).map(([name, events]) => ({ name, events, users: 0 }));

function tracker(errors: Counts, loads: Counts | null, sessions: Counts | null) {
  return fakeTracker({
    errorsBy: async () => shares(errors),
    pageLoadsBy: loads === null ? refusing() : async () => shares(loads),
    sessions:
      sessions === null
        ? refusing()
        : async (span) => ({
            window: span,
            releases: Object.entries(sessions).map(([release, count]) => ({
              release,
              sessions: count,
              users: 1,
            })),
          }),
  });
}

interface Given {
  readonly onset?: Partial<ErrorOnset> | null;
  readonly types?: readonly Partial<ErrorType>[] | null;
}

function asked(errors: ErrorTracker, { onset = null, types = [] }: Given = {}) {
  const clock = stillClock();
  const listed =
    types === null ? null : ({ types, events: 0, newShare: 0 } as unknown as ErrorTypes);
  const inquiry = inquiryWith({
    services: { errors: async () => errors },
    answers: {
      'error-onset': answered(onset as ErrorOnset | null),
      'error-types': answered(listed),
    },
    clock,
  });
  return { found: releaseSplit(inquiry), clock };
}

describe('errors by release', () => {
  it('stand beside the page loads of the same minutes', async () => {
    const errors = tracker({ [newer]: 30, [older]: 10 }, { [newer]: 50, [older]: 50 }, null);
    const { found, clock } = asked(errors);
    expect((await found).value?.releases).toEqual([
      { version: 'v1.3.0', errors: 30, errorShare: 0.75, sessionShare: 0.5 },
      { version: 'v1.2.3', errors: 10, errorShare: 0.25, sessionShare: 0.5 },
    ]);
    expect(errors.calls.map(({ method, args }) => [method, ...args.slice(0, 2)])).toEqual([
      ['errorsBy', 'release', window],
      ['pageLoadsBy', 'release', window],
    ]);
    expect(clock.sleeps).toEqual([5500]);
  });

  it.each<[string, Counts | null]>([
    ['are not traced', {}],
    ['are refused', null],
  ])('stand beside the sessions where page loads %s', async (_, loads) => {
    const errors = tracker({ [newer]: 1 }, loads, { [newer]: 25, [older]: 75 });
    const { value } = await asked(errors).found;
    expect(value?.releases.map(({ sessionShare }) => sessionShare)).toEqual([0.25, 0.75]);
    const sessions = errors.calls.find(({ method }) => method === 'sessions');
    expect(sessions?.args[0]).toEqual(window);
  });

  it.each<[string, Counts | null]>([
    ['are none', {}],
    ['are refused', null],
  ])('stand alone where the sessions %s too, and are ok', async (_, sessions) => {
    const { verdict, value } = await asked(tracker({ [newer]: 1 }, {}, sessions)).found;
    expect(verdict).toBe('ok');
    expect(value?.releases).toMatchObject([{ version: 'v1.3.0', sessionShare: null }]);
  });

  // Beyond its share of the visits by more than 30 of a hundred.
  it.each([
    [30, 'ok'],
    [31, 'warn'],
  ])('of which one has no visits and %i of 100 errors are %s', async (own, verdict) => {
    const errors = { [newer]: own, [older]: 100 - own };
    const { found } = asked(tracker(errors, { [older]: 50 }, null));
    expect((await found).verdict).toBe(verdict);
  });

  it('are those since the errors began', async () => {
    const onset = { at: at - 12 * minute, endedAt: null };
    const errors = tracker({ [newer]: 1 }, {}, {});
    const { window: told } = await asked(errors, { onset }).found;
    const since = { from: at - 12 * minute, to: at };
    expect(told).toEqual(since);
    const spans = errors.calls.map(({ method, args }) =>
      method === 'sessions' ? args[0] : args[1],
    );
    expect(spans).toEqual([since, since, since]);
  });
});

describe('new types', () => {
  it('are summed by the version that had them first', async () => {
    const types = [
      { isNew: true, firstVersion: 'v1.3.0', events: 4 },
      { isNew: true, firstVersion: 'v1.3.0', events: 5 },
      { isNew: true, firstVersion: 'v1.2.3', events: 1 },
      { isNew: false, firstVersion: 'v1.2.3', events: 100 },
      { isNew: true, firstVersion: null, events: 100 },
    ];
    const { value } = await asked(tracker({ [newer]: 1 }, {}, {}), { types }).found;
    expect(value?.newTypesByVersion).toEqual({ 'v1.3.0': 9, 'v1.2.3': 1 });
  });

  it('are none where the types are not known', async () => {
    const { value } = await asked(tracker({ [newer]: 1 }, {}, {}), { types: null }).found;
    expect(value?.newTypesByVersion).toEqual({});
  });
});

it('without errors there is nothing to split; a refusal is unknown', async () => {
  const none = await asked(tracker({}, { [newer]: 1 }, null)).found;
  expect(none).toMatchObject({ verdict: 'no-data', lack: { code: 'no-errors' } });
  const refused = fakeTracker({
    errorsBy: refusing('no scope'),
    pageLoadsBy: async () => [],
    sessions: refusing(),
  });
  expect(await asked(refused).found).toMatchObject({ verdict: 'unknown', detail: 'no scope' });
});
