/* A runbook on one screen: its steps, a line each, below their sections. */

import type { Screen } from '../../contract/context.ts';
import { hypothesisName } from '../../domain/diagnosis/names.ts';
import { isQuestion, wordingOf } from '../../domain/evidence/answer-text.ts';
import { actionName } from '../../domain/incident/action-facts.ts';
import type { Severity } from '../../domain/incident/lines.ts';
import { type Language, say, type Text } from '../../domain/text/language.ts';
import { wrap } from '../../domain/text/wrap.ts';
import type { RunbookStep, Section } from '../../runbooks/definition.ts';
import { sectionLabels } from '../../runbooks/markdown/labels.ts';

export interface ShownStep {
  readonly id: string;
  readonly section: Section;
  readonly kind: RunbookStep['kind'];
  readonly title: string;
  readonly body: string;
  /** Empty where the step is for every cause. */
  readonly when: readonly string[];
  /** What it collects, the answers, the response, the command; empty for what is done by hand. */
  readonly asks: readonly string[];
}

export interface ShownRunbook {
  readonly id: string;
  readonly title: string;
  readonly language: Language;
  readonly severity: Severity;
  readonly symptoms: string;
  readonly diagnosis: 'errors' | 'speed' | 'site' | null;
  /** Null for one that comes with tsops. */
  readonly file: string | null;
  /** SHA-256 of the steps: another hash, other steps. */
  readonly hash: string;
  readonly steps: readonly ShownStep[];
  /** The whole of it as a file that tsops reads; null where it was not asked for. */
  readonly markdown: string | null;
}

/** So that what a step asks has room beside it. */
const titleColumns = 36;

export function runbookText(runbook: ShownRunbook, screen: Screen): string {
  const { id, title, severity, symptoms, diagnosis, file, steps, language } = runbook;
  const { paint } = screen;
  const room = Math.min(screen.terminal ? screen.columns : 80, 100);
  const from = paint.dim(file ?? shipped[language]);
  const told = symptoms.split('\n').flatMap((line) => wrap(line, room, screen.width));
  const rows = steps.map((step, index) => [
    paint.dim(String(index + 1)),
    screen.terminal ? screen.fit(step.title, titleColumns) : step.title,
    asked(step, diagnosis)[language],
  ]);
  const lines = screen.table(rows, { right: [0], flexible: 2 }).split('\n');
  const below = steps.flatMap(({ section }, index) => {
    const heading = paint.bold(sectionLabels[section][language]);
    const line = lines[index] ?? '';
    return section === steps[index - 1]?.section ? [line] : [heading, line];
  });
  const head = `${paint.bold(title)}  ${severity}  ${id}  ${from}`;
  return [
    screen.terminal ? screen.fit(head, screen.columns) : head,
    ...(symptoms === '' ? [] : told),
    '',
    ...below,
  ].join('\n');
}

/** Of a script; the whole of it is in the file, and stands on the screen before it is run. */
function firstLine(program: string): string {
  const [first = '', ...others] = program.split('\n').filter((line) => !/^\s*(?:#|$)/.test(line));
  return others.length === 0 ? first : `${first} …`;
}

/** What it does, and for which causes alone. */
const shipped: Text = say('built in', 'tsops 기본 제공');

const subjects = { errors: '오류', speed: '속도', site: '사이트' } as const;

function asked({ kind, asks, when }: ShownStep, rules: ShownRunbook['diagnosis']): Text {
  const what = asks.join(kind === 'question' ? ' | ' : ', ');
  const titles = asks.map((id) => (isQuestion(id) ? wordingOf(id).title.ko : id)).join(', ');
  const told: Readonly<Record<RunbookStep['kind'], Text>> = {
    evidence: say(`reads ${what}`, `읽기: ${titles}`),
    question: say(`asks ${what}`, `질문: ${what}`),
    decision: say(
      `ranks the causes${rules === null ? '' : ` of ${rules}`}`,
      `${rules === null ? '' : `${subjects[rules]} `}원인 순위`,
    ),
    action: say(`action ${what}`, `조치: ${asks.map((name) => actionName(name).ko).join(', ')}`),
    command: say(`$ ${firstLine(what)}`, `$ ${firstLine(what)}`),
    instruction: say('by hand', '직접'),
  };
  if (when.length === 0) return told[kind];
  const causes = when.map((cause) => hypothesisName(cause).ko).join(', ');
  return say(`${told[kind].en} if ${when.join(', ')}`, `${told[kind].ko} (${causes}일 때)`);
}
