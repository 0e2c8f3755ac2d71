/* Whether a run that waits may be approved here, and by whom else. */
import { shellQuote } from '../text/shell-quote.ts';

interface RunFacts {
  readonly id: number;
  readonly title: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly url: string;
}

interface ApprovalFacts {
  readonly environment: string;
  readonly reviewers: readonly string[];
  readonly youCanApprove: boolean;
  readonly waitMinutes: number;
}

export interface ApprovalGuard {
  readonly name: string;
  readonly state: 'pass' | 'refuse';
  readonly detail: string;
  readonly next?: readonly string[];
}

interface Facts {
  readonly run: RunFacts;
  /** Whether it is a run of the deploy workflow. */
  readonly isDeploy: boolean;
  readonly pipelineName: string;
  readonly approvals: readonly ApprovalFacts[];
  /** Login of whose token it is; null where it belongs to nobody. */
  readonly login: string | null;
}

/** Every guard, in the order in which they are shown. */
export function approvalGuards(facts: Facts): readonly ApprovalGuard[] {
  return [runGuard(facts), reviewerGuard(facts)];
}

/** Why there is nothing to approve; null where something waits. */
export function nothingToApprove({ run, isDeploy, approvals }: Facts): string | null {
  if (!isDeploy || run.status === 'completed' || approvals.length > 0) return null;
  return `“${run.title}” waits for no approval: it is ${run.status.replaceAll('_', ' ')}.`;
}

function runGuard({ run, isDeploy, pipelineName }: Facts): ApprovalGuard {
  const name = 'run';
  const title = `“${run.title}”`;
  if (!isDeploy) {
    return { name, state: 'refuse', detail: `${title} is no run of ${pipelineName}: ${run.url}` };
  }
  if (run.status === 'completed') {
    const detail = `${title} has ended: ${run.conclusion ?? 'without a conclusion'}`;
    return { name, state: 'refuse', detail, next: [`tsops rollback status ${run.id}`] };
  }
  return { name, state: 'pass', detail: `${title} is a run of ${pipelineName}` };
}

function reviewerGuard({ run, approvals, login }: Facts): ApprovalGuard {
  const name = 'reviewer';
  const who = login === null ? 'this token' : `@${login}`;
  if (approvals.length === 0) return { name, state: 'pass', detail: 'nothing waits' };
  const may = approvals.filter(({ youCanApprove }) => youCanApprove);
  if (may.length > 0) {
    const names = may.map(({ environment }) => environment).join(', ');
    return { name, state: 'pass', detail: `${who} may approve ${names}` };
  }
  const reviewers = [...new Set(approvals.flatMap((each) => each.reviewers))];
  const timer = Math.max(...approvals.map(({ waitMinutes }) => waitMinutes));
  if (reviewers.length === 0 && timer > 0) {
    const detail = `it waits for a timer of ${timer} min, which nobody can shorten here`;
    return { name, state: 'refuse', detail, next: [`tsops rollback status ${run.id} --follow`] };
  }
  const others = reviewers.slice(0, 6).join(' or ') || 'somebody else';
  return {
    name,
    state: 'refuse',
    detail: `${who} may not approve it; ${others} may`,
    next: [`tsops page ${shellQuote([`approve the deploy ${run.url}`])}`, 'tsops oncall'],
  };
}
