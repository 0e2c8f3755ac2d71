import { describe, expect, it } from 'vitest';
import { viewFigures } from '../../../src/commands/stats/figures-view.ts';
import type { Screen } from '../../../src/contract/context.ts';
import { lackOf } from '../../../src/domain/evidence/lacks.ts';
import type { Evidence } from '../../../src/domain/evidence/shape.ts';
import { cdnFiguresWording } from '../../../src/domain/evidence/wording/cdn-figures.ts';
import type { Figure, FigureMark, FigureSet } from '../../../src/domain/numbers/figure.ts';
import type { Language } from '../../../src/domain/text/language.ts';
import { createScreen } from '../../../src/terminal/screen.ts';
import { plainScreen } from '../../support/terminal.ts';

const minute = 60_000;
const hour = 60 * minute;
const to = Date.parse('2026-11-23T03:00:00Z');
const window = { from: to - 24 * hour, to };
const hours = (values: readonly (number | null)[]) =>
  values.map((value, at) => ({ t: window.from + (at * 24 * hour) / values.length, value }));
const day = (value: number, last = value) => hours([...Array<number>(22).fill(value), last, last]);

const base = { source: 'cdn-metrics', window, readAt: to + 5 * minute, remarks: [] } as const;
const requests: Figure = {
  ...base,
  id: 'requests',
  unit: 'count',
  target: null,
  verdict: 'ok',
  value: 846_000,
  before: 845_000,
  series: day(35_000),
};
const errors: Figure = {
  ...base,
  id: 'error-rate-total',
  unit: 'percent',
  target: { is: 'below', value: 1, bad: 5 },
  verdict: 'ok',
  value: 0.39,
  before: 0.41,
  series: day(0.39),
};
const hits: Figure = {
  ...base,
  id: 'hit-ratio',
  unit: 'percent',
  target: { is: 'above', value: 90, bad: 80 },
  verdict: 'bad',
  value: 92.4,
  before: 94.5,
  series: day(94.5, 22),
  beyond: { from: to - 80 * minute, to: null, worst: 22, now: 21.9 },
};
const off: Figure = {
  ...base,
  id: 'origin-latency-p50',
  unit: 'milliseconds',
  target: { is: 'below', value: 500, bad: 1000 },
  verdict: 'no-data',
  value: null,
  before: null,
  series: [],
  lack: lackOf('no-additional-metrics'),
  remarks: [lackOf('additional-metrics-are-paid', 'aws turn-on')],
};
const marks: FigureMark[] = [
  { at: window.from + 30 * minute, version: 'v1.2.2' },
  { at: to - 2 * hour + minute, version: 'v1.2.3' },
];

const told = (
  figures: readonly Figure[],
  more: Partial<Evidence<FigureSet>> = {},
): Evidence<FigureSet> => ({
  question: 'how does it stand',
  verdict: 'ok',
  value: { figures, marks },
  unit: null,
  source: 'CloudWatch',
  window,
  baseline: null,
  observedAt: to + 5 * minute,
  tookMs: 300,
  detail: '',
  ...more,
});

const shown = (evidence: Evidence<FigureSet>, columns = 80, language: Language = 'en') => {
  const screen = plainScreen(() => to + 5 * minute, columns, language);
  return viewFigures('production', cdnFiguresWording, evidence, screen);
};

const all = [requests, errors, hits, off];

describe('figures on a terminal', () => {
  it('are aligned rows, each with its limit, course and change', () => {
    expect(shown(told(all, { verdict: 'bad' })).split('\n')).toEqual([
      'production · CDN, 24h up to 12:00 KST',
      '✖ hit ratio 92.4 % (limit > 90 %), 21.9 % now, beyond it since 10:40 KST',
      '',
      '  ✔  requests      846k            ███████████████████████  ±0 % (was 845k)',
      '  ✔  error rate  0.39 %  < 1 %     ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄  ±0 pt (was 0.41 %)',
      '  ✖  hit ratio   92.4 %  > 90 %    █████████████████████▁▁  −2.1 pt (was 94.5 %)',
      '  ·  origin p50       –  < 500 ms                           off: a paid metric',
      '     deploys                       ↑                    ↑',
      '     ↑ v1.2.2 12:30 KST, v1.2.3 10:01 KST',
      '  origin p50: additional metrics of the distribution are off; to turn them on',
      '    (paid): aws turn-on',
      '  CloudWatch: read 12:05 KST, may lag 5m',
    ]);
  });

  it.each(['en', 'ko'] as const)('fit 80, 60 and 40 columns, with nothing cut (%s)', (language) => {
    for (const columns of [80, 60, 40]) {
      const screen = plainScreen(() => to, columns, language);
      const text = shown(told(all, { verdict: 'bad' }), columns, language);
      for (const line of text.split('\n')) expect(screen.width(line)).toBeLessThanOrEqual(columns);
      expect(text).not.toContain('…');
      expect(text).toContain('v1.2.3');
      expect(text).toContain('92.4 %');
    }
  });

  it('on 40 columns stand below one another, the arrows below their columns', () => {
    const lines = shown(told([requests, hits], { verdict: 'bad' }), 40).split('\n');
    expect(lines.slice(4)).toEqual([
      '  ✔ requests  846k',
      '    ████████████████████████  ±0 %',
      '  ✖ hit ratio  92.4 %  > 90 %',
      '    ██████████████████████▁▁  −2.1 pt',
      '    ↑                     ↑',
      '  ↑ deploys: v1.2.2 12:30 KST, v1.2.3',
      '    10:01 KST',
      '  CloudWatch: read 12:05 KST, may lag',
      '    5m',
    ]);
  });

  it('in Korean are Korean', () => {
    expect(shown(told(all, { verdict: 'bad' }), 80, 'ko')).toContain(
      '✖ 캐시 적중률 92.4 % (기준 > 90 %), 현재 21.9 %, 10:40 KST부터 벗어남',
    );
  });

  it('colour the bars beyond the limit, by how far', () => {
    const mark = (sign: string) => (text: string) => `${sign}${text}`;
    const paint = {
      bold: String,
      dim: String,
      accent: String,
      good: String,
      warn: mark('!'),
      bad: mark('!!'),
    };
    const screen: Screen = createScreen({
      columns: 200,
      rows: 24,
      terminal: false,
      paint,
      clock: { now: () => to },
      zone: () => 'Asia/Seoul',
      language: () => 'en',
    });
    const series = hours([0.4, 2, 9, null, 0.4]);
    const figure: Figure = { ...errors, series };
    const text = viewFigures('production', cdnFiguresWording, told([figure]), screen);
    expect(text).toMatch(/ ▁!▃!!█ ▁ {2}±0 pt/);
  });
});

