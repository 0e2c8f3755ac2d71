import { describe, expect, it } from 'vitest';
import { foreignHostOf } from '../../../src/domain/errors/foreign-host.ts';
import { type } from '../diagnosis/collected.ts';

const own = ['talkstudio.test'];
const hostOf = (...titles: (readonly [title: string, events: number, level?: string])[]) =>
  foreignHostOf(
    {
      types: titles.map(([title, events, level = 'error']) => type({ title, events, level })),
      events: 1,
      newShare: 1,
    },
    own,
  )?.host ?? null;

describe('a host of others', () => {
  it.each([
    ['LoadError: https://cdn.widgets.example/a.js failed: 503', 'cdn.widgets.example'],
    ['TypeError: fetch of WSS://Push.Vendor.io/socket', 'push.vendor.io'],
    ['Timeout: api.dicebear.com did not answer', 'api.dicebear.com'],
  ])('is named in %s', (title, host) => {
    expect(hostOf([title, 100])).toBe(host);
  });

  it.each([
    'HttpError: 504 from https://api.talkstudio.test/search',
    'TypeError: this.state.items is undefined',
    'ReferenceError: in src/api/client.ts, window.config.app',
    'Failed to fetch',
  ])('is not named in %s', (title) => {
    expect(hostOf([title, 100])).toBeNull();
  });

  it('counts where nearly all errors name it, whatever warnings say', () => {
    const named = 'Error: https://js.pay.example/v3 failed';
    expect(hostOf([named, 85], ['TypeError: x', 15])).toBe('js.pay.example');
    expect(hostOf([named, 70], ['TypeError: x', 30])).toBeNull();
    expect(hostOf([named, 85], ['TypeError: x', 900, 'warning'])).toBe('js.pay.example');
    expect(hostOf()).toBeNull();
  });
});
