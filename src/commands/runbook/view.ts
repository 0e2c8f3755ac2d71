/* A run of a runbook as text: whole where nobody was asked, in short where an engineer has walked it. */

import type { Screen } from '../../contract/context.ts';
import type { EvidenceId } from '../../domain/evidence/findings.ts';
import { questions } from '../../domain/evidence/questions/table.ts';
import type { Verdict } from '../../domain/evidence/verdict.ts';
import { actionName } from '../../domain/incident/action-facts.ts';
import type { Text } from '../../domain/text/language.ts';
import { wrap } from '../../domain/text/wrap.ts';
import { durationText } from '../../domain/time/span-text.ts';
import { diagnosisLines } from '../../runbooks/views/diagnosis.ts';
import { evidenceLines } from '../../runbooks/views/evidence.ts';
import { signedLines } from '../../runbooks/views/signed-lines.ts';
import type { RunbookRun } from '../../runbooks/walk/run-data.ts';

const headings = {
  evidence: { en: 'Evidence', ko: '증거' },
  diagnosis: { en: 'Diagnosis', ko: '진단' },
  done: { en: 'What was done', ko: '수행한 조치' },
  byHand: { en: 'To do by hand', ko: '사람이 할 일' },
} as const satisfies Record<string, Text>;

const words = {
  record: { en: 'record', ko: '기록' },
  report: { en: 'report', ko: '보고서' },
} as const satisfies Record<string, Text>;

const notKept: Text = {
  en: 'NOTHING WAS RECORDED (--unrecorded): write down yourself what was done.',
  ko: '아무것도 기록되지 않았습니다(--unrecorded). 한 일을 직접 적어 두십시오.',
};

export const runStates: Readonly<Record<RunbookRun['state'], Text>> = {
  'not-started': { en: 'not started', ko: '시작 전' },
  walking: { en: 'under way', ko: '진행 중' },
  paused: { en: 'paused', ko: '일시 정지' },
  aborted: { en: 'given up', ko: '중단됨' },
  ended: { en: 'completed', ko: '완료' },
};

export function viewRun(run: RunbookRun, screen: Screen): string {
  const parts = run.asked
    ? [head(run, screen), done(run, screen), record(run, screen)]
    : [
        head(run, screen),
        evidence(run, screen),
        diagnosis(run, screen),
        done(run, screen),
        byHand(run, screen),
        record(run, screen),
      ];
  return parts.filter((part) => part !== '').join('\n');
}

function head({ title, environment, pinned, state, language }: RunbookRun, screen: Screen): string {
  const first = `${screen.paint.bold(`${title} · ${environment}`)}: ${runStates[state][language]}`;
  if (pinned === null) return first;
  const { from, to } = pinned.window;
  const length = durationText(to - from)[language];
  const at = screen.time(to);
  const about = language === 'ko' ? `${at}까지 ${length}` : `the ${length} to ${at}`;
  const lines = wrap(about, screen.columns - 2, screen.width);
  return [first, ...lines.map((line) => `  ${screen.paint.dim(line)}`)].join('\n');
}

function section(heading: Text, lines: readonly string[], run: RunbookRun, screen: Screen): string {
  if (lines.length === 0) return '';
  return ['', screen.paint.bold(heading[run.language]), ...lines].join('\n');
}

/** Every answer that the runbook's steps show, each with as much of its picture as a step would show. */
function evidence(run: RunbookRun, screen: Screen): string {
  const lines = idsOf(run).flatMap((id) =>
    evidenceLines([id], run.evidence, run.language, screen, picturesAtMost),
  );
  return section(headings.evidence, lines, run, screen);
}

const picturesAtMost = 6;

/** In the order of the table; what came first from a vendor does not matter to a reader. */
function idsOf({ evidence: collected }: RunbookRun): EvidenceId[] {
  const ids = Object.keys(questions) as EvidenceId[];
  return ids.filter((id) => collected[id] !== undefined);
}

const diagnosisAtMost = 12;

function diagnosis(run: RunbookRun, screen: Screen): string {
  if (run.diagnosis === null) return '';
  const lines = diagnosisLines(run.diagnosis, run.language, screen, diagnosisAtMost);
  const why = run.diagnosis.why
    .slice(0, 4)
    .flatMap((text) => signedLines(screen.paint.dim('·'), text[run.language], screen));
  return section(headings.diagnosis, [...lines, ...why], run, screen);
}

function done({ actions, recovery, ...run }: RunbookRun, screen: Screen): string {
  const whole = { actions, recovery, ...run };
  const { language } = run;
  const lines = actions.flatMap(({ action, target, state, detail, said }) => {
    const told = said?.[language] ?? detail;
    const text = `${actionName(action)[language]} ${target}: ${told}`;
    return signedLines(screen.sign(verdictOf(state)), text, screen);
  });
  if (recovery !== null) {
    const { recovered, unread, detail } = recovery;
    const verdict = unread === true ? 'unknown' : recovered ? 'ok' : 'bad';
    lines.push(...signedLines(screen.sign(verdict), detail[run.language], screen));
  }
  return section(headings.done, lines, whole, screen);
}

function verdictOf(state: string): Verdict {
  if (state === 'done') return 'ok';
  return state === 'not-done' ? 'bad' : 'unknown';
}

function byHand(run: RunbookRun, screen: Screen): string {
  const room = screen.terminal ? screen.columns - 6 : 94;
  const lines = run.byHand.flatMap(({ title, body }) => [
    `  ${screen.paint.accent('○')} ${title}`,
    ...body
      .split('\n')
      .filter((line) => line !== '')
      .flatMap((line) => wrap(line, room, screen.width))
      .map((line) => `    ${screen.paint.dim(line)}`),
  ]);
  return section(headings.byHand, lines, run, screen);
}

function record({ incident, unrecorded, report, asked, language }: RunbookRun, screen: Screen) {
  const { paint } = screen;
  if (unrecorded === true)
    return `\n${signedLines(screen.sign('warn'), notKept[language], screen).join('\n')}`;
  const written =
    report === undefined || asked ? '' : `\n  ${paint.dim(words.report[language])} ${report}`;
  return `\n  ${paint.dim(words.record[language])} ${incident}${written}`;
}
