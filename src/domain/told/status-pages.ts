import type { StatusPages } from '../error-findings.ts';
import type { Told } from '../findings.ts';

export const statusPagesTold: Told<StatusPages> = {
  title: { en: 'Status pages', ko: '상태 페이지' },
  sentence({ pages }) {
    const unread = pages.filter(({ state }) => state === 'unknown').map(({ name }) => name);
    const trouble = pages.filter(({ state }) => state !== 'none' && state !== 'unknown');
    const said = trouble.map(({ name, state }) => `${name} (${state})`).join(', ');
    const names = unread.join(', ');
    const [lack, lackKo] =
      unread.length === 0 ? ['', ''] : [`; not readable: ${names}`, `. 읽지 못함: ${names}`];
    return trouble.length === 0
      ? { en: `no vendor reports trouble${lack}`, ko: `장애를 알린 업체가 없습니다${lackKo}` }
      : { en: `trouble at ${said}${lack}`, ko: `장애: ${said}${lackKo}` };
  },
  picture({ pages }) {
    const rows = pages.map(({ name, state, detail }) => ({
      marked: state !== 'none',
      cells: [name, state, detail],
    }));
    return rows.length === 0 ? null : { kind: 'rows', rows, right: [], flexible: 2 };
  },
};
