/*
 * A report as a file: sections that tsops writes stand between marks, everything else belongs to people and
 * is never touched. A mark carries the hash of its section, so that what people changed inside one is noticed
 * and kept below it.
 */
import type { Language } from '../text/language.ts';
import type { ReportSection } from './report.ts';
import { reportWords } from './report-words.ts';
import { textHash } from './text-hash.ts';

/** Why a file cannot be rewritten. */
export type NotOurs = 'no report of tsops' | 'the report of another incident';

interface Block {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** The text is as tsops wrote it. */
  readonly untouched: boolean;
}

/** A new file. */
export function newReport(incident: string, sections: readonly ReportSection[]): string {
  const texts = sections.map((section) => (section.by === 'ours' ? block(section) : section.text));
  return `${fileMark(incident)}\n${texts.join('\n\n')}\n`;
}

/** The incident whose report a file is; null where it is none. */
function incidentOfReport(file: string): string | null {
  return /^<!-- tsops:report ([\w.-]+) -->/m.exec(file)?.[1] ?? null;
}

export function notOurs(incident: string, file: string): NotOurs | null {
  const found = incidentOfReport(file);
  if (found === incident) return null;
  return found === null ? 'no report of tsops' : 'the report of another incident';
}

/**
 * The file with our sections rewritten. One that people took out comes back behind the one before it; one
 * that they changed inside is kept, quoted, below the new one.
 */
export function regenerated(
  file: string,
  sections: readonly ReportSection[],
  language: Language,
  otherLanguage: readonly ReportSection[] = [],
): string {
  let text = inLanguage(file.replace(/\r\n/g, '\n'), sections, otherLanguage);
  let behind = (/^<!-- tsops:report .*-->\n?/m.exec(text)?.[0].length ?? 0) + markAt(text);
  for (const section of sections.filter(({ by }) => by === 'ours')) {
    const found = blockNamed(text, section.name);
    const fresh = block(section);
    const kept =
      found === undefined || found.untouched || found.text === section.text
        ? ''
        : `\n\n${quoted(found.text, language)}`;
    const from = found?.from ?? behind;
    const gap = found === undefined && from > 0 && text[from - 1] !== '\n' ? '\n\n' : '';
    const end = found === undefined ? '\n' : '';
    const put = `${gap}${fresh}${kept}`;
    text = `${text.slice(0, from)}${put}${end}${text.slice(found?.to ?? from)}`;
    behind = from + put.length;
  }
  return text;
}

/** What is left for people and still untouched changes its language with the rest. */
function inLanguage(
  file: string,
  sections: readonly ReportSection[],
  other: readonly ReportSection[],
): string {
  return other
    .filter(({ by }) => by === 'people')
    .reduce((text, { name, text: before }) => {
      const after = sections.find((section) => section.name === name)?.text ?? before;
      return text.replace(`\n\n${before}\n`, () => `\n\n${after}\n`);
    }, file);
}

function markAt(text: string): number {
  return Math.max(0, text.search(/^<!-- tsops:report /m));
}

function fileMark(incident: string): string {
  return `<!-- tsops:report ${incident} -->`;
}

function block({ name, text }: ReportSection): string {
  return `<!-- tsops:begin ${name} ${textHash(text)} -->\n${text}\n<!-- tsops:end ${name} -->`;
}

function blockNamed(text: string, name: string): Block | undefined {
  const begin = new RegExp(`^<!-- tsops:begin ${name} ([0-9a-f]{12}) -->\\n`, 'm').exec(text);
  if (begin === null) return undefined;
  const from = begin.index + begin[0].length;
  const end = `\n<!-- tsops:end ${name} -->`;
  const to = text.indexOf(end, from - 1);
  const other = text.slice(from, to).includes('<!-- tsops:begin ');
  if (to === -1 || other) return undefined;
  const inner = text.slice(from, to);
  return {
    from: begin.index,
    to: to + end.length,
    text: inner,
    untouched: textHash(inner) === begin[1],
  };
}

function quoted(text: string, language: Language): string {
  const lines = text.split('\n').map((line) => `> ${line}`.trimEnd());
  return [`*${reportWords[language].edited}*`, '', ...lines].join('\n');
}
