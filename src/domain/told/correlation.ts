import type { Correlation, DeployTie } from '../error-findings.ts';
import type { Told } from '../findings.ts';
import { clockText, percentOf, spanText } from './figures.ts';

const rows = 4;

export const correlationTold: Told<Correlation> = {
  title: { en: 'Errors against deploys', ko: '오류와 배포의 관계' },
  sentence({ deploys, suspect, newInSuspect }) {
    if (suspect === null) return withoutSuspect(deploys);
    const gap = spanText(suspect.gap ?? 0);
    const side = (suspect.gap ?? 0) < 0 ? 'before' : 'after';
    const fresh = newInSuspect === null ? null : percentOf(newInSuspect);
    return {
      en: `errors began ${gap.en} ${side} ${suspect.version} went live${fresh === null ? '' : `; ${fresh} of them are new in it`}`,
      ko: `${suspect.version} 배포 ${gap.ko} ${side === 'after' ? '후' : '전'}에 오류가 시작됐습니다${fresh === null ? '' : `. ${fresh}가 이 버전에서 처음 발생했습니다`}`,
    };
  },
  picture({ deploys, lastGood }) {
    const shown = deploys.slice(0, rows).map((tie) => ({
      marked: tie.tied,
      cells: [tie.version, clockText(tie.liveAt), gapOf(tie), tie.actor],
    }));
    if (lastGood !== null && shown.length < rows + 1) {
      shown.push({ marked: false, cells: [lastGood, '', 'last good version', ''] });
    }
    return shown.length === 0 ? null : { kind: 'rows', rows: shown, right: [], flexible: 2 };
  },
};

function withoutSuspect(deploys: readonly DeployTie[]) {
  const [nearest] = [...deploys]
    .filter(({ gap }) => gap !== null)
    .sort((a, b) => Math.abs(a.gap ?? 0) - Math.abs(b.gap ?? 0));
  if (nearest === undefined) {
    return {
      en: 'no deploy within the last day is tied to a rise of errors',
      ko: '최근 하루 안에 오류 증가와 이어지는 배포가 없습니다',
    };
  }
  const gap = spanText(nearest.gap ?? 0);
  const before = (nearest.gap ?? 0) < 0;
  return {
    en: `no deploy fits: errors began ${gap.en} ${before ? 'before' : 'after'} ${nearest.version} went live`,
    ko: `들어맞는 배포가 없습니다: ${nearest.version} 배포 ${gap.ko} ${before ? '전' : '후'}에 오류가 시작됐습니다`,
  };
}

function gapOf({ gap }: DeployTie): string {
  if (gap === null) return '';
  return gap < 0
    ? `errors began ${spanText(gap).en} before`
    : `errors began ${spanText(gap).en} after`;
}
