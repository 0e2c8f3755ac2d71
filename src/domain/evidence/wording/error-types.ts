import type { ErrorTypes } from '../../errors/findings.ts';
import type { Text } from '../../text/language.ts';
import type { Wording } from '../wording.ts';
import { percentOf } from './figures.ts';

const rows = 6;

export const errorTypesWording: Wording<ErrorTypes> = {
  title: { en: 'Error types', ko: '오류 유형' },
  sentence({ types, events, newShare }) {
    const fresh = types.filter(({ isNew }) => isNew);
    if (fresh.length === 0) {
      return {
        en: `${events} events of ${types.length} types, none of them new`,
        ko: `이벤트 ${events}건, 유형 ${types.length}개. 새로운 유형은 없습니다`,
      };
    }
    const share = percentOf(newShare);
    const since = [...new Set(fresh.flatMap(({ firstVersion }) => firstVersion ?? []))].join(', ');
    return {
      en: `${fresh.length} new type${fresh.length === 1 ? ' makes' : 's make'} up ${share} of ${events} events${since === '' ? '' : `, first seen in ${since}`}`,
      ko: `이벤트 ${events}건의 ${share}가 새로운 유형 ${fresh.length}개입니다${since === '' ? '' : ` (첫 발생: ${since})`}`,
    };
  },
  picture({ types }, _others, language = 'en') {
    const shown = types.slice(0, rows).map((type) => ({
      marked: type.isNew,
      whole: `tsops errors ${type.shortId || type.id}`,
      cells: [
        String(type.events),
        usersText(type.users)[language],
        [type.isNew ? words.isNew[language] : '', type.unhandled ? words.unhandled[language] : '']
          .filter(Boolean)
          .join(' '),
        type.firstVersion ?? '',
        type.title,
      ],
    }));
    return shown.length === 0 ? null : { kind: 'rows', rows: shown, right: [0, 1], flexible: 4 };
  },
};

const words = {
  isNew: { en: 'new', ko: '신규' },
  unhandled: { en: 'unhandled', ko: '미처리' },
} as const;

function usersText(users: number): Text {
  return { en: `${users} ${users === 1 ? 'user' : 'users'}`, ko: `${users}명` };
}
