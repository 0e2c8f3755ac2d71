/* Where an incident stands, computed from its lines and from nothing else. */
import type { Text } from '../text/language.ts';
import { type Considered, consideredIn, type Decided, decisionOf } from './considered.ts';
import { type Effect, effectsOf } from './effects.ts';
import { type EvidenceSeen, lastReadings, readingsIn } from './evidence-seen.ts';
import type { Severity } from './lines.ts';
import { type IncidentLine, lineTextOf } from './merged-lines.ts';
import { recordedText } from './recorded-text.ts';
import { type ResponseTimes, responseTimes } from './response-times.ts';
import { parseSeverity } from './severities.ts';
import { type Update, updatesOf } from './updates.ts';

export type IncidentPhase = 'open' | 'mitigated' | 'resolved';

export interface Incident {
  /** The record's id. */
  readonly id: string;
  readonly title: string;
  /** The title in every language; the same words in each, where a person gave it. */
  readonly titles: Text;
  readonly severity: Severity;
  readonly environment: string;
  readonly runbook: string | null;
  readonly drill: boolean;
  readonly startedBy: string;
  /** Who has the incident now: whoever declared it, or accepted it last. */
  readonly driver: string;
  readonly phase: IncidentPhase;
  readonly times: ResponseTimes;
  readonly summary: { readonly text: string; readonly line: string } | null;
  readonly decision: Decided | null;
  readonly considered: readonly Considered[];
  readonly effects: readonly Effect[];
  /** An action of a runbook's step that was started and of which no end is told. */
  readonly begun: { readonly what: string; readonly at: number; readonly line: string } | null;
  readonly updates: readonly Update[];
  /** The last reading after a response. */
  readonly recovery: {
    readonly text: Text;
    readonly recovered: boolean;
    readonly line: string;
  } | null;
  /** The last answer to each question. */
  readonly evidence: readonly EvidenceSeen[];
  /** Number of the GitHub issue that mirrors it; null where there is none. */
  readonly issue: number | null;
  readonly handedTo: string | null;
  /** How many lines it has, and when the last was written. */
  readonly lines: number;
  readonly lastAt: number;
}

/** Null where no line `started` is among them: then it is no incident, or its beginning is lost. */
export function incidentOf(lines: readonly IncidentLine[]): Incident | null {
  const started = lines.find(({ own, kind }) => own && kind === 'started');
  if (started === undefined) return null;
  const { fields } = started;
  const times = responseTimes(lines, started);
  const last = (kind: string): IncidentLine | undefined =>
    lines.findLast((line) => line.kind === kind);
  const resolved = last('resolved');
  const severity = last('severity')?.fields.to ?? fields.severity;
  return {
    id: started.record,
    ...titlesOf(started),
    severity: parseSeverity(severity) ?? 'P3',
    environment: lineTextOf(fields.environment, 40) || 'production',
    runbook: lineTextOf(fields.runbook, 80) || null,
    drill: fields.drill === true,
    startedBy: started.actor,
    driver: last('accepted')?.actor ?? started.actor,
    phase: resolved !== undefined ? 'resolved' : times.mitigated !== null ? 'mitigated' : 'open',
    times,
    summary: resolved === undefined ? null : { text: said(resolved, 'summary'), line: resolved.id },
    decision: decisionOf(lines),
    considered: consideredIn(lines),
    effects: effectsOf(lines),
    begun: begunOf(lines),
    updates: updatesOf(lines),
    recovery: recoveryOf(last('recovery')),
    evidence: lastReadings(readingsIn(lines)),
    issue: issueOf(lines),
    handedTo: lineTextOf(last('handoff')?.fields.to, 80) || null,
    lines: lines.length,
    lastAt: lines.at(-1)?.at ?? started.at,
  };
}

function titlesOf({ corrected, fields }: IncidentLine): Pick<Incident, 'title' | 'titles'> {
  const title = (corrected?.text ?? lineTextOf(fields.title, 200)) || 'untitled';
  // Whoever corrects it corrects what stands there.
  return { title, titles: recordedText(corrected === null ? fields.titles : null, title) };
}

function said(line: IncidentLine, field: string): string {
  return line.corrected?.text ?? lineTextOf(line.fields[field]);
}

function begunOf(lines: readonly IncidentLine[]): Incident['begun'] {
  const index = lines.findLastIndex(({ kind }) => kind === 'acting');
  const line = lines[index];
  if (line === undefined || lines.slice(index).some(({ kind }) => kind === 'acted')) return null;
  const what = `${lineTextOf(line.fields.action, 40)} ${lineTextOf(line.fields.target, 80)}`.trim();
  return { what, at: line.eventAt, line: line.id };
}

function recoveryOf(line: IncidentLine | undefined): Incident['recovery'] {
  if (line === undefined) return null;
  const { en, ko } = (line.fields.detail ?? {}) as Partial<Record<'en' | 'ko', unknown>>;
  return {
    text: { en: lineTextOf(en, 300), ko: lineTextOf(ko, 300) },
    recovered: line.fields.recovered === true,
    line: line.id,
  };
}

/** Named by a `shared` line, or by the receipt or the note of the action that opened it. */
function issueOf(lines: readonly IncidentLine[]): number | null {
  for (const { kind, fields } of [...lines].reverse()) {
    const receipt = fields.receipt as { readonly issue?: unknown } | null | undefined;
    const found =
      kind === 'shared' ? Number(/(\d+)\D*$/.exec(lineTextOf(fields.issue))?.[1]) : receipt?.issue;
    const named = kind === 'issue-opened' ? fields.issue : found;
    if (typeof named === 'number' && Number.isSafeInteger(named) && named > 0) return named;
  }
  return null;
}
