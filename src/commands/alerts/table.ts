import type { TableEntry } from '../../contract/command-table.ts';

/** Alert rules. */
export const alertsTable: readonly TableEntry[] = [
  {
    name: 'alerts check',
    group: 'Alerts',
    summary: 'which fire now, from live sources',
    load: () => import('./check.ts'),
  },
  {
    name: 'alerts watch',
    group: 'Alerts',
    summary: 'the same continuously, and tell people with --notify',
    load: () => import('./watch.ts'),
  },
  {
    name: 'alerts explain',
    group: 'Alerts',
    summary: 'why a rule is as it is, and who was told',
    load: () => import('./explain.ts'),
  },
  {
    name: 'alerts silence add',
    group: 'Alerts',
    summary: 'tell nobody of some alerts for a while, with a reason',
    load: () => import('./silence-add.ts'),
  },
  {
    name: 'alerts silence list',
    group: 'Alerts',
    summary: 'what is silenced, until when, by whom and why',
    load: () => import('./silence-list.ts'),
  },
  {
    name: 'alerts silence expire',
    group: 'Alerts',
    summary: 'end a silence now',
    load: () => import('./silence-expire.ts'),
  },
  {
    name: 'alerts lint',
    group: 'Alerts',
    summary: 'find every mistake in the alert rules',
    load: () => import('./lint.ts'),
  },
  {
    name: 'alerts backtest',
    group: 'Alerts',
    summary: 'when each would have fired',
    load: () => import('./backtest.ts'),
  },
  {
    name: 'alerts test',
    group: 'Alerts',
    summary: 'run their unit tests',
    load: () => import('./test.ts'),
  },
  {
    name: 'alerts export',
    group: 'Alerts',
    summary: 'hand them to another engine',
    load: () => import('./export.ts'),
  },
  {
    name: 'alerts ack',
    group: 'Alerts',
    summary: 'answer the page of an alert, by the routing key alone',
    load: () => import('./ack.ts'),
  },
  {
    name: 'notify',
    group: 'Alerts',
    summary: 'tell the team something in Slack',
    load: () => import('../notify/command.ts'),
  },
];
