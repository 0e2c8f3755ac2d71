import type { ImageFinding, Images } from '../../speed/findings.ts';
import { nameWithoutHash } from '../../speed/page.ts';
import type { Text } from '../../text/language.ts';
import { bytesText } from '../../text/size.ts';
import type { Wording } from '../wording.ts';

export const imagesWording: Wording<Images> = {
  title: { en: 'Images', ko: '이미지' },
  sentence({ images, total, heaviest }) {
    const faulty = images.filter(({ faults }) => faults.length > 0).length;
    const sum = bytesText(total);
    if (heaviest === null) return { en: 'no images', ko: '이미지가 없습니다' };
    const largest = `${nameWithoutHash(heaviest.url)} (${bytesText(heaviest.bytes)})`;
    const count = images.length;
    return {
      en: `${count} image${count === 1 ? '' : 's'}, ${sum}; the heaviest is ${largest}; ${faulty === 0 ? 'nothing to improve' : `${faulty} could be improved`}`,
      ko: `이미지 ${count}개, ${sum}. 가장 큰 것은 ${largest}이며, ${faulty === 0 ? '개선할 것이 없습니다' : `${faulty}개를 개선할 수 있습니다`}`,
    };
  },
  picture({ images }, _others, language = 'en') {
    const rows = images.slice(0, 6).map((image) => ({
      marked: image.faults.includes('heavy') || image.faults.includes('oversized'),
      cells: [
        nameWithoutHash(image.url),
        image.format,
        bytesText(image.bytes),
        pixelsOf(image),
        image.faults.map((fault) => words[fault][language]).join(', '),
      ],
    }));
    return rows.length === 0 ? null : { kind: 'rows', rows, right: [2, 3], flexible: 4 };
  },
};

const words: Readonly<Record<ImageFinding['faults'][number], Text>> = {
  heavy: { en: 'heavy', ko: '무거움' },
  'old-format': { en: 'old format', ko: '오래된 형식' },
  'not-lazy': { en: 'not lazy', ko: '지연 로드 안 함' },
  'no-dimensions': { en: 'no width and height', ko: '가로세로 없음' },
  oversized: { en: 'larger than shown', ko: '표시보다 큼' },
};

function pixelsOf({ width, height }: ImageFinding): string {
  return width === null || height === null ? '' : `${width}×${height}`;
}
