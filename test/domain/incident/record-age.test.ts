import { expect, it } from 'vitest';
import { isStartedSince } from '../../../src/domain/incident/record-age.ts';

const at = Date.parse('2026-11-23T03:15:00Z');

it.each([
  ['20261123T031500Z-page-production', true],
  ['20261123T031459Z-page-production', false],
  ['20261124T000000Z-page-production', true],
  ['by-hand', true],
])('%s was started since 03:15: %s', (id, since) => {
  expect(isStartedSince(id, at)).toBe(since);
});
