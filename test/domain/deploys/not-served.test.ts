import { describe, expect, it } from 'vitest';
import type { Deploy } from '../../../src/domain/deploys/history.ts';
import { isFromElsewhere, isSettling, notServed } from '../../../src/domain/deploys/not-served.ts';

const minute = 60_000;
const now = Date.parse('2026-11-23T03:00:00Z');

const deploy = (version: string | null, ago: number, change: Partial<Deploy> = {}): Deploy => ({
  runId: ago,
  version,
  environment: 'production',
  actor: 'minji-kim',
  at: now - (ago + 3) * minute,
  endedAt: now - ago * minute,
  conclusion: 'success',
  status: 'completed',
  url: '',
  ...change,
});
const before = deploy('v1.2.2', 3_000);

describe('a deploy that is not served', () => {
  it('is the last that succeeded, where another version is served', () => {
    expect(notServed([deploy('v1.2.3', 35), before], 'v1.2.2', now)?.version).toBe('v1.2.3');
  });

  it('may be a way back that is not served either', () => {
    const back = deploy('v1.2.2', 10);
    expect(notServed([back, deploy('v1.2.3', 35)], 'v1.2.3', now)?.version).toBe('v1.2.2');
  });

  it.each([
    ['it is served', [deploy('v1.2.3', 35), before], '1.2.3'],
    ['it ended a minute ago', [deploy('v1.2.3', 1), before], 'v1.2.2'],
    ['it ended five minutes ago', [deploy('v1.2.3', 5), before], 'v1.2.2'],
    [
      'another ran beside it, and its version is served',
      [deploy('v1.2.3', 35), deploy('v1.2.2', 36)],
      'v1.2.2',
    ],
    ['it failed', [deploy('v1.2.3', 35, { conclusion: 'failure' }), before], 'v1.2.2'],
    ['its run does not say what it was', [deploy(null, 35), before], 'v1.2.2'],
    [
      'a later run has brought what is served, and failed then',
      [deploy('v1.2.4', 8, { conclusion: 'failure' }), deploy('v1.2.3', 35)],
      'v1.2.4',
    ],
    [
      'a later run is bringing it',
      [deploy('v1.2.4', 0, { conclusion: null, endedAt: null }), deploy('v1.2.3', 35)],
      'v1.2.4',
    ],
    ['nothing was deployed', [], 'v1.2.2'],
  ])('is none where %s', (_, deploys, served) => {
    expect(notServed(deploys, served, now)).toBeNull();
  });

  it('is told more than five minutes after its end, however long it ran', () => {
    const run = (ago: number) => [deploy('v1.2.3', ago, { at: now - 90 * minute }), before];
    expect([5, 6].map((ago) => notServed(run(ago), 'v1.2.2', now) === null)).toEqual([true, false]);
    expect([5, 6].map((ago) => isSettling(run(ago), now))).toEqual([true, false]);
  });
});

describe('a version that came from elsewhere', () => {
  it('is newer than the last deploy, and no run to the environment was of it', () => {
    expect(isFromElsewhere([deploy('v1.2.3', 300), before], 'v1.2.4')).toBe(true);
  });

  it.each([
    [
      'it is older: a copy of before, perhaps of before the history',
      [deploy('v1.2.3', 35)],
      'v1.0.9',
    ],
    ['it was rolled back here', [deploy('v1.2.3', 10), deploy('v1.2.4', 60)], 'v1.2.4'],
    [
      'a run of it failed here',
      [deploy('v1.2.4', 20, { conclusion: 'failure' }), deploy('v1.2.3', 300)],
      'v1.2.4',
    ],
    ['a run does not say what it was', [deploy(null, 20), deploy('v1.2.3', 300)], 'v1.2.4'],
    ['nothing was deployed', [], 'v1.2.4'],
  ])('is none where %s', (_, deploys, served) => {
    expect(isFromElsewhere(deploys, served)).toBe(false);
  });
});
