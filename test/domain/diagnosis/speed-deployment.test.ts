import { describe, expect, it } from 'vitest';
import { diagnoseSpeed } from '../../../src/domain/diagnosis/speed.ts';
import type { Collected } from '../../../src/domain/evidence/findings.ts';
import type { VitalId } from '../../../src/domain/speed/findings.ts';
import { readingOf } from '../../../src/domain/speed/vitals.ts';
import { answer, at, images, pageSpeed, slow, without } from './collected.ts';

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
