import {
  measurerWords,
  type PageSpeed,
  type Rating,
  type VitalReading,
} from '../../speed/findings.ts';
import { formatVital, vitalName } from '../../speed/vitals.ts';
import type { Text } from '../../text/language.ts';
import type { Wording } from '../wording.ts';

const ways = {
  [measurerWords.here]: { en: 'Lighthouse', ko: 'Lighthouse' },
  [measurerWords.remote]: { en: 'PageSpeed Insights', ko: 'PageSpeed Insights' },
  [measurerWords.requests]: { en: 'plain requests', ko: '단순 요청' },
} as const;

export const pageSpeedWording: Wording<PageSpeed> = {
  title: { en: 'Page speed', ko: '페이지 속도' },
  sentence(value) {
    const { measuredBy, score, vitals, reported } = value;
    const users = known(reported).map(brief).join(', ');
    const lab = known(vitals).map(brief).join(', ');
    const way = ways[measuredBy];
    const points = score === null ? '' : ` ${score}/100`;
    return {
      en: [
        users === '' ? 'users report nothing' : `users (p75): ${users}`,
        `${way.en}${points}: ${lab === '' ? 'nothing measured' : lab}`,
      ].join('; '),
      ko: [
        users === '' ? '사용자 측정값이 없습니다' : `사용자(p75): ${users}`,
        `${way.ko}${points}: ${lab === '' ? '측정값이 없습니다' : lab}`,
      ].join('; '),
    };
  },
  picture({ vitals, reported, field, measuredBy }, _others, language = 'en') {
    const groups: readonly (readonly [from: Text, readonly VitalReading[]])[] = [
      [sources.users, reported],
      [measuredBy === measurerWords.requests ? sources.here : sources.lab, vitals],
      [sources.field, field ?? []],
    ];
    let replaced = false;
    const nameOf = ({ vital }: VitalReading): string => {
      if (vital !== 'inp' || replaced) return vitalName(vital);
      replaced = true;
      return insteadOfFid[language];
    };
    const rows = groups.flatMap(([from, readings]) =>
      known(readings).map((reading) => ({
        marked: reading.rating === 'poor',
        cells: [
          nameOf(reading),
          formatVital(reading),
          words[reading.rating ?? 'good'][language],
          from[language],
        ],
      })),
    );
    return rows.length === 0 ? null : { kind: 'rows', rows, right: [1], flexible: 3 };
  },
};

/** Said once. FID is retired (March 2024), and our monitoring document still names it. */
const insteadOfFid: Text = { en: 'INP (FID is retired)', ko: 'INP (FID는 폐지)' };

const sources = {
  users: { en: 'users, p75 now', ko: '사용자, 현재 p75' },
  here: { en: 'from here', ko: '여기서 측정' },
  lab: { en: 'lab', ko: '실험실' },
  field: { en: 'Chrome, 28 days', ko: 'Chrome, 28일' },
} as const satisfies Record<string, Text>;

const words: Readonly<Record<Rating, Text>> = {
  good: { en: 'good', ko: '양호' },
  'needs-improvement': { en: 'needs improvement', ko: '개선 필요' },
  poor: { en: 'poor', ko: '나쁨' },
};

function known(readings: readonly VitalReading[]): VitalReading[] {
  return readings.filter(({ value }) => value !== null);
}

function brief(reading: VitalReading): string {
  return `${vitalName(reading.vital)} ${formatVital(reading)}`;
}
