import type { Correlation, DeployTie } from '../../errors/findings.ts';
import type { Text } from '../../text/language.ts';
import { minute } from '../../time/units.ts';
import { clockTime } from '../../time/zoned.ts';
import type { Wording } from '../wording.ts';
import { besideDeploy, minutesText, percentOf } from './figures.ts';

const rows = 4;

export const correlationWording: Wording<Correlation> = {
  title: { en: 'Errors against deploys', ko: '오류와 배포의 관계' },
  sentence({ deploys, suspect, newInSuspect }) {
    if (suspect === null) return withoutSuspect(deploys);
    const beside = besideDeploy(suspect.gap ?? 0, suspect.version);
    const fresh = newInSuspect === null ? null : percentOf(newInSuspect);
    return {
      en: `errors began ${beside.en}${fresh === null ? '' : `; ${fresh} of them are new in it`}`,
      ko: `${beside.ko} 오류가 시작되었습니다${fresh === null ? '' : `. ${fresh}가 이 버전에서 처음 발생했습니다`}`,
    };
  },
  picture({ deploys, lastGood }, _others, language = 'en', zone = 'UTC') {
    const shown = deploys.slice(0, rows).map((tie) => ({
      marked: tie.tied,
      cells: [tie.version, clockTime(tie.liveAt, zone), gapOf(tie)[language], tie.actor],
    }));
    if (lastGood !== null && shown.length < rows + 1) {
      shown.push({ marked: false, cells: [lastGood, '', lastGoodVersion[language], ''] });
    }
    return shown.length === 0 ? null : { kind: 'rows', rows: shown, right: [], flexible: 2 };
  },
};

const lastGoodVersion = { en: 'last good version', ko: '마지막 정상 버전' };

function withoutSuspect(deploys: readonly DeployTie[]) {
  const [nearest] = [...deploys]
    .filter(({ gap }) => gap !== null)
    .sort((a, b) => Math.abs(a.gap ?? 0) - Math.abs(b.gap ?? 0));
  if (nearest === undefined) {
    return {
      en: 'no deploy of the last day coincides with a rise in errors',
      ko: '최근 하루 안에 오류 증가와 이어지는 배포가 없습니다',
    };
  }
  const beside = besideDeploy(nearest.gap ?? 0, nearest.version);
  return {
    en: `no deploy fits: errors began ${beside.en}`,
    ko: `들어맞는 배포가 없습니다: ${beside.ko} 오류가 시작되었습니다`,
  };
}

function gapOf({ gap }: DeployTie): Text {
  if (gap === null) return { en: '', ko: '' };
  if (Math.abs(gap) < minute) return { en: 'as the errors began', ko: '오류 시작과 동시' };
  const span = minutesText(gap);
  return gap < 0
    ? { en: `errors began ${span.en} before`, ko: `${span.ko} 전에 오류 시작` }
    : { en: `errors began ${span.en} after`, ko: `${span.ko} 후에 오류 시작` };
}
