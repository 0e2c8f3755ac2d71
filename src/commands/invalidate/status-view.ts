import type { Screen } from '../../contract/context.ts';
import type { Verdict } from '../../domain/evidence/verdict.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { say, type Text } from '../../domain/text/language.ts';
import type { ReconciledInvalidation } from '../../evidence/cdn/invalidate-record.ts';
import { isCompleted } from '../../evidence/cdn/invalidations.ts';
import type { Invalidation, InvalidationSummary } from '../../ports/cdn.ts';

/** An invalidation as `--json` prints it. */
export interface PrintedInvalidation extends InvalidationSummary {
  readonly paths: readonly string[];
  readonly callerReference: string;
}

export function printedInvalidation({ reference, ...rest }: Invalidation): PrintedInvalidation {
  return { ...rest, callerReference: reference };
}

/** What `tsops invalidate status --json` prints as `data`. Times are epoch milliseconds. */
export interface InvalidateStatusData {
  readonly environment: string;
  readonly distributionId: string;
  /** The newest invalidation of this machine's journal and what became of it; null where there is none. */
  readonly ours:
    | (Pick<ReconciledInvalidation, 'state'> & {
        readonly detail: string;
        /** The detail in every language. */
        readonly said: Text;
        readonly record: string;
        readonly intentAt: number;
        readonly invalidation: PrintedInvalidation | null;
      })
    | null;
  /** The one asked for by its id, or waited for. */
  readonly followed: PrintedInvalidation | null;
  /** The distribution's newest, newest first. */
  readonly invalidations: readonly InvalidationSummary[];
}

const verdictOfState = {
  done: 'ok',
  'in-progress': 'ok',
  'not-done': 'bad',
  unknown: 'unknown',
} as const satisfies Record<ReconciledInvalidation['state'], Verdict>;

const wordOfState = {
  done: say('done', '완료'),
  'in-progress': say('in progress', '진행 중'),
  'not-done': say('NOT done', '실행되지 않음'),
  unknown: say('unknown', '알 수 없음'),
} as const;

export function viewInvalidateStatus(data: InvalidateStatusData, screen: Screen): string {
  const { paint } = screen;
  const lines = [`${paint.bold(data.environment)}  ${paint.dim(data.distributionId)}`];
  if (data.ours !== null) lines.push(...oursLines(data.ours, screen));
  if (data.followed !== null) lines.push(...followedLines(data.followed, screen));
  const { invalidations } = data;
  if (invalidations.length > 0) lines.push('', listTable(invalidations, screen));
  else if (data.followed === null)
    lines.push(
      '',
      screen.say(
        say('  CloudFront lists no invalidation.', '  CloudFront에 무효화 이력이 없습니다.'),
      ),
    );
  return lines.join('\n');
}

function oursLines(ours: NonNullable<InvalidateStatusData['ours']>, screen: Screen): string[] {
  const sign = screen.sign(verdictOfState[ours.state]);
  const [ago, state] = [screen.ago(ours.intentAt), wordOfState[ours.state]];
  return [
    screen.say(
      say(
        `${sign} our last one (${ago}): ${state.en}. ${ours.said.en}`,
        `${sign} 마지막 무효화(${ago}): ${state.ko}. ${ours.said.ko}`,
      ),
    ),
    `  ${screen.paint.dim(screen.say(recordLabel))}  ${ours.record}`,
  ];
}

function followedLines(invalidation: PrintedInvalidation, screen: Screen): string[] {
  const { id, createdAt, paths } = invalidation;
  const sign = isCompleted(invalidation) ? screen.sign('ok') : '·';
  const shown = paths.slice(0, 5).map((path) => `    ${screen.fit(path, screen.columns - 6)}`);
  const left = paths.length - shown.length;
  return [
    `${sign} ${id}  ${statusText(invalidation)}  ${screen.ago(createdAt)}`,
    ...shown,
    ...(left === 0 ? [] : [screen.say(say(`    and ${left} more`, `    외 ${left}개`))]),
  ];
}

const recordLabel = say('record', '기록');
const heads = [say('id', 'ID'), say('status', '상태'), say('created', '생성'), say('', '')];

function listTable(invalidations: readonly InvalidationSummary[], screen: Screen): string {
  const rows = invalidations.map((invalidation) => [
    invalidation.id,
    statusText(invalidation),
    screen.time(invalidation.createdAt),
    screen.ago(invalidation.createdAt),
  ]);
  return screen.table(rows, { head: heads.map(screen.say), flexible: 2 });
}

function statusText({ status }: InvalidationSummary): string {
  return status === 'InProgress' ? 'in progress' : cleanText(status, 20);
}
