import type { OptionSpec } from '../../contract/command.ts';

/** What a walk may be given. */
export const walkOptions: readonly OptionSpec[] = [
  { flags: '--auto', description: 'run without questions: collect, diagnose, recommend' },
  {
    flags: '--confirm <environment>',
    description: 'with --auto: also carry out the recommendation there',
    complete: 'environment',
  },
  { flags: '--since <duration>', description: 'length of the window to examine (30m)' },
  { flags: '--at <time>', description: 'end of the window: 03:10, or with date and zone (now)' },
  { flags: '--anew', description: 'start over, even if a walk is unfinished' },
];
