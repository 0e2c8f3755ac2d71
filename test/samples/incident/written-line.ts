import type { LineWritten } from '../../../src/commands/incident/written.ts';

export const sampleWritten: LineWritten = {
  incident: '20261125T031500Z-incident-errors-after-v1.2.3',
  title: 'Errors after v1.2.3',
  line: '#7',
  kind: 'note',
  text: 'The emoji picker throws on Android only',
  eventAt: 1_795_576_800_000,
  beside: false,
};
