/* A runbook on one screen: its steps, a line each, below their sections. */
import type { Screen } from '../../contract/context.ts';
import type { Severity } from '../../domain/incident/lines.ts';
import type { Language } from '../../domain/text/language.ts';
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
  const from = paint.dim(file ?? 'comes with tsops');
  const told = symptoms.split('\n').flatMap((line) => wrap(line, room, screen.width));
  const rows = steps.map((step, index) => [
    paint.dim(String(index + 1)),
    screen.terminal ? screen.fit(step.title, titleColumns) : step.title,
    asked(step, diagnosis),
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
function asked({ kind, asks, when }: ShownStep, rules: ShownRunbook['diagnosis']): string {
  const what = asks.join(kind === 'question' ? ' | ' : ', ');
  const told: Readonly<Record<RunbookStep['kind'], string>> = {
    evidence: `reads ${what}`,
    question: `asks ${what}`,
    decision: `ranks the causes${rules === null ? '' : ` of ${rules}`}`,
    action: `action ${what}`,
    command: `$ ${firstLine(what)}`,
    instruction: 'by hand',
  };
  return when.length === 0 ? told[kind] : `${told[kind]} if ${when.join(', ')}`;
}
