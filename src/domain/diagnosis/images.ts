import type { Collected } from '../evidence/findings.ts';
import { bytesText } from '../text/size.ts';
import { type Clue, clue, known, say } from './clue.ts';

/** Bytes from which on one picture alone makes LCP poor on a phone. */
const huge = 1_000_000;

/** For and against pictures as the cause. */
export function imageClues(collected: Collected): Clue[] {
  const images = known(collected.images);
  if (images === null) return [];
  const { heaviest } = images;
  if (heaviest?.faults.includes('heavy')) {
    const size = bytesText(heaviest.bytes);
    const text = say(`${heaviest.url} weighs ${size}`, `${heaviest.url} 크기 ${size}`);
    return [clue(heaviest.bytes >= huge ? 'image-huge' : 'image-heavy', text)];
  }
  return [clue('image-fine', say('no picture is heavy', '무거운 이미지가 없습니다'))];
}
