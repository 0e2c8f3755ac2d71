import type { Collected } from '../evidence/findings.ts';
import { imagesVerdict } from '../speed/image-rules.ts';
import { say } from '../text/language.ts';
import { bytesText } from '../text/size.ts';
import { known, type Observation, observe } from './observation.ts';

/** For and against pictures as the cause. */
export function imageClues(collected: Collected): Observation[] {
  const images = known(collected.images);
  if (images === null) return [];
  const { heaviest } = images;
  if (heaviest?.faults.includes('heavy')) {
    const size = bytesText(heaviest.bytes);
    const text = say(`${heaviest.url} weighs ${size}`, `${heaviest.url} 크기 ${size}`);
    return [observe(imagesVerdict(images) === 'bad' ? 'image-huge' : 'image-heavy', text)];
  }
  return [observe('image-fine', say('no picture is heavy', '무거운 이미지가 없습니다'))];
}
