/* A runbook on one screen: its steps, a line each, below their sections. */
import type { Screen } from '../context.ts';
import type { Severity } from '../domain/incident/lines.ts';
import type { Language } from '../domain/language.ts';
import { wrap } from '../domain/wrap.ts';
import { sectionLabels } from '../runbooks/markdown/labels.ts';
import type { Section, Step } from '../runbooks/runbook.ts';

export interface ShownStep {
  readonly id: string;
  readonly section: Section;
  readonly kind: Step['kind'];
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
  readonly diagnosis: 'errors' | 'speed' | null;
  /** Null for one that comes with tsops. */
  readonly file: string | null;
  /** SHA-256 of the steps: another hash, other steps. */
  readonly hash: string;
  readonly steps: readonly ShownStep[];
  /** The whole of it as a file that tsops reads; null where it was not asked for. */
  readonly markdown: string | null;
}

/** So that what a step asks has room beside it. */
const titleColumns = 42;

export function runbookText(runbook: ShownRunbook, screen: Screen): string {
  const { id, title, severity, symptoms, file, steps, language } = runbook;
  const { paint } = screen;
  const room = Math.min(screen.terminal ? screen.columns : 80, 100);
  const from = paint.dim(file ?? 'comes with tsops');
  const told = symptoms.split('\n').flatMap((line) => wrap(line, room, screen.width));
  const rows = steps.map((step, index) => {
    const first = steps[index - 1]?.section !== step.section;
    return [
      first ? paint.bold(sectionLabels[step.section][language]) : '',
      paint.dim(String(index + 1)),
      screen.terminal ? screen.fit(step.title, titleColumns) : step.title,
      paint.dim(step.kind),
      asked(step),
    ];
  });
  return [
    `${paint.bold(title)}  ${severity}  ${id}  ${from}`,
    ...(symptoms === '' ? [] : told),
    '',
    screen.table(rows, { right: [1], flexible: 4, indent: 0 }),
  ].join('\n');
}

/** What it asks, and for which causes alone. */
function asked({ asks, when }: ShownStep): string {
  const causes = when.length === 0 ? [] : [`(${when.join(', ')})`];
  return [asks.join(', '), ...causes].filter((text) => text !== '').join(' ');
}
