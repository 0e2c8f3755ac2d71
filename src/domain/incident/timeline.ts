import type { Language } from '../text/language.ts';
import { minute } from '../time/units.ts';
import type { IncidentLine } from './merged-lines.ts';
import { lineText, toldLines } from './timeline-texts.ts';

export interface TimelineEntry {
  /** The line's id. */
  readonly id: string;
  /** When it happened, and when it was written down; epoch milliseconds. */
  readonly eventAt: number;
  readonly at: number;
  readonly actor: string;
  readonly kind: string;
  readonly text: string;
}

/** More than this between happening and writing is said: somebody wrote it down later. Milliseconds. */
const laterThan = minute;

/** The story in the order in which it happened, its times of `zone` (an IANA name). */
export function timelineOf(
  lines: readonly IncidentLine[],
  language: Language,
  zone: string,
): TimelineEntry[] {
  return toldLines(lines)
    .map((line) => timelineEntry(line, language, zone))
    .map((entry, index) => ({ entry, index }))
    .sort((a, b) => a.entry.eventAt - b.entry.eventAt || a.index - b.index)
    .map(({ entry }) => entry);
}

function timelineEntry(line: IncidentLine, language: Language, zone: string): TimelineEntry {
  const { id, eventAt, at, actor, kind } = line;
  return { id, eventAt, at, actor, kind, text: lineText(line, zone)[language] };
}

export function wasBackdated({ at, eventAt }: Pick<TimelineEntry, 'at' | 'eventAt'>): boolean {
  return at - eventAt > laterThan;
}
