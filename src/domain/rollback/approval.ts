/* Whether a run that waits may be approved here, and by whom else. */
import { runWord } from '../evidence/wording/recent-deploys.ts';
import { type Guard, guard } from '../incident/guard.ts';
import { say, type Text } from '../text/language.ts';
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
export function approvalGuards(facts: Facts): readonly Guard[] {
  return [runGuard(facts), reviewerGuard(facts)];
}

/** Why there is nothing to approve; null where something waits. */
export function nothingToApprove({ run, isDeploy, approvals }: Facts): Text | null {
  if (!isDeploy || run.status === 'completed' || approvals.length > 0) return null;
  return say(
    `“${run.title}” waits for no approval: it is ${run.status.replaceAll('_', ' ')}.`,
    `“${run.title}”은(는) 승인을 기다리지 않습니다: ${runWord(run.status).ko}.`,
  );
}

function runGuard({ run, isDeploy, pipelineName }: Facts): Guard {
  const name = 'run';
  const title = `“${run.title}”`;
  if (!isDeploy) {
    return guard(
      name,
      'refuse',
      say(
        `${title} is no run of ${pipelineName}: ${run.url}`,
        `${title}은(는) ${pipelineName} 실행이 아닙니다: ${run.url}`,
      ),
    );
  }
  if (run.status === 'completed') {
    const said = say(
      `${title} has ended: ${run.conclusion ?? 'without a conclusion'}`,
      `${title}은(는) 끝났습니다: ${runWord(run.conclusion ?? '결과 없음').ko}`,
    );
    return guard(name, 'refuse', said, [`tsops rollback status ${run.id}`]);
  }
  return guard(
    name,
    'pass',
    say(`${title} is a run of ${pipelineName}`, `${title}은(는) ${pipelineName} 실행입니다`),
  );
}

function reviewerGuard({ run, approvals, login }: Facts): Guard {
  const name = 'reviewer';
  const who = login === null ? 'this token' : `@${login}`;
  const whoKo = login === null ? '이 토큰' : `@${login}`;
  if (approvals.length === 0) {
    return guard(name, 'pass', say('nothing waits', '대기 중인 승인이 없습니다'));
  }
  const may = approvals.filter(({ youCanApprove }) => youCanApprove);
  if (may.length > 0) {
    const names = may.map(({ environment }) => environment).join(', ');
    const said = say(`${who} may approve ${names}`, `${whoKo}이(가) ${names} 승인 가능`);
    return guard(name, 'pass', said);
  }
  const reviewers = [...new Set(approvals.flatMap((each) => each.reviewers))];
  const timer = Math.max(...approvals.map(({ waitMinutes }) => waitMinutes));
  if (reviewers.length === 0 && timer > 0) {
    const said = say(
      `it waits for a timer of ${timer} min, which cannot be shortened here`,
      `${timer}분 타이머를 기다리는 중이며 여기서 줄일 수 없습니다`,
    );
    return guard(name, 'refuse', said, [`tsops rollback status ${run.id} --follow`]);
  }
  const others = reviewers.slice(0, 6).join(' or ') || 'somebody else';
  const othersKo = reviewers.slice(0, 6).join(', ') || '다른 사람';
  const said = say(
    `${who} may not approve it; ${others} may`,
    `${whoKo}은(는) 승인할 수 없습니다. 승인 가능: ${othersKo}`,
  );
  return guard(name, 'refuse', said, [
    `tsops page ${shellQuote([`approve the deploy ${run.url}`])}`,
    'tsops oncall',
  ]);
}
