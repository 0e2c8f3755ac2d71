/*
 * The incident report as Markdown, a function of the journal alone. What tsops fills in and what is left for
 * people alternate; report-merge.ts keeps the latter when it is rewritten.
 */
import { escapeMarkdown, lineId } from './markdown.ts';
import { impact, summary, timeline } from './report-facts.ts';
import { detection, hypothesesSection, response, rootCause } from './report-findings.ts';
import type { ReportParts } from './report-parts.ts';
import { type ReportWords, reportWords } from './report-words.ts';

/** `ours` is rewritten each time; `people` only into a new report. */
export interface ReportSection {
  readonly name: string;
  readonly by: 'ours' | 'people';
  readonly text: string;
}

export function reportOf(parts: ReportParts): ReportSection[] {
  const words = reportWords[parts.language];
  const ours = (name: string, text: readonly string[]): ReportSection => ({
    name,
    by: 'ours',
    text: text.join('\n'),
  });
  const people = (name: string, text: string): ReportSection => ({ name, by: 'people', text });
  return [
    ours('head', head(parts, words)),
    ours('summary', summary(parts, words)),
    people('in-short', words.inShort),
    ours('impact', impact(parts, words)),
    people('business', words.business),
    ours('timeline', timeline(parts, words)),
    ours('detection', detection(parts, words)),
    people('how-detected', words.howDetected),
    ours('response', response(parts, words)),
    ours('hypotheses', hypothesesSection(parts, words)),
    ours('root-cause', rootCause(parts, words)),
    people('five-whys', fiveWhys(words)),
    people('action-items', `## ${words.actionItems}\n\n${words.item}`),
  ];
}

function head({ incident, language }: ReportParts, words: ReportWords): string[] {
  const drill = incident.drill ? 'DRILL: ' : '';
  return [
    `# ${words.title}: ${drill}${escapeMarkdown(incident.titles[language])}`,
    '',
    `${words.source} ${lineId(incident.id)}.`,
  ];
}

function fiveWhys(words: ReportWords): string {
  const whys = Array.from({ length: 5 }, (_, index) => `${index + 1}. ${words.why}? TODO`);
  return [`### ${words.analysis}`, '', ...whys].join('\n');
}
