import type command from '../../../src/commands/runbook/list.ts';
import type { SampleOf } from '../sample-of.ts';

export default {
  folder: 'runbooks',
  runbooks: [
    {
      id: 'mail-queue',
      title: 'The mail queue grows',
      severity: 'P3',
      steps: 7,
      file: 'runbooks/mail-queue.md',
      mistake: null,
    },
    {
      id: 'search-down',
      title: 'Search is down',
      severity: 'P2',
      steps: 4,
      file: 'runbooks/search-down.md',
      mistake: {
        file: 'runbooks/search-down.md',
        line: 12,
        column: 9,
        level: 'error',
        code: 'unknown-command',
        message: 'tsops has no command "helth"',
        fix: 'write tsops health',
      },
    },
  ],
} satisfies SampleOf<typeof command>;
