/* Runs, jobs and approvals as GitHub writes them, in our own words. */

import type {
  DeployRun,
  DeployStep,
  Job,
  PendingApproval,
  Protection,
  RunStatus,
} from '../../ports/deploys.ts';
import { count, field, instant, textOrNull } from '../http/json.ts';
import { fields, id, items, nameIn, notGitHub, text, time } from './fields.ts';

const statuses: readonly string[] = [
  'queued',
  'requested',
  'pending',
  'waiting',
  'in_progress',
  'completed',
] satisfies RunStatus[];

/** The event of a run that was started by hand, or by the API. */
export const dispatchEvent = 'workflow_dispatch';

export function toRun(value: unknown): DeployRun {
  const run = fields(value, 'a workflow run');
  const status = text(run.status, "a run's `status`");
  if (!statuses.includes(status)) throw notGitHub(`a run's \`status\` is “${status}”`);
  return {
    id: id(run.id, "a run's `id`"),
    title: textOrNull(run.display_title) ?? textOrNull(run.name) ?? '',
    status: status as RunStatus,
    conclusion: textOrNull(run.conclusion),
    event: textOrNull(run.event) ?? '',
    dispatched: run.event === dispatchEvent,
    actor: nameIn(run.triggering_actor, 'login') ?? nameIn(run.actor, 'login') ?? '',
    ref: textOrNull(run.head_branch) ?? '',
    sha: textOrNull(run.head_sha) ?? '',
    attempt: count(run.run_attempt) || 1,
    createdAt: time(run.created_at, "a run's `created_at`"),
    startedAt: instant(run.run_started_at),
    updatedAt: instant(run.updated_at) ?? time(run.created_at, "a run's `created_at`"),
    url: text(run.html_url, "a run's `html_url`"),
  };
}

export function toRuns(value: unknown): DeployRun[] {
  const page = fields(value, 'the list of runs');
  return items(page.workflow_runs, '`workflow_runs`').map(toRun);
}

function toTimes(part: Readonly<Record<string, unknown>>) {
  return {
    status: textOrNull(part.status) ?? 'queued',
    conclusion: textOrNull(part.conclusion),
    startedAt: instant(part.started_at),
    completedAt: instant(part.completed_at),
  };
}

function toStep(value: unknown): DeployStep {
  const step = fields(value, "a job's step");
  return { number: count(step.number), name: text(step.name, "a step's `name`"), ...toTimes(step) };
}

export function toJobs(value: unknown): Job[] {
  const page = fields(value, 'the list of jobs');
  return items(page.jobs, '`jobs`').map((entry) => {
    const job = fields(entry, 'a job');
    return {
      id: id(job.id, "a job's `id`"),
      name: text(job.name, "a job's `name`"),
      ...toTimes(job),
      url: textOrNull(job.html_url) ?? '',
      steps: job.steps === undefined ? [] : items(job.steps, "a job's `steps`").map(toStep),
    };
  });
}

/** Logins of users and `@org/team`-like slugs of teams, of `reviewers[].{type,reviewer}`. */
function toReviewers(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown) => {
    const { reviewer } = fields(entry, 'a reviewer');
    const name = nameIn(reviewer, 'login') ?? nameIn(reviewer, 'slug');
    return name === null ? [] : [nameIn(reviewer, 'login') === null ? `team ${name}` : `@${name}`];
  });
}

export function toApprovals(value: unknown): PendingApproval[] {
  return items(value, 'the list of pending deployments').map((entry) => {
    const pending = fields(entry, 'a pending deployment');
    return {
      environmentId: count(field(pending.environment, 'id')),
      environment: nameIn(pending.environment, 'name') ?? 'an environment',
      reviewers: toReviewers(pending.reviewers),
      youCanApprove: pending.current_user_can_approve === true,
      waitMinutes: count(pending.wait_timer),
    };
  });
}

/** The reviewers and the wait timer of an environment's protection rules. */
export function toProtection(value: unknown): Protection {
  const { protection_rules: rules } = fields(value, 'the environment');
  const all = (Array.isArray(rules) ? rules : []).map((rule) => fields(rule, 'a protection rule'));
  return {
    reviewers: all.flatMap((rule) => toReviewers(rule.reviewers)),
    waitMinutes: Math.max(0, ...all.map((rule) => count(rule.wait_timer))),
  };
}
