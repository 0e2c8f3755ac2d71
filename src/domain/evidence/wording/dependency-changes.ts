import type { DependencyChanges } from '../../speed/findings.ts';
import type { Wording } from '../wording.ts';

export const dependencyChangesWording: Wording<DependencyChanges> = {
  title: { en: 'Dependencies', ko: '의존성 변경' },
  sentence({ from, to, added, removed, changed }) {
    const total = added.length + removed.length + changed.length;
    if (total === 0) {
      return {
        en: `${to} has the dependencies of ${from}`,
        ko: `${from} 대비 ${to}의 의존성 변경이 없습니다`,
      };
    }
    const names = added.slice(0, 3).map(({ name }) => name);
    const rest = added.length - names.length;
    const listed = `${names.join(', ')}${rest > 0 ? ` +${rest}` : ''}`;
    const others = `${changed.length} changed, ${removed.length} removed`;
    return {
      en: `${from} → ${to}: ${added.length === 0 ? 'none' : listed} added; ${others}`,
      ko: `${from} → ${to}: 추가 ${added.length === 0 ? '없음' : listed}, 변경 ${changed.length}건, 삭제 ${removed.length}건`,
    };
  },
  picture({ added, removed, changed }) {
    const rows = [
      ...added.map(({ name, version }) => row(true, '+', name, version)),
      ...changed.map(({ name, from, to }) => row(false, '~', name, `${from} → ${to}`)),
      ...removed.map(({ name, version }) => row(false, '-', name, version)),
    ];
    return rows.length === 0
      ? null
      : { kind: 'rows', rows: rows.slice(0, 6), right: [], flexible: 1 };
  },
};

function row(marked: boolean, ...cells: string[]) {
  return { marked, cells };
}
