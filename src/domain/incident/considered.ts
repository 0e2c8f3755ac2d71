/* The hypotheses of an incident: those that the last decision ranked, and what people said of them. */

import type { Text } from '../text/language.ts';
import { type IncidentLine, lineTextOf } from './merged-lines.ts';
import { recordedText } from './recorded-text.ts';
import { recordedResponseText } from './response-text.ts';

export interface Considered {
  readonly hypothesis: string;
  readonly standing: 'open' | 'supported' | 'ruled-out';
  /** Points of the last ranking; null where it was added by hand. */
  readonly score: number | null;
  /** What was said of it last; empty where nothing was. */
  readonly reason: string;
  /** The weightiest reason of the ranking; null where none is recorded. */
  readonly why: Text | null;
  /** The line that says so. */
  readonly line: string;
}

export interface Decided {
  readonly hypothesis: string;
  readonly about: string | null;
  readonly recommended: string;
  /** `clear`, `two-causes`, `tie`, `thin`. */
  readonly standing: string;
  readonly response: Text;
  readonly at: number;
  readonly line: string;
}

export function decisionOf(lines: readonly IncidentLine[]): Decided | null {
  const line = lines.findLast(({ kind }) => kind === 'decision');
  if (line === undefined) return null;
  const { fields } = line;
  return {
    hypothesis: lineTextOf(fields.hypothesis, 200),
    about: lineTextOf(fields.about, 200) || null,
    recommended: lineTextOf(fields.recommended, 200),
    standing: lineTextOf(fields.standing, 40),
    response: recordedResponseText(fields.response),
    at: line.eventAt,
    line: line.id,
  };
}

/** Those that stand first, by their score; what was ruled out last. */
export function consideredIn(lines: readonly IncidentLine[]): Considered[] {
  const found = new Map<string, Considered>();
  for (const line of lines) {
    if (line.kind === 'decision') rank(found, line);
    if (line.kind === 'hypothesis') mark(found, line);
  }
  const weight = ({ standing }: Considered): number =>
    standing === 'supported' ? 0 : standing === 'open' ? 1 : 2;
  return [...found.values()].sort(
    (a, b) => weight(a) - weight(b) || (b.score ?? 0) - (a.score ?? 0),
  );
}

function rank(found: Map<string, Considered>, { fields, id }: IncidentLine): void {
  const ranked: readonly unknown[] = Array.isArray(fields.ranked) ? fields.ranked : [];
  for (const each of ranked) {
    const { hypothesis, score, reason } = (each ?? {}) as Record<string, unknown>;
    const name = lineTextOf(hypothesis, 200);
    if (name === '') continue;
    const before = found.get(name);
    found.set(name, {
      hypothesis: name,
      standing: before?.standing ?? 'open',
      score: typeof score === 'number' ? score : null,
      reason: before?.reason ?? '',
      why: reason === undefined ? null : recordedText(reason, ''),
      line: before?.line ?? id,
    });
  }
}

function mark(found: Map<string, Considered>, { fields, id }: IncidentLine): void {
  const name = lineTextOf(fields.hypothesis, 200);
  if (name === '') return;
  const standing =
    fields.change === 'ruled-out'
      ? 'ruled-out'
      : fields.change === 'supported'
        ? 'supported'
        : 'open';
  found.set(name, {
    hypothesis: name,
    standing,
    score: found.get(name)?.score ?? null,
    reason: lineTextOf(fields.reason, 500),
    why: found.get(name)?.why ?? null,
    line: id,
  });
}
