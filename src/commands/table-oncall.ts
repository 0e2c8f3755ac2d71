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
  {
    name: 'page',
    group: 'On call',
    summary: 'wake whoever is on call, or one person by name',
    load: () => import('./page.ts'),
  },
  {
    name: 'ack',
    group: 'On call',
    summary: 'answer a page, and show when that ends',
    load: () => import('./ack.ts'),
  },
  {
    name: 'escalate',
    group: 'On call',
    summary: 'page the next step of the policy, or somebody by name',
    load: () => import('./escalate.ts'),
  },
  {
    name: 'pages',
    group: 'On call',
    summary: 'open pages: who has them, and where they go next',
    load: () => import('./pages.ts'),
  },
  {
    name: 'pages resolve',
    group: 'On call',
    summary: 'end a page for everybody',
    load: () => import('./pages-resolve.ts'),
  },
  {
    name: 'pages note',
    group: 'On call',
    summary: 'write a note on a page',
    load: () => import('./pages-note.ts'),
  },
];
