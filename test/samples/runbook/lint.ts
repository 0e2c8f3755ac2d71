import type command from '../../../src/commands/runbook/lint.ts';
import type { SampleOf } from '../sample-of.ts';

export default {
  runbooks: [{ id: 'mail-queue', file: 'runbooks/mail-queue.md', steps: 7 }],
  mistakes: [
    {
      file: 'runbooks/mail-queue.md',
      line: 23,
      column: 12,
      level: 'error',
      code: 'unknown-evidence',
      message: '"error-rat" is not known',
      fix: 'write `error-rate`',
    },
  ],
} satisfies SampleOf<typeof command>;
