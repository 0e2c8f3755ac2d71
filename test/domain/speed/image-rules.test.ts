import { describe, expect, it } from 'vitest';
import {
  type ImageFile,
  imageFinding,
  imagesVerdict,
} from '../../../src/domain/speed/image-rules.ts';
import type { PageTag } from '../../../src/domain/speed/page.ts';

const url = 'https://talkstudio.app/hero.webp';
const tag: PageTag = {
  kind: 'image',
  url,
  tag: '<img>',
  inHead: false,
  blocking: false,
  as: '',
  lazy: false,
  size: { width: 640, height: 360 },
};
const file: ImageFile = { url, format: 'webp', bytes: 47_300, width: 1280, height: 720 };

describe('an image', () => {
  it.each<[string, Partial<ImageFile>, Partial<PageTag>, number, string[]]>([
    ['has no fault', {}, {}, 0, []],
    ['is heavy', { bytes: 200_001 }, {}, 0, ['heavy']],
    ['is as large as it may be', { bytes: 200_000 }, {}, 0, []],
    ['of an old format is as large as it may be', { format: 'png', bytes: 50_000 }, {}, 0, []],
    ['far down is too small to wait', { bytes: 20_000 }, {}, 3, []],
    ['far down is large enough to wait', { bytes: 20_001 }, {}, 3, ['not-lazy']],
    ['among the first three need not be lazy', {}, {}, 2, []],
    ['is in an old format', { format: 'png', bytes: 60_000 }, {}, 0, ['old-format']],
    ['is small enough for any format', { format: 'png', bytes: 9_000 }, {}, 0, []],
    ['far down is not lazy', {}, {}, 3, ['not-lazy']],
    ['far down is lazy', {}, { lazy: true }, 3, []],
    ['has no width and height', {}, { size: null }, 0, ['no-dimensions']],
    ['is larger than it is shown', { width: 1281 }, {}, 0, ['oversized']],
    ['of vectors is never too large', { format: 'svg', width: 4000 }, {}, 0, []],
    ['whose size is not known is not judged by it', { width: null }, {}, 0, []],
    ['that is preloaded needs no width', {}, { kind: 'preload', size: null }, 0, []],
  ])('%s', (_what, fileChange, tagChange, place, faults) => {
    const found = imageFinding({ ...file, ...fileChange }, { ...tag, ...tagChange }, place);
    expect(found.faults).toEqual(faults);
  });
});

it.each([
  ['png', true],
  ['jpg', true],
  ['gif', true],
  ['bmp', true],
  ['tiff', true],
  ['webp', false],
  ['avif', false],
  ['svg', false],
])('an image in %s is in an old format: %s', (format, old) => {
  const { faults } = imageFinding({ ...file, format, bytes: 50_001 }, tag, 0);
  expect(faults).toEqual(old ? ['old-format'] : []);
});

describe('the verdict on images', () => {
  const verdict = (bytes: number, faults: ('heavy' | 'not-lazy')[]) =>
    imagesVerdict({ images: [{ ...file, bytes, faults }], total: bytes, heaviest: null });

  it.each([
    [47_300, [], 'ok'],
    [47_300, ['not-lazy'], 'warn'],
    [400_000, ['heavy'], 'warn'],
    [1_000_000, ['heavy'], 'warn'],
    [1_000_001, ['heavy'], 'bad'],
  ] as const)('%d bytes, %j: %s', (bytes, faults, expected) => {
    expect(verdict(bytes, [...faults])).toBe(expected);
  });

  it.each([
    ['very heavy one', 1_000_001, ['heavy'], 'bad'],
    ['one with a fault', 47_300, ['not-lazy'], 'warn'],
  ] as const)('rests on the %s among sound ones', (_what, bytes, faults, expected) => {
    const images = [
      { ...file, faults: [] },
      { ...file, bytes, faults: [...faults] },
    ];
    expect(imagesVerdict({ images, total: bytes, heaviest: null })).toBe(expected);
  });
});
