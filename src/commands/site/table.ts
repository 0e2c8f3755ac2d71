import type { TableEntry } from '../../contract/command-table.ts';

/** The pages of the site, measured from here. */
export const siteTable: readonly TableEntry[] = [
  {
    name: 'site lighthouse',
    group: 'Look',
    summary: 'measure pages with Lighthouse against their budgets; keep and compare the sets',
    load: () => import('./lighthouse.ts'),
  },
];
