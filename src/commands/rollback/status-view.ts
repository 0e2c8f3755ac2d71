import type { RollbackStatusData } from '../../actions/rollback/look.ts';
import { approvalText, verdictOf } from '../../actions/rollback/report.ts';
import type { Screen } from '../../contract/context.ts';
import type { DeployRun } from '../../ports/deploys.ts';
import { failedLines } from './view.ts';

const shownSteps = 8;

export function showStatus(data: RollbackStatusData, screen: Screen): string {
  const { paint } = screen;
  const started = data.startedAt === null ? '' : `, ${screen.ago(data.startedAt)}`;
  const what = `${data.from ?? '?'} → ${paint.bold(data.to ?? '?')}`;
  const rows = [
    ['change', `${data.environment} ${what}${started}`],
    ['run', data.run === null ? '' : runText(data.run)],
    ['', data.run?.url ?? ''],
    ['waits', data.approvals.length === 0 ? '' : approvalText(data.approvals)],
    ['serving', data.serving ?? ''],
    ['reason', data.reason ?? ''],
    ['undo', data.undo ?? ''],
    ['record', data.record ?? ''],
    ...data.notes.map((note) => ['note', note]),
  ].filter(([, value]) => value !== '');
  return [
    ...(data.failed == null ? [] : failedLines(data.failed, screen)),
    `${screen.sign(data.verdict)} ${data.state}: ${data.detail}`,
    ...rows.map(
      ([label = '', value = '']) => `  ${paint.dim(label.padEnd(7))}  ${whole(value, screen)}`,
    ),
    ...stepLines(data, screen),
  ].join('\n');
}

/** A link that is cut leads nowhere: it may wrap instead. */
function whole(value: string, screen: Screen): string {
  if (!screen.terminal || /^https?:/.test(value)) return value;
  return screen.fit(value, screen.columns - 11);
}

function runText({ title, status, conclusion, actor }: DeployRun): string {
  const by = actor === '' ? '' : ` by ${actor}`;
  return `“${title}”${by}: ${conclusion ?? status.replace('_', ' ')}`;
}

/** The steps that matter: of a run under way or broken, the last ones that have begun. */
function stepLines({ run, jobs }: RollbackStatusData, screen: Screen): string[] {
  if (run === null || run.conclusion === 'success') return [];
  const begun = jobs.flatMap((job) =>
    job.steps
      .filter(({ status, conclusion }) => status !== 'queued' && conclusion !== 'skipped')
      .map(({ name, status, conclusion }) => [
        screen.sign(verdictOf(conclusion)),
        `${job.name} › ${name}`,
        conclusion ?? status.replace('_', ' '),
      ]),
  );
  return begun.length === 0 ? [] : ['', screen.table(begun.slice(-shownSteps))];
}
