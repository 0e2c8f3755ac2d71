import { describe, expect, it } from 'vitest';
import { type Observation, observe } from '../../../src/domain/diagnosis/observation.ts';
import { diagnoseSpeed } from '../../../src/domain/diagnosis/speed.ts';
import { speedDeployClues } from '../../../src/domain/diagnosis/speed-deployment.ts';
import type { Collected } from '../../../src/domain/evidence/findings.ts';
import type { VitalId, VitalReading } from '../../../src/domain/speed/findings.ts';
import { readingOf } from '../../../src/domain/speed/vitals.ts';
import { answer, at, images, pageSpeed, slow, without } from './collected.ts';
import { said } from './said.ts';

const page = (vital: VitalId, before: number, now: number): Collected => ({
  ...slow,
  'page-speed': answer({
    ...pageSpeed(1_900),
    reported: [readingOf('lcp', 1_900), readingOf(vital, now)],
    beforeDeploy: {
      version: 'v1.2.3',
      liveAt: at - 3_600_000,
      reported: [readingOf(vital, before)],
    },
  }),
});
const diagnosed = (collected: Collected) => diagnoseSpeed(collected, []);

describe('a deploy made the page slow', () => {
  it.each([
    ['inp', 160, 890],
    ['cls', 0.04, 0.31],
    ['ttfb', 400, 1_300],
  ] as const)('where %s was good before it and is not since', (vital, before, now) => {
    const found = diagnosed(page(vital, before, now));
    expect(found).toMatchObject({ recommended: 'recent-deployment', standing: 'clear' });
    expect(found.ranked[0]?.about).toBe('v1.2.3');
    expect(found.why[0]?.en).toContain('v1.2.3');
  });

  it.each([
    ['was slow before it', 'inp', 620, 890],
    ['is good still', 'inp', 110, 190],
    ['grew by a little', 'inp', 190, 210],
  ] as const)('not where the vital %s', (_, vital, before, now) => {
    expect(diagnosed(page(vital, before, now)).causes).toEqual([]);
  });

  it('not beside a cause that is seen itself: that is one cause, not two', () => {
    const found = diagnosed({ ...page('inp', 160, 890), images: answer(images(4_800_000)) });
    expect(found.causes).toEqual(['images']);
  });

  it('not while it is not known what else could explain it', () => {
    for (const id of ['bundle', 'images', 'cache-state', 'resource-loading'] as const) {
      expect(diagnosed(without(page('inp', 160, 890), id)).recommended).toBe('cause-not-seen');
    }
  });
});

describe('a vital that grew since the latest deploy', () => {
  const lcp = readingOf('lcp', 1_900);
  const speed = (
    before: readonly VitalReading[],
    now: readonly VitalReading[],
    rightAfter: readonly VitalReading[] | null = null,
  ): Collected => ({
    'page-speed': answer({
      ...pageSpeed(1_900),
      reported: [lcp, ...now],
      beforeDeploy: { version: 'v1.2.3', liveAt: at - 3_600_000, reported: before, rightAfter },
    }),
  });
  const of = (...readings: Parameters<typeof speed>) =>
    said(speedDeployClues(speed(...readings), []));
  const inp = (value: number | null) => readingOf('inp', value);

  it('is told with what it was, and what it is', () => {
    expect(of([inp(160)], [inp(890)])).toBe(
      'INP was 160 ms before v1.2.3 went live, and is 890 ms now',
    );
  });

  it('grew clearly from half as much again on', () => {
    expect(of([inp(200)], [inp(300)])).not.toBe('');
    expect(of([inp(200)], [inp(299)])).toBe('');
  });

  it('was good before: what was slow already is no news', () => {
    expect(of([inp(201)], [inp(890)])).toBe('');
    expect(of([inp(200)], [inp(890)])).not.toBe('');
  });

  it('is the first that is poor, else the first that is no longer good', () => {
    const cls = (value: number) => readingOf('cls', value);
    expect(of([inp(150), cls(0.05)], [inp(300), cls(0.4)])).toContain('CLS');
    expect(of([inp(150), cls(0.05)], [inp(300), cls(0.2)])).toContain('INP');
  });

  it('was not the deploy’s where it was good in the first minutes with it', () => {
    expect(of([inp(160)], [inp(890)], [inp(180)])).toBe('');
    expect(of([inp(160)], [inp(890)], [inp(880)])).not.toBe('');
    expect(of([inp(160)], [inp(890)], [lcp])).not.toBe('');
    expect(of([inp(160)], [inp(890)], [])).not.toBe('');
  });

  it('is none where it was not measured before, or is not now', () => {
    expect(of([], [inp(890)])).toBe('');
    expect(of([inp(160)], [])).toBe('');
    expect(of([inp(null)], [inp(890)])).toBe('');
    expect(of([inp(160)], [inp(null)])).toBe('');
  });

  it('is none without a deploy, or where nobody measured', () => {
    expect(speedDeployClues({ 'page-speed': answer(pageSpeed(5_200)) }, [])).toEqual([]);
    expect(speedDeployClues(without({}, 'page-speed'), [])).toEqual([]);
  });

  describe('beside what is seen itself', () => {
    const seen = (...weights: [Observation['id'], number][]) =>
      speedDeployClues(
        speed([inp(160)], [inp(890)]),
        weights.map(([id, weight]) => {
          const { reason } = observe(id, { en: '', ko: '' });
          return { id, reason: { ...reason, weight } };
        }),
      );

    it('is explained by a cause that has points enough', () => {
      expect(seen(['cache-stale', 45])).toEqual([]);
      expect(seen(['cache-stale', 30], ['cache-missing', 15])).toEqual([]);
    });

    it('is not by less, by two causes together, or by a false alarm', () => {
      expect(seen(['cache-stale', 44])).toHaveLength(1);
      expect(seen(['cache-stale', 30], ['image-heavy', 30])).toHaveLength(1);
      expect(seen(['speed-fine', 90])).toHaveLength(1);
    });
  });
});
