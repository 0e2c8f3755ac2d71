import { expect, it } from 'vitest';
import { isWithinDomain } from '../../../src/domain/net/within-domain.ts';

it.each([
  ['talkstudio.app', true],
  ['assets.talkstudio.app', true],
  ['eviltalkstudio.app', false],
  ['talkstudio.app.example', false],
  ['app', false],
])('%s is within talkstudio.app: %s', (host, within) => {
  expect(isWithinDomain(host, 'talkstudio.app')).toBe(within);
});
