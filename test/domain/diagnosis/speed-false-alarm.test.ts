import { describe, expect, it } from 'vitest';
import { speedAlarmClues } from '../../../src/domain/diagnosis/speed-false-alarm.ts';
import type { Collected } from '../../../src/domain/evidence/findings.ts';
import type { Verdict } from '../../../src/domain/evidence/verdict.ts';
import { readingOf } from '../../../src/domain/speed/vitals.ts';
import { answer, bundle, cache, images, loading, pageSpeed, without } from './collected.ts';
import { ids, said } from './said.ts';

const page = (lcp: number, verdict: Verdict): Collected => ({
  'page-speed': answer(pageSpeed(lcp), verdict),
});

describe('the vitals', () => {
  it.each([
    ['ok', 'speed-fine'],
    ['warn', 'speed-middling'],
    ['bad', 'speed-poor'],
  ] as const)('of the verdict %s: %s', (verdict, id) => {
    expect(ids(speedAlarmClues(page(1_900, verdict)))).toEqual([id]);
  });

  it('are told by the one that decides', () => {
    const inp = readingOf('inp', 740);
    const slow = { ...pageSpeed(1_900), reported: [readingOf('lcp', 1_900), inp] };
    expect(said(speedAlarmClues({ 'page-speed': answer(slow) }))).toBe('INP is 740 ms');
  });

  it('say nothing where none was measured, or nobody asked', () => {
    const nothing = { ...pageSpeed(1_900), reported: [] };
    expect(speedAlarmClues({ 'page-speed': answer(nothing, 'ok') })).toEqual([]);
    expect(speedAlarmClues(without({}, 'page-speed'))).toEqual([]);
    expect(speedAlarmClues({})).toEqual([]);
  });
});

describe('beside the vitals', () => {
  const judged = (verdict: Verdict): Collected => ({
    'cache-state': answer(cache(), verdict),
    bundle: answer(bundle(350_000), verdict),
    images: answer(images(47_000), verdict),
    'resource-loading': answer(loading(false), verdict),
  });

  it('each that is bad speaks against a false alarm', () => {
    const clues = speedAlarmClues({ ...page(1_900, 'ok'), ...judged('bad') });
    expect(ids(clues)).toEqual([
      'speed-fine',
      'alarm-cache-bad',
      'alarm-bundle-bad',
      'alarm-image-bad',
      'alarm-loading-bad',
    ]);
    expect(clues.slice(1).every(({ reason }) => reason.weight < 0)).toBe(true);
  });

  it.each(['ok', 'warn', 'unknown', 'no-data'] as const)('none that is %s does', (verdict) => {
    expect(speedAlarmClues(judged(verdict))).toEqual([]);
  });
});
