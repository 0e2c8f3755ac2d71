import { describe, expect, it } from 'vitest';
import { trafficBehind } from '../../../src/domain/errors/traffic.ts';
import { rate } from '../diagnosis/collected.ts';

/** Thirty minutes with six times the requests, and 1.5 errors a minute on other days. */
const crowd = (perMinute: number, usualRequests: number | null = 25_000) =>
  rate({ requests: 150_000, usualRequests, perMinute, dayAgo: 1.2, weekAgo: 1.5 });

describe('a surge of traffic explains errors', () => {
  it('that grew as it did', () => {
    expect(trafficBehind(crowd(9))).toBe(6);
  });

  it('but not those that grew far more', () => {
    expect(trafficBehind(crowd(40))).toBeNull();
  });

  it('from twice the usual requests on', () => {
    expect(trafficBehind(crowd(1.5, 75_000))).toBe(2);
    expect(trafficBehind(crowd(1.5, 75_001))).toBeNull();
  });

  it('up to half as much again as the traffic brings of them', () => {
    expect(trafficBehind(crowd(13.5))).toBe(6);
    expect(trafficBehind(crowd(13.6))).toBeNull();
  });

  it('by the worse of the other days, or the only one that is known', () => {
    const days = (dayAgo: number | null, weekAgo: number | null) =>
      trafficBehind({ ...crowd(13.5), dayAgo, weekAgo });
    expect(days(1.5, 0.2)).toBe(6);
    expect(days(1.5, null)).toBe(6);
    expect(days(null, 1.5)).toBe(6);
    expect(days(1.2, null)).toBeNull();
  });

  it('but not where there are none, now or ever', () => {
    expect(trafficBehind({ ...crowd(0), dayAgo: 0, weekAgo: 0 })).toBeNull();
  });

  it('and none where there are no more requests than usual, or that is not known', () => {
    expect(trafficBehind(crowd(1.5, 140_000))).toBeNull();
    expect(trafficBehind(crowd(9, null))).toBeNull();
    expect(trafficBehind({ ...crowd(9), requests: null })).toBeNull();
    expect(trafficBehind({ ...crowd(9), dayAgo: null, weekAgo: null })).toBeNull();
  });
});
