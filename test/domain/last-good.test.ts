import { describe, expect, it } from 'vitest';
import { correlate } from '../../src/domain/correlation.ts';
import { at, deployed, onset, type } from './diagnosis/collected.ts';

const minute = 60_000;
const deploy = (version: string, minutesAgo: number) => ({
  runId: minutesAgo,
  version,
  environment: 'production',
  actor: 'minji-kim',
  at: at - (minutesAgo + 4) * minute,
  endedAt: at - minutesAgo * minute,
  conclusion: 'success',
  status: 'completed',
  url: '',
});

/** v1.2.3 broke something 20 minutes ago; of all events, so many are new since v1.2.2. */
function lastGood(events: number, level = 'error') {
  const types = [type({ events: 2_000 }), type({ id: '2', firstVersion: 'v1.2.2', events, level })];
  const recent = deployed({
    deploys: [deploy('v1.2.3', 20), deploy('v1.2.2', 400), deploy('v1.2.1', 3_000)],
    tags: ['v1.2.3', 'v1.2.2', 'v1.2.1'],
  });
  const found = { types, events: 2_000 + events, newShare: 1 };
  return correlate({ onset: onset(), recent, split: null, types: found }, at - 86_400_000).lastGood;
}

describe('the last good version', () => {
  it('is the one before, in spite of a rare error that was first seen in it', () => {
    expect(lastGood(40)).toBe('v1.2.2');
  });

  it('is an older one where a good part of the errors was first seen in the one before', () => {
    expect(lastGood(600)).toBe('v1.2.1');
  });

  it('is not spoiled by warnings', () => {
    expect(lastGood(600, 'warning')).toBe('v1.2.2');
  });
});
