import { describe, expect, it } from 'vitest';
import { metrics } from '../../../../src/domain/alerts/language/metrics.ts';
import {
  familyOfMetric,
  metricFamilies,
  sourceIn,
} from '../../../../src/evidence/alerts/metrics/table.ts';

describe('the families of metrics', () => {
  it('tell each metric of the rule language once', () => {
    const told = Object.values(metricFamilies).flatMap(({ sources }) => Object.keys(sources));
    expect(told.toSorted()).toEqual([...metrics.keys()].toSorted());
  });

  it.each([
    ['uptime_check', 'uptime'],
    ['error_rate', 'errors'],
    ['cdn_error_rate', 'cdn'],
    ['ttfb', 'vitals'],
    ['tbt', undefined],
    ['error', undefined],
    ['constructor', undefined],
  ])('have %s in %s', (metric, family) => {
    expect(familyOfMetric(metric)).toBe(family);
  });

  it('name who tells of this moment, and who remembers, where these are not the same', () => {
    expect(sourceIn('uptime', 'uptime_check', 'now')).toBe('own probes, UptimeRobot');
    expect(sourceIn('uptime', 'uptime_check', 'past')).toBe('UptimeRobot');
    expect(sourceIn('errors', 'error_rate', 'now')).toBe('Sentry, CloudWatch');
    expect(sourceIn('errors', 'error_rate', 'past')).toBe('Sentry, CloudWatch');
  });
});
