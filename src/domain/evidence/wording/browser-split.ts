import type { BrowserSplit } from '../../errors/findings.ts';
import type { Wording } from '../wording.ts';
import { errorsText, percentOf } from './figures.ts';

const bars = 4;

export const browserSplitWording: Wording<BrowserSplit> = {
  title: { en: 'Browsers and systems', ko: '브라우저와 운영체제' },
  sentence({ standsOut, clients }) {
    if (standsOut === null) {
      const known = clients.some(({ sessionShare }) => sessionShare !== null);
      if (known) {
        return {
          en: 'errors are spread like the visits: no browser or system stands out',
          ko: '오류가 방문 비율대로 퍼져 있습니다: 두드러진 브라우저나 운영체제가 없습니다',
        };
      }
      return {
        en: 'how common each browser is, is not known, so none can be blamed',
        ko: '브라우저별 방문 비율을 알 수 없어 원인으로 볼 수 없습니다',
      };
    }
    const share = percentOf(standsOut.errorShare);
    const usual = percentOf(standsOut.sessionShare ?? 0);
    return {
      en: `${standsOut.name} has ${share} of the errors and ${usual} of the visits`,
      ko: `${standsOut.name}: 오류의 ${share}, 방문의 ${usual}`,
    };
  },
  picture({ clients, standsOut }, _others, language = 'en') {
    const of = (kind: 'browser' | 'os') =>
      clients
        .filter((client) => client.kind === kind)
        .slice(0, bars)
        .map(({ name, errors, errorShare, sessionShare }) => ({
          label: name,
          share: errorShare,
          expected: sessionShare,
          note: errorsText(errors)[language],
          marked: standsOut?.kind === kind && standsOut.name === name,
        }));
    const shown = [...of('browser'), ...of('os')];
    return shown.length === 0 ? null : { kind: 'bars', bars: shown };
  },
};
