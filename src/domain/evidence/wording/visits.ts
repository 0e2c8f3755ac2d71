import type { Visits } from '../../speed/findings.ts';
import type { Wording } from '../wording.ts';

export const visitsWording: Wording<Visits> = {
  title: { en: 'Bounce rate', ko: '이탈률' },
  sentence({ bounceRate, usualBounceRate, sessions }) {
    const now = `${bounceRate.toFixed(0)} %`;
    const usual = usualBounceRate === null ? null : `${usualBounceRate.toFixed(0)} %`;
    return {
      en: `${now} of ${sessions} sessions today bounced${usual === null ? '' : `, usually ${usual}`}`,
      ko: `오늘 세션 ${sessions}건의 이탈률 ${now}${usual === null ? '입니다' : `, 평소 ${usual}입니다`}`,
    };
  },
};
