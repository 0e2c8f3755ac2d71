import { describe, expect, it } from 'vitest';
import { byEngine, engineOf } from '../../../src/domain/errors/browser-engine.ts';

describe('the engine', () => {
  it.each([
    ['Chrome Mobile', 'Chromium'],
    ['Samsung Internet', 'Chromium'],
    ['Chrome Mobile iOS', 'WebKit'],
    ['Mobile Safari', 'WebKit'],
    ['Chrome Mobile WebView', 'Chromium'],
    ['Edge', 'Chromium'],
    ['Opera', 'Chromium'],
    ['Whale', 'Chromium'],
    ['Firefox iOS', 'WebKit'],
    ['Safari', 'WebKit'],
    ['Mobile Safari UI/WKWebView', 'WebKit'],
    ['Firefox', 'Gecko'],
    ['Firefox Mobile', 'Gecko'],
    ['Lynx', 'Lynx'],
    ['Chrome Audios', 'Chromium'],
    ['iOSApp', 'iOSApp'],
  ])('of %s is %s', (browser, engine) => {
    expect(engineOf(browser)).toBe(engine);
  });
});

it('of several browsers has the events and people of all of them', () => {
  expect(
    byEngine([
      { name: 'Chrome', events: 50, users: 20 },
      { name: 'Safari', events: 7, users: 3 },
      { name: 'Edge', events: 5, users: 4 },
    ]),
  ).toEqual([
    { name: 'Chromium', events: 55, users: 24 },
    { name: 'WebKit', events: 7, users: 3 },
  ]);
  expect(byEngine([])).toEqual([]);
});
