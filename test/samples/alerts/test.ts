import type command from '../../../src/commands/alerts/test.ts';
import type { SampleOf } from '../sample-of.ts';

export default {
  file: 'alert-rules.test.yml',
  rules: 'alert-rules.yml',
  passed: 1,
  failed: 1,
  tests: [
    { name: 'a spike fires after five minutes', failures: [] },
    {
      name: 'a dip ends it',
      failures: [
        {
          place: 'alert-rules.test.yml:14',
          message: 'High Error Rate at 7m: expected state inactive, got firing',
        },
      ],
    },
  ],
  coverage: [
    { rule: 'High Error Rate', fires: true, rests: true },
    { rule: 'Error Spike', fires: false, rests: false },
  ],
  junit: null,
} satisfies SampleOf<typeof command>;
