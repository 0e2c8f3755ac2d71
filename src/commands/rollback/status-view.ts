import type { RollbackStatusData } from '../../actions/rollback/look.ts';
import { approvalText, verdictOf } from '../../actions/rollback/report.ts';
import type { Screen } from '../../contract/context.ts';
import { actionState } from '../../domain/evidence/wording/action-state.ts';
import { runWord } from '../../domain/evidence/wording/recent-deploys.ts';
import { say } from '../../domain/text/language.ts';
import type { DeployRun } from '../../ports/deploys.ts';
import { failedLines } from './view.ts';

const shownSteps = 8;

export function showStatus(data: RollbackStatusData, screen: Screen): string {
  const { paint } = screen;
  const started = data.startedAt === null ? '' : `, ${screen.ago(data.startedAt)}`;
  const what = `${data.from ?? '?'} → ${paint.bold(data.to ?? '?')}`;
  const rows = [
    [say('change', '변경'), `${data.environment} ${what}${started}`],
    [say('run', '실행'), data.run === null ? '' : runText(data.run, screen)],
    [say('', ''), data.run?.url ?? ''],
    [
      say('waits', '상태'),
      data.approvals.length === 0 ? '' : screen.say(approvalText(data.approvals)),
    ],
    [say('serving', '제공 중'), data.serving ?? ''],
    [say('reason', '사유'), data.reason ?? ''],
    [say('undo', '되돌리기'), screen.step(data.undo ?? '')],
    [say('record', '기록'), data.record ?? ''],
    ...data.notes.map((note) => [say('note', '참고'), note] as const),
  ] as const;
  const shown = rows
    .filter(([, value]) => value !== '')
    .map(([label, value]) => [screen.say(label), value] as const);
  const wide = Math.max(7, ...shown.map(([label]) => screen.width(label)));
  return [
    ...(data.failed == null ? [] : failedLines(data.failed, screen)),
    `${screen.sign(data.verdict)} ${actionState(data.state, screen.language)}: ${screen.say(data.said)}`,
    ...shown.map(([label, value]) => {
      const pad = ' '.repeat(wide - screen.width(label));
      return `  ${paint.dim(label)}${pad}  ${whole(value, screen)}`;
    }),
    ...stepLines(data, screen),
  ].join('\n');
}

/** A link that is cut leads nowhere: it may wrap instead. */
function whole(value: string, screen: Screen): string {
  if (!screen.terminal || /^https?:/.test(value)) return value;
  return screen.fit(value, screen.columns - 11);
}

function runText({ title, status, conclusion, actor }: DeployRun, screen: Screen): string {
  const [by, byKo] = actor === '' ? ['', ''] : [` by ${actor}`, ` (${actor})`];
  return screen.say(
    say(
      `“${title}”${by}: ${conclusion ?? status.replace('_', ' ')}`,
      `“${title}”${byKo}: ${runWord(conclusion ?? status).ko}`,
    ),
  );
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
        screen.say({
          en: conclusion ?? status.replace('_', ' '),
          ko: runWord(conclusion ?? status).ko,
        }),
      ]),
  );
  return begun.length === 0 ? [] : ['', screen.table(begun.slice(-shownSteps))];
}
