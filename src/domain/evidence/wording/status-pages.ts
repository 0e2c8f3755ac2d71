import type { StatusPages } from '../../errors/findings.ts';
import type { Language, Text } from '../../text/language.ts';
import type { Wording } from '../wording.ts';

export const statusPagesWording: Wording<StatusPages> = {
  title: { en: 'Status pages', ko: '상태 페이지' },
  sentence({ pages }) {
    const unread = pages.filter(({ state }) => state === 'unknown').map(({ name }) => name);
    const trouble = pages.filter(({ state }) => state !== 'none' && state !== 'unknown');
    const said = (language: Language): string =>
      trouble.map(({ name, state }) => `${name} (${states[state][language]})`).join(', ');
    const names = unread.join(', ');
    const well = pages.filter(({ state }) => state === 'none').map(({ name }) => name);
    const healthy = well.join(', ');
    const [lack, lackKo] =
      unread.length === 0 ? ['', ''] : [`; not readable: ${names}`, `. 읽지 못함: ${names}`];
    // By name: a dependency has a page of its own, which may say something else.
    return trouble.length === 0
      ? {
          en: `no trouble reported${well.length === 0 ? '' : ` at ${healthy}`}${lack}`,
          ko: `보고된 장애 없음${well.length === 0 ? '' : `(${healthy})`}${lackKo}`,
        }
      : { en: `trouble at ${said('en')}${lack}`, ko: `장애: ${said('ko')}${lackKo}` };
  },
  picture({ pages }, _others, language = 'en') {
    const rows = pages.map(({ name, state, detail }) => ({
      marked: state !== 'none',
      // What says nothing but that all is well need not stand there in their words.
      cells: [name, states[state][language], state === 'none' && language === 'ko' ? '' : detail],
    }));
    return rows.length === 0 ? null : { kind: 'rows', rows, right: [], flexible: 2 };
  },
};

const states: Readonly<Record<StatusPages['pages'][number]['state'], Text>> = {
  none: { en: 'no trouble', ko: '이상 없음' },
  minor: { en: 'minor', ko: '경미' },
  major: { en: 'major', ko: '심각' },
  critical: { en: 'critical', ko: '치명적' },
  unknown: { en: 'not readable', ko: '읽지 못함' },
};
