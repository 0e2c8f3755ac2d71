/*
 * The table of commands: what the program knows of a command before it is called. Light on purpose; a
 * command's own file is loaded only when it is called.
 */

import type { TableEntry } from '../contract/command-table.ts';
import { alertsTable } from './alerts/table.ts';
import { incidentTable } from './incident/table.ts';
import { onCallTable } from './oncall/table.ts';
import { siteTable } from './site/table.ts';
import { statsTable } from './stats/table.ts';

/** What `tsops help` explains besides the commands. */
export const helpTopics = ['options', 'exit-codes', 'environment', 'config', 'json'] as const;

export const commandTable: readonly TableEntry[] = [
  {
    name: 'digest',
    group: 'Look',
    summary: 'show whether it is down, since when, what changed, what to do (the default)',
    load: () => import('./digest/command.ts'),
  },
  {
    name: 'health',
    group: 'Look',
    summary: 'probe the monitors: status, timing, certificate, cache',
    load: () => import('./health/command.ts'),
  },
  {
    name: 'version',
    group: 'Look',
    summary: 'show what each environment serves, and how far behind it is',
    load: () => import('./version/command.ts'),
  },
  {
    name: 'errors',
    group: 'Look',
    summary: 'list the heaviest errors now, or show one in full',
    load: () => import('./errors/command.ts'),
  },
  {
    name: 'deploys',
    group: 'Look',
    summary: 'show what was deployed where, by whom, and live how long',
    load: () => import('./deploys/command.ts'),
  },
  ...statsTable,
  ...siteTable,
  {
    name: 'doctor',
    group: 'Look',
    summary: 'check every access that on-call work needs',
    load: () => import('./doctor/command.ts'),
  },
  {
    name: 'rollback',
    group: 'Act',
    summary: 'deploy an earlier version and prove that it is served',
    load: () => import('./rollback/command.ts'),
  },
  {
    name: 'rollback status',
    group: 'Act',
    summary: 'show how a rollback ended: done, not done or unknown',
    load: () => import('./rollback/status.ts'),
  },
  {
    name: 'rollback approve',
    group: 'Act',
    summary: 'approve the deploy that a rollback waits for',
    load: () => import('./rollback/approve.ts'),
  },
  {
    name: 'invalidate',
    group: 'Act',
    summary: 'invalidate CDN paths and prove that fresh content is served',
    load: () => import('./invalidate/command.ts'),
  },
  {
    name: 'invalidate status',
    group: 'Act',
    summary: 'list invalidations, or show how one ended',
    load: () => import('./invalidate/status.ts'),
  },
  ...incidentTable,
  ...alertsTable,
  ...onCallTable,
  {
    name: 'init',
    group: 'Set up',
    summary: 'write a commented config for this repository',
    load: () => import('./config/init.ts'),
  },
  {
    name: 'config show',
    group: 'Set up',
    summary: 'print the effective config, and where each value comes from',
    load: () => import('./config/show.ts'),
  },
  {
    name: 'config trust',
    group: 'Set up',
    summary: 'let the config of this folder choose hosts and write',
    load: () => import('./config/trust.ts'),
  },
  {
    name: 'config validate',
    group: 'Set up',
    summary: 'find every mistake in a config',
    load: () => import('./config/validate.ts'),
  },
  {
    name: 'completion',
    group: 'Set up',
    summary: 'print a completion script for bash, zsh or fish',
    load: () => import('./completion/command.ts'),
  },
  {
    name: 'sandbox',
    group: 'Set up',
    summary: 'start a TalkStudio to practise in, or run one command in it',
    load: () => import('./sandbox/command.ts'),
  },
  {
    name: 'sandbox list',
    group: 'Set up',
    summary: 'list the scenarios',
    load: () => import('./sandbox/list.ts'),
  },
  {
    name: 'help',
    group: 'Set up',
    summary: 'explain a command, or a topic: options, exit-codes, environment …',
    load: () => import('./help.ts'),
  },
];
