import type { TableEntry } from './table-entry.ts';

/** Who is on call. */
export const onCallTable: readonly TableEntry[] = [
  {
    name: 'oncall',
    group: 'On call',
    summary: 'who is on call, until when, how to reach them',
    load: () => import('./oncall.ts'),
  },
  {
    name: 'oncall schedule',
    group: 'On call',
    summary: 'the coming weeks, also as a calendar file',
    load: () => import('./oncall-schedule.ts'),
  },
  {
    name: 'oncall lint',
    group: 'On call',
    summary: 'holes, double cover, unfair nights and weekends',
    load: () => import('./oncall-lint.ts'),
  },
  {
    name: 'oncall override',
    group: 'On call',
    summary: 'preview a swap, with the lines to add to the config',
    load: () => import('./oncall-override.ts'),
  },
  {
    name: 'oncall handoff',
    group: 'On call',
    summary: 'what happened on this shift, for the engineer who comes next',
    load: () => import('./oncall-handoff.ts'),
  },
];
