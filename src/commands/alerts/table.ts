import type { TableEntry } from '../../contract/command-table.ts';

/** Alert rules. */
export const alertsTable: readonly TableEntry[] = [
  {
    name: 'alerts check',
    group: 'Alerts',
    summary: 'show which alerts fire now',
    load: () => import('./check.ts'),
  },
  {
    name: 'alerts watch',
    group: 'Alerts',
    summary: 'evaluate the rules at every interval; --notify tells the team',
    load: () => import('./watch.ts'),
  },
  {
    name: 'alerts explain',
    group: 'Alerts',
    summary: 'show why a rule has its state, and who was notified',
    load: () => import('./explain.ts'),
  },
  {
    name: 'alerts silence add',
    group: 'Alerts',
    summary: 'mute matching alerts for a while, with a reason',
    load: () => import('./silence-add.ts'),
  },
  {
    name: 'alerts silence list',
    group: 'Alerts',
    summary: 'list the silences: what, until when, by whom and why',
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
    summary: 'replay the rules over history: when each would have fired',
    load: () => import('./backtest.ts'),
  },
  {
    name: 'alerts test',
    group: 'Alerts',
    summary: 'run the unit tests of the alert rules',
    load: () => import('./test.ts'),
  },
  {
    name: 'alerts export',
    group: 'Alerts',
    summary: "write the alert rules in another engine's format",
    load: () => import('./export.ts'),
  },
  {
    name: 'alerts ack',
    group: 'Alerts',
    summary: "acknowledge an alert's page with the routing key alone",
    load: () => import('./ack.ts'),
  },
  {
    name: 'notify',
    group: 'Alerts',
    summary: 'post a message to the team in Slack',
    load: () => import('../notify/command.ts'),
  },
];
