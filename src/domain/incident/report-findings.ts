/* The sections of the report that tell what was found and done: detection, response, causes. */

import { hypothesisName } from '../diagnosis/names.ts';
import { actionState } from '../evidence/wording/action-state.ts';
import { bothTimes } from '../time/zoned.ts';
import { actionName, isMessage } from './action-facts.ts';
import { questionText, verdictText } from './answer-seen.ts';
import { readingsIn } from './evidence-seen.ts';
import { figureOf } from './figures.ts';
import { escapeMarkdown, lineId } from './markdown.ts';
import { reportSpan, row } from './report-facts.ts';
import type { ReportParts } from './report-parts.ts';
import type { ReportWords } from './report-words.ts';
import { severityRules } from './severities.ts';
import { lineText } from './timeline-texts.ts';

export function detection(parts: ReportParts, words: ReportWords): string[] {
  const { incident, lines, zone, language } = parts;
  const { times, runbook, startedBy } = incident;
  const who =
    runbook === null
      ? `${words.byHand} ${escapeMarkdown(startedBy)}`
      : `${words.byRunbook} ${escapeMarkdown(runbook)} (${escapeMarkdown(startedBy)})`;
  const [first] = readingsIn(lines);
  return [
    `## ${words.detection}`,
    '',
    `- ${who}: ${bothTimes(times.detected.at, zone)} ${lineId(times.detected.line)}`,
    ...(first === undefined
      ? []
      : [
          `- ${words.evidenceAt}: ${escapeMarkdown(figureOf(first, zone)[language])} ${lineId(first.line)}`,
        ]),
  ];
}

export function response(parts: ReportParts, words: ReportWords): string[] {
  const { incident } = parts;
  return [
    `## ${words.response}`,
    '',
    ...acknowledgement(parts, words),
    ...decisions(parts, words),
    '',
    `### ${words.actions}`,
    '',
    ...actions(parts, words),
    '',
    `### ${words.recovery}`,
    '',
    ...recoveries(parts, words),
    '',
    `### ${words.updates}`,
    '',
    ...(incident.updates.length === 0 ? [words.noUpdates] : updates(parts)),
  ];
}

function acknowledgement({ incident, language }: ReportParts, words: ReportWords): string[] {
  const { times, severity } = incident;
  const { respondWithin } = severityRules[severity];
  if (times.acknowledged === null) return [`- ${words.acknowledged}: ${words.notReached}`];
  const took = Math.max(0, times.acknowledged.at - times.detected.at);
  const late = respondWithin > 0 && took > respondWithin ? `, ${words.late}` : '';
  const limit =
    respondWithin === 0 ? '' : ` (${words.limit} ${reportSpan(respondWithin, language)}${late})`;
  return [
    `- ${words.acknowledged}: ${reportSpan(took, language)}${limit} ${lineId(times.acknowledged.line)}`,
  ];
}

function decisions({ lines, zone, language }: ReportParts, words: ReportWords): string[] {
  return lines
    .filter(({ kind }) => kind === 'decision')
    .map((line) => {
      const text = escapeMarkdown(lineText(line, zone)[language]);
      return `- ${words.decisions}: ${bothTimes(line.eventAt, zone)} ${text} ${lineId(line.id)}`;
    });
}

function actions({ incident, zone, language }: ReportParts, words: ReportWords): string[] {
  const made = incident.effects.filter((effect) => !isMessage(effect));
  if (made.length === 0) return [words.noActions];
  return made.map(({ at, action, what, environment, state, outcome, undo, line }) => {
    const detail =
      outcome === null ? '' : `; ${escapeMarkdown(outcome.said[language])} ${lineId(outcome.line)}`;
    const back = undo === null ? '' : `; ${words.undo}: \`${undo}\``;
    const name = actionName(action)[language];
    const subject = escapeMarkdown(`${name} ${what} (${environment})`);
    return `- ${bothTimes(at, zone)} ${subject}: ${actionState(state, language)} ${lineId(line)}${detail}${back}`;
  });
}

function recoveries({ lines, zone, language }: ReportParts, words: ReportWords): string[] {
  const proofs = lines.filter(({ kind }) => kind === 'recovery' || kind === 'mitigated');
  if (proofs.length === 0) return [words.noProof];
  return proofs.map((line) => {
    const text = escapeMarkdown(lineText(line, zone)[language]);
    return `- ${bothTimes(line.eventAt, zone)} ${text} ${lineId(line.id)}`;
  });
}

function updates({ incident, zone }: ReportParts): string[] {
  return incident.updates.map(({ at, channel, text, line }) => {
    return `- ${bothTimes(at, zone)} ${escapeMarkdown(channel)}: ${escapeMarkdown(text)} ${lineId(line)}`;
  });
}

export function hypothesesSection(parts: ReportParts, words: ReportWords): string[] {
  const { considered } = parts.incident;
  const title = [`## ${words.hypotheses}`, ''];
  if (considered.length === 0) return [...title, words.noHypotheses];
  const heads = Object.values(words.hypothesisHead);
  const rows = considered.map(({ hypothesis, standing, score, reason, why, line }) =>
    row([
      escapeMarkdown(hypothesisName(hypothesis)[parts.language]),
      words.standing[standing],
      score === null ? words.noPoints : String(score),
      escapeMarkdown(reason || why?.[parts.language] || 'TODO'),
      lineId(line),
    ]),
  );
  return [...title, row(heads), row(heads.map(() => '---')), ...rows];
}

/** The evidence as it was; what it means is left to people. */
export function rootCause(parts: ReportParts, words: ReportWords): string[] {
  const { incident, zone, language } = parts;
  const { decision, evidence } = incident;
  const about = decision?.about == null ? '' : ` (${escapeMarkdown(decision.about)})`;
  const decided =
    decision === null
      ? words.undecided
      : `${words.likeliest}: **${escapeMarkdown(hypothesisName(decision.hypothesis)[language])}**${about} ${lineId(decision.line)}`;
  const seen = evidence.map((reading) => {
    const { id, verdict, line } = reading;
    const blind = verdict === 'unknown' || verdict === 'no-data';
    const figure = figureOf(reading, zone)[language];
    const text = blind ? `${words.notSeen}: ${figure}` : figure;
    const name = language === 'en' ? id : questionText(reading)[language];
    return `- ${escapeMarkdown(name)} [${verdictText(verdict)[language]}]: ${escapeMarkdown(text)} ${lineId(line)}`;
  });
  return [
    `## ${words.rootCause}`,
    '',
    decided,
    '',
    `### ${words.bore}`,
    '',
    ...(seen.length === 0 ? ['TODO'] : seen),
  ];
}
