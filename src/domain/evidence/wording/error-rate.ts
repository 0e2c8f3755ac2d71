import type { ErrorRate } from '../../errors/findings.ts';
import type { Text } from '../../text/language.ts';
import type { Wording } from '../wording.ts';
import { countText, rateText } from './figures.ts';

export const errorRateWording: Wording<ErrorRate> = {
  title: { en: 'Error rate', ko: '오류율' },
  sentence(value) {
    const { recentRate, recentPerMinute, limit } = value;
    const minute = countText(recentPerMinute);
    const usual = usualOf(value);
    if (recentRate === null) {
      return {
        en: `${minute} errors/min${usual.en}; requests are not known`,
        ko: `분당 오류 ${minute}건${usual.ko}. 요청 수는 알 수 없습니다`,
      };
    }
    const rate = rateText(recentRate);
    return {
      en: `${rate} of requests (limit ${limit} %), ${minute} errors/min${usual.en}`,
      ko: `요청의 ${rate} (기준 ${limit} %), 분당 오류 ${minute}건${usual.ko}`,
    };
  },
};

function usualOf({ hourAgo, dayAgo, weekAgo }: ErrorRate): Text {
  const en = [
    ['1 h ago', hourAgo],
    ['1 d ago', dayAgo],
    ['7 d ago', weekAgo],
  ] as const;
  const ko = ['1시간 전', '1일 전', '7일 전'];
  const known = en.flatMap(([name, rate], index) =>
    rate === null
      ? []
      : [{ en: `${name} ${countText(rate)}`, ko: `${ko[index]} ${countText(rate)}` }],
  );
  if (known.length === 0) return { en: '', ko: '' };
  return {
    en: ` (${known.map((one) => one.en).join(', ')})`,
    ko: ` (${known.map((one) => one.ko).join(', ')})`,
  };
}
