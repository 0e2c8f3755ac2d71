/* The answers that an incident's lines hold, as they were given. */
import { type IncidentLine, lineTextOf } from './merged-lines.ts';

export interface EvidenceSeen {
  readonly id: string;
  readonly question: string;
  readonly verdict: string;
  readonly detail: string;
  readonly source: string;
  readonly value: unknown;
  /** Why there is no value, as codes; null where an older tsops wrote it. */
  readonly lack: unknown;
  readonly problem: unknown;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly line: string;
}

/** Every answer, oldest first. */
export function readingsIn(lines: readonly IncidentLine[]): EvidenceSeen[] {
  return lines.flatMap(({ kind, fields, eventAt, id: line }): EvidenceSeen[] => {
    const { evidence } = fields;
    if (kind !== 'evidence' || typeof evidence !== 'object' || evidence === null) return [];
    const { question, verdict, detail, source, value, lack, problem } = evidence as Record<
      string,
      unknown
    >;
    return [
      {
        id: lineTextOf(fields.id, 60),
        question: lineTextOf(question, 200),
        verdict: lineTextOf(verdict, 20),
        detail: lineTextOf(detail, 300),
        source: lineTextOf(source, 60),
        value: value ?? null,
        lack: lack ?? null,
        problem: problem ?? null,
        at: eventAt,
        line,
      },
    ];
  });
}

/** The last answer to each question, in the order in which the questions were put. */
export function lastReadings(readings: readonly EvidenceSeen[]): EvidenceSeen[] {
  return [...new Map(readings.map((reading) => [reading.id, reading])).values()];
}

/** What shows how bad it was: the first bad answer to a question, else its first. */
export function worstReading(
  readings: readonly EvidenceSeen[],
  id: string,
): EvidenceSeen | undefined {
  const ours = readings.filter((reading) => reading.id === id);
  return ours.find(({ verdict }) => verdict === 'bad') ?? ours[0];
}
