import type { ReleaseSplit } from '../../errors/findings.ts';
import type { Wording } from '../wording.ts';
import { errorsText, percentOf } from './figures.ts';

const bars = 4;
const uneven = 0.3;

export const releaseSplitWording: Wording<ReleaseSplit> = {
  title: { en: 'Errors by release', ko: '릴리스별 오류' },
  sentence({ releases }) {
    const [first] = releases;
    if (first === undefined)
      return { en: 'no release has errors', ko: '오류가 있는 릴리스가 없습니다' };
    const { version, errorShare, sessionShare } = first;
    const share = percentOf(errorShare);
    const visits = sessionShare === null ? null : percentOf(sessionShare);
    return {
      en: `${version} has ${share} of the errors${visits === null ? '' : ` and ${visits} of the visits`}`,
      ko: `${version}: 오류의 ${share}${visits === null ? '' : `, 방문의 ${visits}`}`,
    };
  },
  picture({ releases }, _others, language = 'en') {
    const shown = releases.slice(0, bars).map(({ version, errors, errorShare, sessionShare }) => ({
      label: version,
      share: errorShare,
      expected: sessionShare,
      note: errorsText(errors)[language],
      marked: sessionShare !== null && errorShare - sessionShare > uneven,
    }));
    return shown.length === 0 ? null : { kind: 'bars', bars: shown };
  },
};
