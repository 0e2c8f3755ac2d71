/* A runbook as Markdown, in one language; `read.ts` reads it back as the same steps. */
import type { Language, Text } from '../../domain/text/language.ts';
import { formatDuration } from '../../domain/time/duration.ts';
import type { CommandStep, QuestionStep, Runbook, RunbookStep } from '../definition.ts';
import { programText } from '../program-text.ts';
import { escapeInline } from './escape.ts';
import { type FieldName, fieldLabels, sectionLabels } from './labels.ts';

export function runbookMarkdown(runbook: Runbook, language: Language): string {
  const { title, severity, symptoms, steps } = runbook;
  const blocks = [
    `---\nseverity: ${severity}\n---`,
    `# ${escapeInline(title[language])}`,
    ...paragraph(symptoms[language]),
  ];
  steps.forEach((step, index) => {
    if (step.section !== steps[index - 1]?.section) {
      blocks.push(`## ${sectionLabels[step.section][language]}`);
    }
    blocks.push(stepMarkdown(step, runbook, language));
  });
  return `${blocks.join('\n\n')}\n`;
}

function stepMarkdown(step: RunbookStep, runbook: Runbook, language: Language): string {
  const field = (name: FieldName, values: readonly string[]): string =>
    `**${fieldLabels[name][language]}:** ${values.map((value) => `\`${value}\``).join(', ')}`;
  const blocks = [
    `**${escapeInline(step.title[language])}** ${idMark(step.id)}`,
    ...(step.when === undefined ? [] : [field('when', step.when)]),
    ...paragraph(step.body[language]),
    ...own(step, runbook, language, field),
  ];
  const lines = blocks.join('\n\n').split('\n');
  const indented = lines.map((line, index) => (index === 0 || line === '' ? line : `  ${line}`));
  return `- ${indented.join('\n')}`;
}

type Field = (name: FieldName, values: readonly string[]) => string;

/** What makes a step of its kind. */
function own(
  step: RunbookStep,
  { diagnosis }: Runbook,
  language: Language,
  field: Field,
): string[] {
  switch (step.kind) {
    case 'evidence':
      return [field('evidence', step.collects)];
    case 'question':
      return [
        step.answers.map((answer) => answerLine(answer, language)).join('\n'),
        ...suggestion(step, field),
      ];
    case 'decision':
      return diagnosis === null ? [] : [field('decision', [diagnosis])];
    case 'action': {
      const proof = step.proves === undefined ? [] : [field('proof', [step.proves])];
      return [[field('action', [step.response]), ...proof].join('\\\n')];
    }
    case 'command':
      return [...terms(step, field), fenced(programText(step))];
    case 'instruction':
      return step.response === undefined ? [] : [field('also', [step.response])];
  }
}

/** On what terms a program is run, one below the other. */
function terms({ secrets, danger, timeout }: CommandStep, field: Field): string[] {
  const lines = [
    ...(secrets === undefined ? [] : [field('secrets', secrets)]),
    ...(danger === undefined ? [] : [field('danger', [danger])]),
    ...(timeout === undefined ? [] : [field('timeout', [formatDuration(timeout)])]),
  ];
  return lines.length === 0 ? [] : [lines.join('\\\n')];
}

/** The evidence, the answer where it is bad, and the one where it is ok. */
function suggestion({ suggests }: QuestionStep, field: Field): string[] {
  if (suggests === undefined) return [];
  return [field('suggested', [suggests.evidence, suggests.bad, suggests.ok])];
}

function answerLine({ id, text }: { id: string; text: Text }, language: Language): string {
  return `- [ ] ${escapeInline(text[language])} ${idMark(id)}`;
}

function paragraph(text: string): string[] {
  return text === '' ? [] : [text.split('\n').map(escapeInline).join('\\\n')];
}

function idMark(id: string): string {
  return `<!-- id: ${id} -->`;
}

/** Longer than any row of backquotes in it. */
function fenced(command: string): string {
  const rows = [...command.matchAll(/`+/g)].map(([row]) => row.length);
  const fence = '`'.repeat(Math.max(3, ...rows.map((length) => length + 1)));
  return `${fence}sh\n${command}\n${fence}`;
}
