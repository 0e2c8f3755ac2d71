import type { Told } from '../findings.ts';
import type { PageSpeed, Rating, VitalReading } from '../speed-findings.ts';
import { formatVital, vitalName } from '../vitals.ts';

const ways = {
  lighthouse: { en: 'Lighthouse', ko: 'Lighthouse' },
  'pagespeed-insights': { en: 'PageSpeed Insights', ko: 'PageSpeed Insights' },
  http: { en: 'plain requests', ko: '단순 요청' },
} as const;

export const pageSpeedTold: Told<PageSpeed> = {
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
  picture({ vitals, reported, field, measuredBy }) {
    const groups: readonly (readonly [from: string, readonly VitalReading[]])[] = [
      ['users, p75 now', reported],
      [measuredBy === 'http' ? 'from here' : 'lab', vitals],
      ['Chrome, 28 days', field ?? []],
    ];
    let replaced = false;
    const nameOf = ({ vital }: VitalReading): string => {
      if (vital !== 'inp' || replaced) return vitalName(vital);
      replaced = true;
      return insteadOfFid;
    };
    const rows = groups.flatMap(([from, readings]) =>
      known(readings).map((reading) => ({
        marked: reading.rating === 'poor',
        cells: [nameOf(reading), formatVital(reading), words[reading.rating ?? 'good'], from],
      })),
    );
    return rows.length === 0 ? null : { kind: 'rows', rows, right: [1], flexible: 3 };
  },
};

/** Said once. FID is retired (March 2024), and our monitoring document still names it. */
const insteadOfFid = 'INP (FID is retired)';

const words: Readonly<Record<Rating, string>> = {
  good: 'good',
  'needs-improvement': 'needs improvement',
  poor: 'poor',
};

function known(readings: readonly VitalReading[]): VitalReading[] {
  return readings.filter(({ value }) => value !== null);
}

function brief(reading: VitalReading): string {
  return `${vitalName(reading.vital)} ${formatVital(reading)}`;
}