describe('what is told once', () => {
  const failed = { kind: 'unreachable', message: 'CloudWatch cannot be read' };
  const unknown = (figure: Figure, problem = failed): Figure => {
    const { lack: _lack, beyond: _beyond, ...rest } = figure;
    return { ...rest, verdict: 'unknown', value: null, before: null, series: [], problem };
  };

  it('a problem of some figures: by the caller that of the whole, below them another one', () => {
    const other = { ...failed, message: 'it left out a metric' };
    const evidence = told([requests, unknown(errors), unknown(hits, other)], {
      verdict: 'unknown',
      problem: failed,
    });
    const text = shown(evidence);
    expect(text).toContain('?  error rate     –  < 1 %');
    expect(text).toContain('not known');
    expect(text).not.toContain(failed.message);
    expect(text.match(/hit ratio: it left out a metric/g)).toHaveLength(1);
  });

  it('a reason that holds for all, without a row for each', () => {
    const none = [requests, errors].map(
      (figure): Figure => ({
        ...figure,
        verdict: 'no-data',
        value: null,
        before: null,
        series: [],
        lack: lackOf('no-requests'),
      }),
    );
    const text = shown(told(none, { verdict: 'no-data', lack: lackOf('no-requests') }));
    expect(text.split('\n')).toEqual([
      'production · CDN, 24h up to 12:00 KST',
      '· no request came in the window',
      '',
      '  CloudWatch: read 12:05 KST, may lag 5m',
    ]);
  });

  it('that nothing could be asked, and that there is no CDN', () => {
    expect(shown(told([], { verdict: 'unknown', value: null }))).toMatch(
      /\n\? it could not be asked$/,
    );
    const lack = lackOf('no-cdn', 'staging');
    expect(shown(told([], { verdict: 'no-data', value: null, lack }))).toMatch(
      /\n· staging has no CDN in the config$/,
    );
  });
});

describe('what was, and of when it is', () => {
  it('a breach that is over is told, though all is well', () => {
    const beyond = { from: to - 9 * hour, to: to - 8 * hour, worst: 14, now: 0.4 };
    expect(shown(told([requests, { ...errors, beyond }]))).toContain(
      '✔ error rate 0.39 % (limit < 1 %), beyond it 03:00 KST to 04:00 KST (14 %)',
    );
  });

  it('of a longer window has its day', () => {
    const week = { from: to - 168 * hour, to };
    const beyond = { from: to - 50 * hour, to: null, worst: 22, now: 22 };
    const figure: Figure = { ...hits, window: week, beyond };
    expect(shown(told([figure], { window: week, verdict: 'bad' }))).toContain(
      'since 11-21 10:00 KST',
    );
  });

  it('an old answer says how old it is, and from when on it is asked again, or why it is not', () => {
    const readAt = to - 10 * minute;
    expect(shown(told([{ ...requests, readAt }]))).toContain('read 11:50 KST, 15m ago');
    const problem = { kind: 'unreachable', message: 'no answer' };
    expect(shown(told([{ ...requests, readAt, problem, verdict: 'unknown' }]), 200)).toContain(
      '15m ago, may lag 5m, an older answer, as it could not be asked now: no answer',
    );
  });

  it('courses of other windows have no arrows, which would be wrong for some', () => {
    const longer = { ...hits, window: { from: to - 48 * hour, to } };
    const text = shown(told([requests, longer], { verdict: 'bad' }));
    expect(text).not.toContain('↑');
    expect(text).toContain('deploys: v1.2.2');
  });
});
