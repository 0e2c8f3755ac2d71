import type command from '../../../src/commands/incident/verify.ts';
import type { SampleOf } from '../sample-of.ts';

export default {
  incident: '20261125T031500Z-incident-errors-after-v1.2.3',
  whole: false,
  records: [
    {
      record: '20261125T031500Z-incident-errors-after-v1.2.3',
      lines: 14,
      fault: {
        line: 7,
        fault: 'altered',
        detail: 'line 7 was altered after it was written: line 8 does not continue it',
      },
      more: 0,
      head: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    },
  ],
} satisfies SampleOf<typeof command>;
