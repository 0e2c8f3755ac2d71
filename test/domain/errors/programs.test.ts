import { describe, expect, it } from 'vitest';
import type { ClientShare } from '../../../src/domain/errors/findings.ts';
import { isProgram, programBehind } from '../../../src/domain/errors/programs.ts';
import { rate } from '../diagnosis/collected.ts';

const share = (name: string, errorShare: number, kind: ClientShare['kind'] = 'browser') => ({
  kind,
  name,
  errors: 1_000 * errorShare,
  errorShare,
  sessionShare: 0,
  lift: null,
});

describe('a browser that is a program', () => {
  it.each([
    ...[
      'HeadlessChrome',
      'Headless Chrome',
      'Googlebot',
      'bingbot',
      'AdsBot-Google',
      'Yahoo! Slurp',
    ],
    ...[
      'Baiduspider-render',
      'FacebookExternalHit',
      'Chrome-Lighthouse',
      'PetalBot',
      'SomeCrawler/2',
    ],
  ])('says so: %s', (name) => {
    expect(isProgram(name)).toBe(true);
  });

  it.each([
    ...[
      'Chrome',
      'Chrome Mobile WebView',
      'Samsung Internet',
      'Mobile Safari UI/WKWebView',
      'unknown',
    ],
    ...['Firefox', 'Edge', 'Facebook', 'Bottle Browser', 'Whale', 'DuckDuckGo Mobile'],
  ])('is not %s', (name) => {
    expect(isProgram(name)).toBe(false);
  });
});

describe('the program behind the errors', () => {
  it('is the one with most of them, where programs have nearly all', () => {
    const clients = [
      share('Baiduspider-render', 0.8),
      share('bingbot', 0.15),
      share('Chrome', 0.05),
    ];
    const found = programBehind(clients, rate());
    expect(found?.name).toBe('Baiduspider-render');
    expect(found?.share).toBeCloseTo(0.95);
  });

  it('is the one with most of them in whatever order they are listed', () => {
    const clients = [share('bingbot', 0.3), share('Googlebot', 0.6), share('PetalBot', 0.05)];
    expect(programBehind(clients, rate())?.name).toBe('Googlebot');
  });

  it('is behind nine tenths of them, and no less', () => {
    const calm = rate({ recentPerMinute: 1 });
    expect(programBehind([share('bingbot', 0.9), share('Chrome', 0.1)], calm)?.share).toBe(0.9);
    expect(programBehind([share('bingbot', 0.89), share('Chrome', 0.11)], calm)).toBeNull();
  });

  it('is behind them where people’s part is below both limits, and not where it reaches one', () => {
    const clients = [share('bingbot', 1 - 1 / 16), share('Chrome', 1 / 16)];
    const found = (change: Parameters<typeof rate>[0]) => programBehind(clients, rate(change));
    expect(found({ recentPerMinute: 159 })).not.toBeNull();
    expect(found({ recentPerMinute: 160 })).toBeNull();
    expect(found({ recentRate: 79 })).not.toBeNull();
    expect(found({ recentRate: 80 })).toBeNull();
    expect(found({ recentRate: null })).not.toBeNull();
  });

  it.each([
    ['people have a fifth of them', [share('bingbot', 0.8), share('Chrome', 0.2)], {}],
    [
      'people have ten a minute',
      [share('bingbot', 0.9), share('Chrome', 0.1)],
      { recentPerMinute: 110 },
    ],
    [
      'what people have is over the limit',
      [share('bingbot', 0.9), share('Chrome', 0.1)],
      { recentPerMinute: 50, recentRate: 60 },
    ],
    ['only a system is called so', [share('RobotOS bot', 1, 'os')], {}],
    ['nobody is known', [], {}],
  ])('is none where %s', (_, clients, change) => {
    expect(programBehind(clients, rate(change))).toBeNull();
  });
});
