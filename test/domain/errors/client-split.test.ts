import { describe, expect, it } from 'vitest';
import { type ClientCount, splitByClient } from '../../../src/domain/errors/client-split.ts';

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

describe('the shares', () => {
  it('are listed with the greatest part of the errors first, browsers before systems', () => {
    const { clients } = split(
      counts({ Firefox: 10, Chrome: 60, Safari: 30 }),
      counts({ iOS: 30, Android: 70 }),
    );
    expect(clients.map(({ kind, name, errorShare }) => [kind, name, errorShare])).toEqual([
      ['browser', 'Chrome', 0.6],
      ['browser', 'Safari', 0.3],
      ['browser', 'Firefox', 0.1],
      ['os', 'Android', 0.7],
      ['os', 'iOS', 0.3],
    ]);
  });

  it('are 0 of no errors, and not known of no visits', () => {
    const none = { errors: counts({ Chrome: 0 }), usual: counts({ Chrome: 0 }) };
    const found = splitByClient({ browser: none, os: { errors: [], usual: [] } }, 'page loads');
    expect(found.clients).toEqual([
      { kind: 'browser', name: 'Chrome', errors: 0, errorShare: 0, sessionShare: null, lift: null },
    ]);
    expect(found.standsOut).toBeNull();
  });

  it('of a client without a name are those of an unknown one, which never stands out', () => {
    for (const name of ['', 'unknown']) {
      const found = split(counts({ [name]: 300, Chrome: 10 }));
      expect(found.clients[0]).toMatchObject({ name: 'unknown', errors: 300 });
      expect(found.standsOut).toBeNull();
    }
  });
});

describe('a client stands out', () => {
  it('by events where nobody counted the people', () => {
    const uncounted = [{ name: 'Safari', events: 300, users: 0 }];
    expect(split(uncounted).standsOut).toMatchObject({ name: 'Safari' });
  });

  it('by its own visits, not by those of the most popular one', () => {
    const found = split(counts({ 'Samsung Internet': 60, Safari: 25, Firefox: 15 })).standsOut;
    expect(found).toMatchObject({ name: 'Samsung Internet', sessionShare: 0.1 });
  });

  it('as a browser where its system explains hardly more', () => {
    const { standsOut } = split(
      counts({ Safari: 250, Chrome: 50 }),
      counts({ iOS: 290, Android: 10 }),
    );
    expect(standsOut).toMatchObject({ kind: 'browser', name: 'Safari' });
  });

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
});
