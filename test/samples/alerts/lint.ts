import type command from '../../../src/commands/alerts/lint.ts';
import type { SampleOf } from '../sample-of.ts';

export default {
  file: 'alert-rules.yml',
  rules: 4,
  errors: 1,
  warnings: 0,
  mistakes: [
    {
      file: 'alert-rules.yml',
      line: 8,
      column: 29,
      level: 'error',
      code: 'unit-missing',
      message: 'error_rate is a percentage, and 5 has no unit',
      fix: 'write 5%',
    },
  ],
} satisfies SampleOf<typeof command>;
