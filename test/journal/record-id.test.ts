import { describe, expect, it } from 'vitest';
import { byNewestRecord, isRecordId, recordId } from '../../src/journal/record-id.ts';

const at = Date.parse('2026-11-23T03:15:00.987Z');

describe('the name of a record', () => {
  it.each([
    ['rollback', '20261123T031500Z-rollback'],
    ['Rollback  v1.2.2 / ../x', '20261123T031500Z-rollback-v1.2.2-.-x'],
    ['...a...b...', '20261123T031500Z-a.b'],
    ['--a--', '20261123T031500Z-a'],
    ['롤백', '20261123T031500Z-record'],
    ['', '20261123T031500Z-record'],
    ['../../etc/passwd', '20261123T031500Z-etc-passwd'],
  ])('of %j is %s', (topic, expected) => {
    expect(recordId(at, topic)).toBe(expected);
    expect(isRecordId(recordId(at, topic))).toBe(true);
  });

  it('is cut to 80 characters of its topic, and ends in none that joins', () => {
    expect(recordId(at, 'x'.repeat(200))).toBe(`20261123T031500Z-${'x'.repeat(80)}`);
    expect(recordId(at, `${'x'.repeat(79)}-y`)).toBe(`20261123T031500Z-${'x'.repeat(79)}`);
  });

  it('is numbered from the second on', () => {
    expect([1, 2, 10].map((attempt) => recordId(at, 'x', attempt))).toEqual([
      '20261123T031500Z-x',
      '20261123T031500Z-x-2',
      '20261123T031500Z-x-10',
    ]);
  });
});

describe('what is no name of a record', () => {
  it.each([
    'notes',
    '.DS_Store',
    '20261123-x',
    '20261123T031500Z',
    '20261123T031500Z-',
    '20261123T031500Z-x-',
    '20261123T031500Z-.x',
    '20261123T031500Z-X',
    '20261123T031500Z-a/b',
    '20261123T031500Z-a\n',
    'x20261123T031500Z-a',
    '2026112T031500Z-a',
    '20261123T03150Z-a',
    `20261123T031500Z-${'x'.repeat(240)}`,
  ])('%j', (name) => {
    expect(isRecordId(name)).toBe(false);
  });

  it('is not one of 255 characters, nor of one letter', () => {
    expect(isRecordId(`20261123T031500Z-${'x'.repeat(238)}`)).toBe(true);
    expect(isRecordId('20261123T031500Z-x')).toBe(true);
  });
});

describe('the order of records', () => {
  it('is the newest first, and within a second the one numbered later', () => {
    const second = '20261123T031500Z';
    const names = [
      '20261123T031459Z-z',
      `${second}-b`,
      `${second}-a-10`,
      `${second}-a-2`,
      `${second}-a`,
    ];
    names.push('20261123T031501Z-a');
    const sorted = ['20261123T031501Z-a', `${second}-a-10`, `${second}-a-2`];
    expect(names.toSorted(byNewestRecord)).toEqual([
      ...sorted,
      `${second}-b`,
      `${second}-a`,
      '20261123T031459Z-z',
    ]);
    expect(names.toReversed().toSorted(byNewestRecord)).toEqual(names.toSorted(byNewestRecord));
  });
});
