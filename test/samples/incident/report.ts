import type command from '../../../src/commands/incident/report.ts';
import type { SampleOf } from '../sample-of.ts';

export default {
  incident: '20261125T031500Z-incident-errors-after-v1.2.3',
  file: '20261125T031500Z-incident-errors-after-v1.2.3.md',
  regenerated: true,
  todo: 4,
  url: null,
  markdown: '# Incident report: Errors after v1.2.3\n\n…\n',
} satisfies SampleOf<typeof command>;
