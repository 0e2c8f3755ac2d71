import type { AffectedUsers } from '../../errors/findings.ts';
import type { Wording } from '../wording.ts';
import { countText, percentOf } from './figures.ts';

export const affectedUsersWording: Wording<AffectedUsers> = {
  title: { en: 'Affected users', ko: '영향받은 사용자' },
  sentence({ users, share, perEvent }) {
    const each = perEvent > 0 ? countText(1 / perEvent) : '0';
    const of = share === null ? null : percentOf(share);
    return {
      en: `${users} users met errors${of === null ? '' : `, ${of} of all`}; ${each} errors each`,
      ko: `사용자 ${users}명이 오류를 겪었습니다${of === null ? '' : ` (전체의 ${of})`}. 1인당 ${each}건`,
    };
  },
};
