import type { CertificateSeen } from '../../site/findings.ts';
import type { Wording } from '../wording.ts';

export const certificateWording: Wording<CertificateSeen> = {
  title: { en: 'Certificate', ko: '인증서' },
  sentence({ host, validTo, daysLeft, state, detail }) {
    const day = validTo === null ? null : new Date(validTo).toISOString().slice(0, 10);
    const [left, ended] = [daysLeft ?? 0, -(daysLeft ?? 0)];
    switch (state) {
      case 'expired':
        return day === null
          ? { en: `the certificate of ${host} has expired`, ko: `${host} 인증서가 만료되었습니다` }
          : {
              en: `the certificate of ${host} expired on ${day}, ${ended} d ago`,
              ko: `${host} 인증서가 ${day}에 만료되었습니다 (${ended}일 전)`,
            };
      case 'invalid':
        return {
          en: `the certificate of ${host} is not valid: ${detail}`,
          ko: `${host} 인증서가 유효하지 않습니다: ${detail}`,
        };
      case 'expiring':
        return {
          en: `the certificate of ${host} ends in ${left} d, on ${day}`,
          ko: `${host} 인증서가 ${left}일 뒤(${day}) 만료됩니다`,
        };
      default:
        return {
          en: `the certificate of ${host} holds for ${left} more days`,
          ko: `${host} 인증서는 앞으로 ${left}일 유효합니다`,
        };
    }
  },
};
