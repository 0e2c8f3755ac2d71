/* What the next engineer takes over: whatever is not at its end. */

import { inEnvironment } from '../../deploys/suggested-command.ts';
import type { Evidence } from '../../evidence/shape.ts';
import { escapeMarkdown } from '../../incident/markdown.ts';
import { identityOfKey, seriesName } from '../../notification/alert-identity.ts';
import type { Language } from '../../text/language.ts';
import type { ShiftFacts } from './facts.ts';
import type { ShiftIncident } from './incidents.ts';
import { type HandOffWords, shortMinuteOf } from './words.ts';

/** Lines of Markdown, what presses most first; what could not be asked is among them. */
export function openItems(facts: ShiftFacts, language: Language, w: HandOffWords): string[] {
  return [
    ...incidentItems(facts, language, w),
    ...pageItems(facts, w),
    ...actionItems(facts, w),
    ...alertItems(facts, w),
    ...silenceItems(facts, w),
    ...reportItems(facts, language, w),
  ];
}

/** Unknown, and why; nothing where it was asked. */
export function gapsOf({ verdict, detail }: Evidence<unknown>, w: HandOffWords): string[] {
  return verdict === 'unknown' ? [`**${w.unknown}**: ${escapeMarkdown(detail)}`] : [];
}

/** Where nobody watches, what the record says of alerts is as old as its last line. */
export function watchNote({ alerts, zone }: ShiftFacts, w: HandOffWords): string | null {
  const { value } = alerts;
  if (value === null || value.watched) return null;
  const { recordedAt } = value;
  const last = recordedAt === null ? '' : `; ${w.lastRecorded} ${shortMinuteOf(recordedAt, zone)}`;
  return `${w.notWatched}${last}.`;
}

function named(what: string, evidence: Evidence<unknown>, w: HandOffWords): string[] {
  return gapsOf(evidence, w).map((gap) => `${what}: ${gap}`);
}

function incidentItems(
  { incidents, zone }: ShiftFacts,
  language: Language,
  w: HandOffWords,
): string[] {
  const { open = [], unread = [] } = incidents.value ?? {};
  const several = open.length > 1;
  return [
    ...named(w.incidents, incidents, w),
    ...open.map((incident) => {
      const { phase, startedAt, id, next } = incident;
      // With several open the next command alone would not know which one is meant.
      const command = several ? `tsops incident status ${id}` : next;
      return `${headOf(incident, language)}: ${w.phase[phase]}, ${w.since} ${shortMinuteOf(startedAt, zone)}; \`${command}\``;
    }),
    ...unread.map((id) => `${w.unread}: \`tsops incident verify ${id}\``),
  ];
}

function pageItems({ openPages, zone }: ShiftFacts, w: HandOffWords): string[] {
  const items = (openPages.value ?? []).map(({ number, title, status, since, assigned }) => {
    const state = status === 'triggered' ? w.unanswered : w.acknowledged;
    const whose = assigned.length === 0 ? '' : `; ${escapeMarkdown(assigned.join(', '))}`;
    const command = status === 'triggered' ? `tsops ack ${number}` : 'tsops pages';
    return `#${number} ${escapeMarkdown(title)}: ${state}, ${w.since} ${shortMinuteOf(since, zone)}${whose}; \`${command}\``;
  });
  return [...named(w.pages, openPages, w), ...items];
}

/** Whoever takes over must know what nobody will tell them. */
function silenceItems({ silences, zone }: ShiftFacts, w: HandOffWords): string[] {
  const items = (silences.value ?? []).map(({ id, targets, until, by, reason }) => {
    const rules = [...new Set(targets.map(({ rule }) => rule))].join(', ');
    const why = escapeMarkdown(`${by}: ${reason}`);
    return `${escapeMarkdown(rules)}: ${w.silenced(shortMinuteOf(until, zone))}; ${why}; \`tsops alerts silence expire ${id}\``;
  });
  return [...named(w.silences, silences, w), ...items];
}

export function headOf(
  { severity, titles, environment, drill }: ShiftIncident,
  language: Language,
): string {
  return `**${severity}** ${drill ? 'DRILL ' : ''}${escapeMarkdown(`${titles[language]} (${environment})`)}`;
}

function actionItems({ openActions, zone }: ShiftFacts, w: HandOffWords): string[] {
  const items = (openActions.value ?? []).map(({ action, environment, at, state }) => {
    const status =
      action === 'rollback' || action === 'invalidate'
        ? `; \`${inEnvironment(`tsops ${action} status`, environment)}\``
        : '';
    const what = escapeMarkdown(`${action} (${environment})`);
    return `${what}: ${w.openAction[state]}, ${shortMinuteOf(at, zone)}${status}`;
  });
  return [...named(w.actions, openActions, w), ...items];
}

function alertItems(facts: ShiftFacts, w: HandOffWords): string[] {
  const { alerts, zone } = facts;
  const { firing = [], waiting = [] } = alerts.value ?? {};
  const note = firing.length === 0 ? null : watchNote(facts, w);
  return [
    ...named(w.alerts, alerts, w),
    ...firing.map(({ key, severity, rule, environment, from }) => {
      const series = seriesName(identityOfKey(key).labels);
      const where = series === '' ? environment : `${environment}, ${series}`;
      return `**${severity}** ${escapeMarkdown(`${rule} (${where})`)}: ${w.fires(shortMinuteOf(from, zone))}; \`tsops alerts check\``;
    }),
    ...waiting.map(({ channel, rule, at, state }) => {
      return `${escapeMarkdown(`${channel}: ${rule}`)}${w.states[state]}: ${w.waits(shortMinuteOf(at, zone))}`;
    }),
    ...(note === null ? [] : [note]),
  ];
}

/** Follow-ups of what was resolved on this shift. */
function reportItems({ incidents }: ShiftFacts, language: Language, w: HandOffWords): string[] {
  const resolved = (incidents.value?.ofShift ?? []).filter(({ phase }) => phase === 'resolved');
  return resolved.flatMap(({ titles, report, next }) => {
    if (report?.todo === 0) return [];
    const left =
      report === null ? w.noReport : report.todo === null ? w.reportElsewhere : w.todo(report.todo);
    const where = report === null ? '' : ` (${escapeMarkdown(report.file)})`;
    return [`${escapeMarkdown(titles[language])}: ${left}${where}; \`${next}\``];
  });
}
