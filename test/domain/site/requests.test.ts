import { describe, expect, it } from 'vitest';
import { requestsOf } from '../../../src/domain/site/requests.ts';

describe('the requests', () => {
  it('are scaled up from half of the minutes on, and not known by fewer', () => {
    expect(requestsOf([100, null, 140, null])).toBe(240 * 2);
    expect(requestsOf([100, null, null])).toBeNull();
    expect(requestsOf([null, null])).toBeNull();
    expect(requestsOf([])).toBeNull();
  });
});
