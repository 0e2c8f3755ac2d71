import { describe, expect, it } from 'vitest';
import { engineOf } from '../../../src/domain/errors/browser-engine.ts';
import { type ClientCount, splitByClient } from '../../../src/domain/errors/client-split.ts';
import { isOverRepresented } from '../../../src/domain/errors/over-represented.ts';

const counts = (shares: Readonly<Record<string, number>>, perUser = 1): ClientCount[] =>
  Object.entries(shares).map(([name, events]) => ({ name, events, users: events / perUser }));

const browsers = counts({ Chrome: 580, Safari: 240, 'Samsung Internet': 100, Firefox: 80 });
const systems = counts({ Android: 370, iOS: 240, Windows: 270, macOS: 120 });

function split(
  browser: readonly ClientCount[],
  os: readonly ClientCount[] = counts({}),
  usual = true,
) {
  return splitByClient(
    {
      browser: { errors: browser, usual: usual ? browsers : null },
      os: { errors: os, usual: usual ? systems : null },
    },
    'page loads',
  );
}

describe('no client stands out', () => {
  it('where the errors are spread as the visits are, however popular one is', () => {
    expect(split(counts({ Chrome: 58, Safari: 24, Firefox: 8 })).standsOut).toBeNull();
  });

  it('where a popular browser has nearly all errors only because nearly all use it', () => {
    const found = splitByClient(
      {
        browser: { errors: counts({ Chrome: 100 }), usual: counts({ Chrome: 950, Safari: 50 }) },
        os: { errors: [], usual: [] },
      },
      'page loads',
    );
    expect(found.standsOut).toBeNull();
  });

  it('where too few errors tell', () => {
    expect(split(counts({ Safari: 6 })).standsOut).toBeNull();
  });

  it('where it is one visitor in a loop', () => {
    expect(split([{ name: 'Safari', events: 2000, users: 1 }]).standsOut).toBeNull();
  });

  it('where it is not known how common each is', () => {
    const found = split(counts({ Safari: 500 }), counts({ iOS: 500 }), false);
    expect(found.standsOut).toBeNull();
    expect(found.clients[0]).toMatchObject({ sessionShare: null, lift: null, errorShare: 1 });
  });
});

describe('a client stands out', () => {
  it('where it has far more errors than its visits explain', () => {
    const { standsOut } = split(
      counts({ Safari: 300, Chrome: 10 }),
      counts({ iOS: 240, macOS: 60 }),
    );
    expect(standsOut).toMatchObject({ kind: 'browser', name: 'Safari', sessionShare: 0.24 });
    expect(standsOut?.lift).toBeCloseTo(300 / 310 / 0.24, 5);
  });

  it('as a system where browsers of all kinds are hit on it', () => {
    const { standsOut } = split(
      counts({ Chrome: 210, 'Samsung Internet': 90 }),
      counts({ Android: 300 }),
    );
    expect(standsOut).toMatchObject({ kind: 'os', name: 'Android' });
  });

  it('although nobody visits with it otherwise', () => {
    const { standsOut } = split(counts({ OldBrowser: 200, Chrome: 20 }));
    expect(standsOut).toMatchObject({ name: 'OldBrowser', sessionShare: 0, lift: null });
  });
});

describe('over-representation', () => {
  it('needs more errors the more clients are looked at', () => {
    const counted = { errors: 12, allErrors: 20, visits: 240, allVisits: 1000 };
    expect(isOverRepresented(counted, 1)).toBe(true);
    expect(isOverRepresented(counted, 10_000)).toBe(false);
  });

  it('is seen by chance alone in hardly any case', () => {
    // Half of the visits: 26 of 40 would come about once in twenty.
    const counted = { errors: 26, allErrors: 40, visits: 500, allVisits: 1000 };
    expect(isOverRepresented(counted, 4)).toBe(false);
  });
});

describe('an engine', () => {
  const chromium = counts({ Chrome: 260, 'Samsung Internet': 45, Safari: 2 });

  it('is named where its browsers together have them, and the others hardly any', () => {
    const { standsOut } = split(chromium, counts({ Android: 170, Windows: 130 }));
    expect(standsOut?.name).toBe('Chromium (Chrome, Samsung Internet)');
    expect(standsOut?.sessionShare).toBeCloseTo(0.68, 5);
  });

  it('is not where the others have their part, or one browser explains as much', () => {
    const some = counts({ Chrome: 200, 'Samsung Internet': 40, Safari: 50, Firefox: 12 });
    expect(split(some).standsOut).toBeNull();
    expect(split(counts({ Chrome: 300, Safari: 2 })).standsOut?.name).toBe('Chrome');
    expect(split(counts({ Safari: 300 })).standsOut?.name).toBe('Safari');
  });

  it.each([
    ['Chrome Mobile', 'Chromium'],
    ['Samsung Internet', 'Chromium'],
    ['Chrome Mobile iOS', 'WebKit'],
    ['Mobile Safari', 'WebKit'],
    ['Firefox', 'Gecko'],
    ['Lynx', 'Lynx'],
  ])('of %s is %s', (browser, engine) => {
    expect(engineOf(browser)).toBe(engine);
  });
});
