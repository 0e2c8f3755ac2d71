/* The sections of the report that tell when and how bad: summary, impact, timeline. */
import type { Language } from '../text/language.ts';
import { durationText } from '../time/span-text.ts';
import { bothTimes, zonedTime } from '../time/zoned.ts';
import { questionText } from './answer-seen.ts';
import { readingsIn, worstReading } from './evidence-seen.ts';
import { figureOf, impactQuestions } from './figures.ts';
import { escapeMarkdown, lineId, linkTo } from './markdown.ts';
import type { IncidentLine } from './merged-lines.ts';
import type { ReportParts } from './report-parts.ts';
import type { ReportWords } from './report-words.ts';
import type { Moment } from './response-times.ts';
import { severityRules } from './severities.ts';
import { lineText, toldLines } from './timeline-texts.ts';

export function summary({ incident, zone, language }: ReportParts, words: ReportWords): string[] {
  const { times, severity, phase, environment } = incident;
  const detected = times.detected.at;
  const moment = (found: Moment | null): string => {
    if (found === null) return words.notReached;
    const after = found.at - detected;
    const took = after === 0 ? '' : `, ${words.after.replace('{}', reportSpan(after, language))}`;
    return `${bothTimes(found.at, zone)}${took} ${lineId(found.line)}`;
  };
  return [
    `## ${words.summary}`,
    '',
    `- ${words.severity}: ${severity}, ${severityRules[severity].meaning[language]}`,
    `- ${words.environment}: ${escapeMarkdown(environment)}`,
    `- ${words.phase}: ${words.phases[phase]}`,
    ...(times.onset === null
      ? []
      : [`- ${words.onset}: ${bothTimes(times.onset.at, zone)} ${lineId(times.onset.line)}`]),
    `- ${words.detected}: ${bothTimes(detected, zone)} ${lineId(times.detected.line)}`,
    `- ${words.acknowledged}: ${moment(times.acknowledged)}`,
    `- ${words.mitigated}: ${moment(times.mitigated)}`,
    `- ${words.resolved}: ${moment(times.resolved)}`,
    ...(incident.summary === null
      ? []
      : [
          `- ${words.outcome}: ${escapeMarkdown(incident.summary.text)} ${lineId(incident.summary.line)}`,
        ]),
  ];
}

/** Whole seconds; what happened before is negative. */
export function reportSpan(milliseconds: number, language: Language): string {
  return durationText(Math.round(milliseconds / 1000) * 1000)[language];
}

export function impact(
  { incident, lines, zone, language }: ReportParts,
  words: ReportWords,
): string[] {
  const { times } = incident;
  const readings = readingsIn(lines);
  const figures = impactQuestions.flatMap((id): string[] => {
    const reading = worstReading(readings, id);
    if (reading === undefined) return [];
    const { verdict, line, source } = reading;
    const blind = verdict === 'unknown' || verdict === 'no-data';
    const figure = blind
      ? `TODO: ${questionText(reading)[language]} ${words.notSeen}`
      : figureOf(reading, zone)[language];
    const from = source === '' ? '' : ` (${escapeMarkdown(source)})`;
    return [`- ${escapeMarkdown(figure)}${from} ${lineId(line)}`];
  });
  const until = times.mitigated;
  const durations =
    until === null
      ? []
      : [
          `- ${words.duration}: ${reportSpan(until.at - times.detected.at, language)} ${lineId(until.line)}`,
          ...(times.onset === null
            ? []
            : [
                `- ${words.lasted}: ${reportSpan(until.at - times.onset.at, language)} ${lineId(times.onset.line)}`,
              ]),
        ];
  const told = figures.length === 0 ? [`- ${words.notMeasured}`] : figures;
  return [`## ${words.impact}`, '', ...durations, ...told];
}

export function timeline({ lines, zone, language }: ReportParts, words: ReportWords): string[] {
  const there = zonedTime(0, zone).zone;
  const heads = zone === 'UTC' ? words.when : [there, ...words.when];
  const told = toldLines(lines).map((line, index) => ({ line, index }));
  told.sort((a, b) => a.line.eventAt - b.line.eventAt || a.index - b.index);
  const rows = told.map(({ line }) => {
    const utc = zonedTime(line.eventAt, 'UTC');
    const local = zonedTime(line.eventAt, zone);
    const link = linkTo(evidenceUrl(line), words.evidence);
    const text = `${escapeMarkdown(lineText(line, zone)[language])}${link === '' ? '' : ` ${link}`}`;
    const cells = [
      `${local.date} ${local.time}`,
      ...(zone === 'UTC'
        ? []
        : [utc.date === local.date ? utc.time : `${utc.date.slice(5)} ${utc.time}`]),
      text,
      lineId(line.id),
    ];
    return row(cells);
  });
  return [`## ${words.timeline}`, '', row(heads), row(heads.map(() => '---')), ...rows];
}

export function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Where the reader can see it: the run of a receipt, the first error type in Sentry. */
function evidenceUrl({ fields }: IncidentLine): unknown {
  const receipt = fields.receipt as { readonly url?: unknown } | null | undefined;
  const evidence = fields.evidence as { readonly value?: unknown } | null | undefined;
  const value = evidence?.value as { readonly types?: unknown } | null | undefined;
  const first = Array.isArray(value?.types) ? (value.types[0] as { url?: unknown }) : undefined;
  return receipt?.url ?? first?.url;
}
