import type { ErrorOnset } from '../../errors/findings.ts';
import type { Language, Text } from '../../text/language.ts';
import { hour, minute } from '../../time/units.ts';
import { bothClocks } from '../../time/zoned.ts';
import type { Series } from '../picture.ts';
import type { Neighbours, Wording } from '../wording.ts';
import { countText, minutesText, percentOf } from './figures.ts';

export const errorOnsetWording: Wording<ErrorOnset> = {
  title: { en: 'Onset of the errors', ko: '오류 시작 시점' },
  sentence(value, zone = 'UTC') {
    const { at, between, before, since } = value;
    if (at === null || between === null) {
      if (value.usualHour === true) {
        const level = countText(value.since);
        return {
          en: `${level} errors/min, as at this hour of other days: no onset`,
          ko: `분당 ${level}건. 다른 날 같은 시각과 비슷하며 새로운 시작 시점이 아닙니다`,
        };
      }
      const { en, ko } = endOf(value, zone);
      return {
        en: `no rise: ${countText(before)} errors/min all day${en}`,
        ko: `오류 증가가 없습니다: 하루 내내 분당 ${countText(before)}건${ko}`,
      };
    }
    if (between.to <= value.from) return beforeHistory(value, zone);
    const levels = `${countText(before)} → ${countText(since)}`;
    const sure = percentOf(Math.min(0.99, value.confidence));
    // The counts are by the minute: nothing is known more finely.
    const around = minutesText(Math.max(minute, between.to - at, at - between.from));
    const [how, howKo] = value.gradual ? ['gradually since', '부터 서서히'] : ['since', '부터'];
    const end = endOf(value, zone);
    return {
      en: `${levels} errors/min ${how} ${bothClocks(at, zone)} ±${around.en} (${sure} sure)${end.en}`,
      ko: `${bothClocks(at, zone)}(±${around.ko})${howKo} 분당 ${levels}건, 확신도 ${sure}${end.ko}`,
    };
  },
  picture: (value, others = {}, language = 'en') => seriesOf(value, others, language),
};

function beforeHistory({ at, before, since }: ErrorOnset, zone: string) {
  const levels = `${countText(before)} → ${countText(since)}`;
  const time = bothClocks(at ?? 0, zone);
  return {
    en: `${levels} errors/min against a week ago, since before ${time} yesterday (not sure when)`,
    ko: `1주 전 대비 분당 ${levels}건. 어제 ${time} 이전에 시작되었으나 정확한 시점은 알 수 없습니다`,
  };
}

function endOf({ endedAt, silentSince }: ErrorOnset, zone: string) {
  if (silentSince) {
    const since = bothClocks(silentSince, zone);
    return {
      en: `; since ${since} no event of any type: Sentry is silent`,
      ko: `. ${since}부터 모든 유형의 이벤트가 없습니다: Sentry 수신이 끊겼습니다`,
    };
  }
  if (endedAt === null) return { en: '', ko: '' };
  const ended = bothClocks(endedAt, zone);
  return { en: `; over since ${ended}`, ko: `. ${ended}에 멎었습니다` };
}

/** Columns that a sparkline may take. */
const columns = 60;

/** From an hour or more before the onset on, in whole minutes, with deploys and the onset marked. */
function seriesOf(value: ErrorOnset, others: Neighbours, language: Language): Series | null {
  const { at, from, counts, endedAt } = value;
  const until = from + counts.length * minute;
  const since = at === null ? until - 3 * hour : at - Math.max(hour, (until - at) / 2);
  const first = Math.max(0, Math.floor((since - from) / minute));
  const shown = counts.slice(first);
  const some = Math.max(1, Math.ceil(shown.length / columns));
  const values: number[] = [];
  for (let index = 0; index < shown.length; index += some) {
    values.push(shown.slice(index, index + some).reduce((sum, count) => sum + count, 0));
  }
  const start = from + first * minute;
  const marked = [
    ...deploysIn(others, start, language),
    ...(at === null || at < start ? [] : [{ at, label: marks.begin[language] }]),
    ...(endedAt === null ? [] : [{ at: endedAt, label: marks.end[language] }]),
  ];
  if (values.length === 0) return null;
  return { kind: 'series', from: start, step: some * minute, values, marks: marked };
}

const marks = {
  begin: { en: 'errors begin', ko: '오류 시작' },
  end: { en: 'errors end', ko: '오류 종료' },
  deploy: { en: 'a deploy', ko: '배포' },
} as const satisfies Record<string, Text>;

function deploysIn(others: Neighbours, start: number, language: Language): Series['marks'] {
  const deploys = others['recent-deploys']?.value?.deploys ?? [];
  return deploys.flatMap(({ endedAt, version }) =>
    endedAt === null || endedAt < start
      ? []
      : [{ at: endedAt, label: version ?? marks.deploy[language] }],
  );
}
