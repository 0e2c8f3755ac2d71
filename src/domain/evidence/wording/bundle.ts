import type { Bundle, Growth } from '../../speed/findings.ts';
import { bytesText } from '../../text/size.ts';
import type { Wording } from '../wording.ts';

export const bundleWording: Wording<Bundle> = {
  title: { en: 'Bundle size', ko: '번들 크기' },
  sentence({ version, total, comparedWith, largestGrowth }) {
    const now = bytesText(total);
    if (comparedWith === null) {
      return {
        en: `${version} loads ${now} of code; there is nothing to compare it with`,
        ko: `${version} 코드 크기: ${now}. 비교할 이전 수치가 없습니다`,
      };
    }
    const before = bytesText(comparedWith.total);
    const than = comparedWith.version;
    if (largestGrowth === null || total <= comparedWith.total) {
      return {
        en: `${version} loads ${now} of code, no more than ${than} (${before})`,
        ko: `${version} 코드 크기: ${now}. ${than}(${before}) 대비 늘지 않았습니다`,
      };
    }
    const growth = growthOf(largestGrowth);
    return {
      en: `code grew from ${before} (${than}) to ${now} (${version}), most of all ${growth}`,
      ko: `코드 크기가 늘었습니다: ${than} ${before} → ${version} ${now}. 최대 증가: ${growth}`,
    };
  },
  picture({ files, largestGrowth }) {
    const rows = files.slice(0, 6).map(({ name, transfer, decoded }) => ({
      marked: name === largestGrowth?.name,
      cells: [name, bytesText(transfer), bytesText(decoded), changeOf(name, largestGrowth)],
    }));
    return rows.length === 0 ? null : { kind: 'rows', rows, right: [1, 2], flexible: 0 };
  },
};

function growthOf({ name, before, after }: Growth): string {
  return `${name} ${bytesText(before)} → ${bytesText(after)}`;
}

function changeOf(name: string, growth: Growth | null): string {
  return growth?.name === name ? `+${bytesText(growth.after - growth.before)}` : '';
}
