import type { OptionSpec } from '../../contract/command.ts';

/** What a walk may be given. */
export const walkOptions: readonly OptionSpec[] = [
  { flags: '--auto', description: 'ask nobody: collect, judge, recommend' },
  {
    flags: '--confirm <environment>',
    description: 'with --auto: also do what is recommended, in that environment',
    complete: 'environment',
  },
  { flags: '--since <duration>', description: 'length of the window that is looked at (30m)' },
  { flags: '--at <time>', description: 'its end: 03:10, or with a date and zone (now)' },
  { flags: '--anew', description: 'begin again, also where a walk was left in the middle' },
];
