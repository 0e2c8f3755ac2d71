import type { TableEntry } from '../../contract/command-table.ts';

/** Who is on call. */
export const onCallTable: readonly TableEntry[] = [
  {
    name: 'oncall',
    group: 'On call',
    summary: 'show who is on call, until when, and how to reach them',
    load: () => import('./command.ts'),
  },
  {
    name: 'oncall schedule',
    group: 'On call',
    summary: 'show the coming weeks, or write them as a calendar file',
    load: () => import('./schedule.ts'),
  },
  {
    name: 'oncall lint',
    group: 'On call',
    summary: 'find gaps, double cover, and unfair nights and weekends',
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
    summary: 'summarise this shift for the next engineer',
    load: () => import('./handoff.ts'),
  },
  {
    name: 'page',
    group: 'On call',
    summary: 'page whoever is on call, or one person by name',
    load: () => import('../paging/page.ts'),
  },
  {
    name: 'ack',
    group: 'On call',
    summary: 'acknowledge a page, and show when that expires',
    load: () => import('../paging/ack.ts'),
  },
  {
    name: 'escalate',
    group: 'On call',
    summary: 'page the next step of the policy, or one person by name',
    load: () => import('../paging/escalate.ts'),
  },
  {
    name: 'pages',
    group: 'On call',
    summary: 'list open pages: who has them, and who is paged next',
    load: () => import('../paging/pages.ts'),
  },
  {
    name: 'pages resolve',
    group: 'On call',
    summary: 'resolve a page for everyone',
    load: () => import('../paging/resolve.ts'),
  },
  {
    name: 'pages note',
    group: 'On call',
    summary: 'add a note to a page',
    load: () => import('../paging/note.ts'),
  },
];
