import type { CertificateSeen } from '../../site/findings.ts';
import { certificateWording } from '../wording/certificate.ts';
import type { QuestionRow } from './row.ts';

export const certificateQuestion = {
  about: 'site',
  wording: certificateWording,
  clears: ['certificate'],
  weights: {
    'certificate-invalid': {
      hypothesis: 'certificate',
      points: 100,
      counts: 'it has expired, or does not hold for another reason',
    },
    'certificate-expiring': {
      hypothesis: 'certificate',
      points: 80,
      counts: 'it ends soon, and nothing else is named as the cause',
    },
    'alarm-certificate': {
      hypothesis: 'false-alarm',
      points: -100,
      counts: 'the certificate does not hold, or ends soon',
    },
  },
  panel: null,
} as const satisfies QuestionRow<CertificateSeen>;
