import type command from '../../../src/commands/config/validate.ts';
import type { SampleOf } from '../sample-of.ts';

export default {
  file: 'tsops.config.yaml',
  mistakes: [
    {
      file: 'tsops.config.yaml',
      line: 4,
      column: 15,
      message:
        'monitors[0].interval: expected a duration like 60s, 5 minutes or 14d (at most 24d), found "5 minuts"; did you mean "5 minutes"?',
    },
  ],
} satisfies SampleOf<typeof command>;
