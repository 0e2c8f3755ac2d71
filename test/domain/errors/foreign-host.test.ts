import { describe, expect, it } from 'vitest';
import { foreignHostOf } from '../../../src/domain/errors/foreign-host.ts';
import { type } from '../diagnosis/collected.ts';

const own = ['talkstudio.test'];
const named = 'Error: https://js.pay.example/v3 failed';
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
    // With a scheme it is a host whatever it ends with.
    ['NetworkError: http://pay.intern/charge', 'pay.intern'],
    ['NetworkError: ws://push.vendor:8443/socket', 'push.vendor'],
  ])('is named in %s', (title, host) => {
    expect(hostOf([title, 100])).toBe(host);
  });

  it.each([
    'HttpError: 504 from https://api.talkstudio.test/search',
    'TypeError: this.state.items is undefined',
    'ReferenceError: in src/api/client.ts, window.config.app',
    'Failed to fetch',
    'TypeError: https://??? is no address',
  ])('is not named in %s', (title) => {
    expect(hostOf([title, 100])).toBeNull();
  });

  it('counts where nearly all errors name it, whatever warnings say', () => {
    expect(hostOf([named, 85], ['TypeError: x', 15])).toBe('js.pay.example');
    expect(hostOf([named, 70], ['TypeError: x', 30])).toBeNull();
    expect(hostOf([named, 85], ['TypeError: x', 900, 'warning'])).toBe('js.pay.example');
    expect(hostOf()).toBeNull();
  });

  it('counts from four fifths of the errors on, crashes among them', () => {
    expect(hostOf([named, 80], ['TypeError: x', 20])).toBe('js.pay.example');
    expect(hostOf([named, 79], ['TypeError: x', 21])).toBeNull();
    expect(hostOf([named, 60], ['TypeError: x', 40, 'fatal'])).toBeNull();
    expect(hostOf([named, 90, 'fatal'], ['TypeError: x', 10])).toBe('js.pay.example');
  });

  it('has the share of the errors that name it', () => {
    const types = [type({ title: named, events: 90 }), type({ title: 'TypeError: x', events: 10 })];
    const found = foreignHostOf({ types, events: 100, newShare: 1 }, own);
    expect(found).toEqual({ host: 'js.pay.example', share: 0.9 });
  });

  it('is the one that most name, of several, and counted once a message', () => {
    const other = 'Error: https://fonts.vendor.example/a failed';
    expect(hostOf([other, 15], [named, 85])).toBe('js.pay.example');
    expect(hostOf([`${named}: ${named}`, 50], ['TypeError: x', 50])).toBeNull();
  });

  it('is none where no error has an event', () => {
    expect(hostOf([named, 0])).toBeNull();
  });

  it('is not one of our several domains', () => {
    const types = [type({ title: 'Error: https://img.talk-cdn.test/a failed', events: 10 })];
    const all = { types, events: 10, newShare: 1 };
    expect(foreignHostOf(all, ['talkstudio.test', 'talk-cdn.test'])).toBeNull();
    expect(foreignHostOf(all, [])?.host).toBe('img.talk-cdn.test');
  });
});
