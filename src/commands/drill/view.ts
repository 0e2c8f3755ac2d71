/* A drill on the screen: the page that begins it, and at its end the truth, the score and the report. */
import type { Screen } from '../../contract/context.ts';
import { hypothesisName } from '../../domain/diagnosis/names.ts';
import { type Language, say, type Text } from '../../domain/text/language.ts';
import { wrap } from '../../domain/text/wrap.ts';
import type { Runbook } from '../../runbooks/definition.ts';
import { viewRun } from '../runbook/view.ts';
import type { DrillData } from './data.ts';

interface Paged {
  readonly description: string;
  readonly korean?: { readonly description: string } | undefined;
}

interface Pager {
  readonly runbook: Pick<Runbook, 'severity' | 'title' | 'steps'>;
  readonly language: Language;
  readonly screen: Screen;
  readonly now: number;
}

/** What the pager shows: nothing of it is the cause. */
export function pageText(scenario: Paged, { runbook, language, screen, now }: Pager): string[] {
  const { paint } = screen;
  const room = Math.min(screen.columns, 80) - 2;
  const korean = language === 'ko' ? scenario.korean?.description : undefined;
  const title = `${runbook.severity} ${runbook.title[language]}`;
  const where = language === 'ko' ? '(production)' : 'in production';
  const real = runbook.steps.some((step) => step.kind === 'command' && !step.own);
  return [
    `${paint.accent('DRILL')} ${paint.dim(words[real ? 'commandsReal' : 'nothingReal'][language])}`,
    `${paint.bad('☎')} ${paint.bold(title)} ${where}  ${paint.dim(screen.time(now))}`,
    ...wrap(korean ?? scenario.description, room, screen.width).map((line) => `  ${line}`),
  ];
}

const words = {
  nothingReal: { en: 'sandbox: nothing here is real', ko: '샌드박스: 실제 시스템이 아닙니다' },
  commandsReal: {
    en: "sandbox: nothing here is real but your runbook's own commands",
    ko: '샌드박스: 런북에 적힌 명령을 제외하면 실제가 아닙니다',
  },
  truth: { en: 'The truth', ko: '실제 원인' },
  score: { en: 'Score', ko: '점수' },
  report: { en: 'The report', ko: '보고서' },
  found: { en: 'recommended', ko: '권장한 결론' },
  hypothesis: { en: 'the right conclusion', ko: '올바른 결론' },
  mitigation: { en: 'mitigation', ko: '완화' },
  writes: { en: 'writes', ko: '변경' },
  checks: { en: 'checks', ko: '점검' },
  notTellable: {
    en: 'the evidence truly cannot tell; to say so is right',
    ko: '증거로는 정말 알 수 없는 상황입니다. 그렇게 말하는 것이 정답입니다',
  },
} as const satisfies Record<string, Text>;

export function viewDrill(data: DrillData, screen: Screen): string {
  const { paint } = screen;
  const { language } = data.run;
  const heading = (text: Text): string[] => ['', paint.bold(text[language])];
  // Who walked it has seen it; the score is what one came for, and stands last.
  const walk = data.run.asked ? [] : [viewRun(data.run, screen)];
  const report = data.reportShown ? [...heading(words.report), reportText(data.report)] : [];
  return [
    ...walk,
    ...report,
    ...heading(words.truth),
    ...truthLines(data, screen),
    ...heading(words.score),
    ...scoreLines(data, screen),
  ].join('\n');
}

/** The marks between which tsops writes are for the file; on a screen they are noise. */
function reportText(report: string): string {
  const lines = report.split('\n').filter((line) => !line.startsWith('<!-- tsops:'));
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function truthLines(data: DrillData, screen: Screen): string[] {
  const { language } = data.run;
  const room = screen.terminal ? screen.columns - 4 : 96;
  const names = data.truth.map((each) => hypothesisName(each)[language]).join(' + ');
  const told = data.recommended === null ? '–' : hypothesisName(data.recommended)[language];
  const lines = [
    `${data.scenario}: ${names}`,
    ...wrap(data.cause.said.summary[language], room, screen.width),
    ...wrap(data.cause.said.remedy[language], room, screen.width),
    ...(data.tellable ? [] : wrap(words.notTellable[language], room, screen.width)),
  ];
  const found = `  ${screen.sign(data.right ? 'ok' : 'bad')} ${words.found[language]}: ${told}`;
  const decides = data.score.parts.some(({ what }) => what === 'hypothesis');
  return [...lines.map((line) => `  ${line}`), ...(decides ? [found] : [])];
}

function scoreLines({ score, run, seed }: DrillData, screen: Screen): string[] {
  const rows = score.parts.map(({ what, points, of }) => [
    screen.sign(points === of ? 'ok' : points === 0 ? 'bad' : 'warn'),
    words[what][run.language],
    `${points}`,
    screen.paint.dim(`/ ${of}`),
    timeOf(what, score, screen),
  ]);
  return [
    screen.table(rows, { right: [2] }),
    `  ${screen.paint.bold(`${score.points} / ${score.of}`)}  ${score.verdict[run.language]}`,
    `  ${screen.paint.dim(`${screen.say(say('seed', '시드'))} ${seed}`)}`,
  ];
}

function timeOf(
  what: string,
  { toHypothesis, toMitigation, skipped }: DrillData['score'],
  screen: Screen,
): string {
  if (what === 'checks' && skipped.length > 0) {
    const count = skipped.length;
    return screen.say(say(`${count} skipped`, `${count}단계 생략`));
  }
  const ms = what === 'hypothesis' ? toHypothesis : what === 'mitigation' ? toMitigation : null;
  return ms === null ? '' : screen.span(Math.max(1000, ms));
}
