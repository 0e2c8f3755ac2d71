import type { Language, Text } from '../text/language.ts';
import { formatDuration } from '../time/duration.ts';
import { minute } from '../time/units.ts';
import type { ClockOffset, WrongClock } from './clock-offset.ts';

/** One sentence for whoever reads an answer that was asked again. */
export function clockOffsetText({ aheadMs, source }: ClockOffset): Text {
  const off = formatDuration(Math.round(Math.abs(aheadMs) / minute) * minute);
  const ahead = aheadMs > 0;
  return {
    en: `The clock of this machine is ${off} ${ahead ? 'ahead' : 'behind'} (by the Date of ${source}): what depends on it was asked again in their time.`,
    ko: `이 컴퓨터의 시계가 ${off} ${ahead ? '빠릅니다' : '느립니다'}(${source}의 Date 기준). 시계에 좌우되는 것은 그쪽 시각으로 다시 물었습니다.`,
  };
}

export function wrongClock(offset: ClockOffset, language: Language): WrongClock {
  return { ...offset, text: clockOffsetText(offset)[language] };
}
