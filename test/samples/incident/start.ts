import type command from '../../../src/commands/incident/start.ts';
import type { SampleOf } from '../sample-of.ts';

export default {
  incident: '20261125T031500Z-incident-errors-after-v1.2.3',
  title: 'Errors after v1.2.3',
  severity: 'P2',
  environment: 'production',
  detectedAt: 1_795_576_500_000,
  respondWithin: 900_000,
} satisfies SampleOf<typeof command>;
