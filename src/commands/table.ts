/*
 * The table of commands: what the program knows of a command before it is called. Light on purpose; a
 * command's own file is loaded only when it is called.
 */
import { alertsTable } from './table-alerts.ts';
import type { TableEntry } from './table-entry.ts';
import { incidentTable } from './table-incident.ts';
import { onCallTable } from './table-oncall.ts';

export type { TableEntry } from './table-entry.ts';

/** What `tsops help` explains besides the commands. */
export const helpTopics = ['exit-codes', 'environment', 'config', 'json'] as const;

export const commandTable: readonly TableEntry[] = [
  {
    name: 'digest',
    group: 'Look',
    summary: 'is it down, since when, what changed, what to do now (the default)',
    load: () => import('./digest.ts'),
  },
  {
    name: 'health',
    group: 'Look',
    summary: 'probe the monitors: status, phases, certificate, cache',
    load: () => import('./health.ts'),
  },
  {
    name: 'version',
    group: 'Look',
    summary: 'what each environment serves, and how far behind it is',
    load: () => import('./version.ts'),
  },
  {
    name: 'doctor',
    group: 'Look',
    summary: 'check every access that on-call needs',
    load: () => import('./doctor.ts'),
  },
  {
    name: 'rollback',
    group: 'Act',
    summary: 'deploy an earlier version and prove that it is served',
    load: () => import('./rollback.ts'),
  },
  {
    name: 'rollback status',
    group: 'Act',
    summary: 'come back to a rollback: done, not done or unknown',
    load: () => import('./rollback-status.ts'),
  },
  {
    name: 'invalidate',
    group: 'Act',
    summary: 'invalidate CDN paths and prove that fresh content is served',
    load: () => import('./invalidate.ts'),
  },
  {
    name: 'invalidate status',
    group: 'Act',
    summary: 'list invalidations, or come back to one',
    load: () => import('./invalidate-status.ts'),
  },
  ...incidentTable,
  ...alertsTable,
  ...onCallTable,
  {
    name: 'init',
    group: 'Set up',
    summary: 'write a commented config for this repository',
    load: () => import('./init.ts'),
  },
  {
    name: 'config show',
    group: 'Set up',
    summary: 'print the effective config and where each value comes from',
    load: () => import('./config-show.ts'),
  },
  {
    name: 'config validate',
    group: 'Set up',
    summary: 'find every error in a config at once',
    load: () => import('./config-validate.ts'),
  },
  {
    name: 'completion',
    group: 'Set up',
    summary: 'print a completion script for bash, zsh or fish',
    load: () => import('./completion.ts'),
  },
  {
    name: 'sandbox',
    group: 'Set up',
    summary: 'a TalkStudio to practise in, or to run one command in',
    load: () => import('./sandbox.ts'),
  },
  {
    name: 'sandbox list',
    group: 'Set up',
    summary: 'describe the scenarios',
    load: () => import('./sandbox-list.ts'),
  },
  {
    name: 'help',
    group: 'Set up',
    summary: 'a command, or a topic: exit-codes, environment, config, json',
    load: () => import('./help.ts'),
  },
];

/** The command that the first words name; `alerts silence add` before `alerts`. */
export function longestNamed(words: readonly string[]): TableEntry | undefined {
  const names = [3, 2, 1].map((count) => words.slice(0, count).join(' '));
  return names.map((typed) => commandTable.find(({ name }) => name === typed)).find(Boolean);
}
