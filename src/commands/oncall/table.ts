import type { TableEntry } from '../../contract/command-table.ts';

/** Who is on call. */
export const onCallTable: readonly TableEntry[] = [
  {
    name: 'oncall',
    group: 'On call',
    summary: 'who is on call, until when, how to reach them',
    load: () => import('./command.ts'),
  },
  {
    name: 'oncall schedule',
    group: 'On call',
    summary: 'the coming weeks, also as a calendar file',
    load: () => import('./schedule.ts'),
  },
  {
    name: 'oncall lint',
    group: 'On call',
    summary: 'holes, double cover, unfair nights and weekends',
    load: () => import('./lint.ts'),
  },
  {
    name: 'oncall override',
    group: 'On call',
    summary: 'preview a swap, with the lines to add to the config',
    load: () => import('./override.ts'),
  },
  {
    name: 'oncall handoff',
    group: 'On call',
    summary: 'what happened on this shift, for the engineer who comes next',
    load: () => import('./handoff.ts'),
  },
  {
    name: 'page',
    group: 'On call',
    summary: 'wake whoever is on call, or one person by name',
    load: () => import('../paging/page.ts'),
  },
  {
    name: 'ack',
    group: 'On call',
    summary: 'answer a page, and show when that ends',
    load: () => import('../paging/ack.ts'),
  },
  {
    name: 'escalate',
    group: 'On call',
    summary: 'page the next step of the policy, or somebody by name',
    load: () => import('../paging/escalate.ts'),
  },
  {
    name: 'pages',
    group: 'On call',
    summary: 'open pages: who has them, and where they go next',
    load: () => import('../paging/pages.ts'),
  },
  {
    name: 'pages resolve',
    group: 'On call',
    summary: 'end a page for everybody',
    load: () => import('../paging/resolve.ts'),
  },
  {
    name: 'pages note',
    group: 'On call',
    summary: 'write a note on a page',
    load: () => import('../paging/note.ts'),
  },
];
