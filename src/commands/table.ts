/*
 * The table of commands: what the program knows of a command before it is called. Light on purpose; a
 * command's own file is loaded only when it is called.
 */
import type { AnyCommand } from '../command.ts';

/** What one wants of tsops: the headings of `tsops --help`. */
type Group = 'Look' | 'Act' | 'Incident' | 'Set up';

export interface TableEntry {
  /** One or two words, as typed. */
  readonly name: string;
  readonly group: Group;
  readonly summary: string;
  load(): Promise<{ readonly default: AnyCommand }>;
}

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
  {
    name: 'runbook',
    group: 'Incident',
    summary: 'walk from the page to the proof: evidence, cause, response',
    load: () => import('./runbook.ts'),
  },
  {
    name: 'runbook run',
    group: 'Incident',
    summary: 'the same, said in full',
    load: () => import('./runbook-run.ts'),
  },
  {
    name: 'runbook resume',
    group: 'Incident',
    summary: 'go on with a runbook at the very step, after a pause or a crash',
    load: () => import('./runbook-resume.ts'),
  },
  {
    name: 'runbook status',
    group: 'Incident',
    summary: 'where the walk of the open incident stands',
    load: () => import('./runbook-status.ts'),
  },
  {
    name: 'runbook list',
    group: 'Incident',
    summary: "the runbooks: tsops's own and the team's",
    load: () => import('./runbook-list.ts'),
  },
  {
    name: 'runbook show',
    group: 'Incident',
    summary: 'the steps of a runbook, also as Markdown',
    load: () => import('./runbook-show.ts'),
  },
  {
    name: 'runbook lint',
    group: 'Incident',
    summary: 'find every mistake in runbooks at once',
    load: () => import('./runbook-lint.ts'),
  },
  {
    name: 'incident start',
    group: 'Incident',
    summary: 'begin an incident; what tsops does from then on is recorded in it',
    load: () => import('./incident-start.ts'),
  },
  {
    name: 'incident note',
    group: 'Incident',
    summary: 'write down what you see or do',
    load: () => import('./incident-note.ts'),
  },
  {
    name: 'incident status',
    group: 'Incident',
    summary: 'what, since when, what changed, how to undo it, what to do now',
    load: () => import('./incident-status.ts'),
  },
  {
    name: 'incident timeline',
    group: 'Incident',
    summary: 'what happened, in order, with the id of every line',
    load: () => import('./incident-timeline.ts'),
  },
  {
    name: 'incident hypothesis',
    group: 'Incident',
    summary: 'add, support or rule out a cause',
    load: () => import('./incident-hypothesis.ts'),
  },
  {
    name: 'incident severity',
    group: 'Incident',
    summary: 'raise or lower the severity, and say why',
    load: () => import('./incident-severity.ts'),
  },
  {
    name: 'incident correct',
    group: 'Incident',
    summary: 'put another text in the place of an earlier line',
    load: () => import('./incident-correct.ts'),
  },
  {
    name: 'incident verify',
    group: 'Incident',
    summary: 'is every line of the record as it was written',
    load: () => import('./incident-verify.ts'),
  },
  {
    name: 'incident watch',
    group: 'Incident',
    summary: 'follow it live on another terminal',
    load: () => import('./incident-watch.ts'),
  },
  {
    name: 'incident update',
    group: 'Incident',
    summary: 'tell people in Slack: conditions, actions, needs',
    load: () => import('./incident-update.ts'),
  },
  {
    name: 'incident handoff',
    group: 'Incident',
    summary: 'write down the state for the next engineer',
    load: () => import('./incident-handoff.ts'),
  },
  {
    name: 'incident accept',
    group: 'Incident',
    summary: 'take the incident over',
    load: () => import('./incident-accept.ts'),
  },
  {
    name: 'incident resolve',
    group: 'Incident',
    summary: 'end the incident',
    load: () => import('./incident-resolve.ts'),
  },
  {
    name: 'incident report',
    group: 'Incident',
    summary: 'write the report; what people wrote in it stays',
    load: () => import('./incident-report.ts'),
  },
  {
    name: 'incident share',
    group: 'Incident',
    summary: 'mirror the journal in a GitHub issue',
    load: () => import('./incident-share.ts'),
  },
  {
    name: 'incident join',
    group: 'Incident',
    summary: 'see the incident of another machine, from its issue',
    load: () => import('./incident-join.ts'),
  },
  {
    name: 'incident list',
    group: 'Incident',
    summary: 'the incidents recorded on this machine',
    load: () => import('./incident-list.ts'),
  },
  {
    name: 'drill',
    group: 'Incident',
    summary: 'practise an incident in the sandbox, and be scored',
    load: () => import('./drill.ts'),
  },
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
