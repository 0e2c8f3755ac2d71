import type { TableEntry } from '../../contract/command-table.ts';

/** The numbers of the service. */
export const statsTable: readonly TableEntry[] = [
  {
    name: 'stats cdn',
    group: 'Look',
    summary: 'show the CDN: traffic, error rates, hit ratio, latency',
    load: () => import('./cdn.ts'),
  },
  {
    name: 'stats analytics',
    group: 'Look',
    summary: 'show the use: sessions, themes, exports, browsers, traffic now',
    load: () => import('./analytics.ts'),
  },
];
