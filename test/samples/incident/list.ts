import type command from '../../../src/commands/incident/list.ts';
import type { SampleOf } from '../sample-of.ts';

export default {
  incidents: [
    {
      id: '20261125T031500Z-incident-errors-after-v1.2.3',
      title: 'Errors after v1.2.3',
      titles: { en: 'Errors after v1.2.3', ko: 'v1.2.3 배포 후 오류' },
      severity: 'P2',
      phase: 'resolved',
      detectedAt: 1_795_576_500_000,
      took: 1_560_000,
      drill: false,
    },
  ],
  left: 0,
} satisfies SampleOf<typeof command>;
