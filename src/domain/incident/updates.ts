/* What people were told, and when they want to hear again. */
import { type IncidentLine, lastOfRecords, lineTextOf } from './merged-lines.ts';

export interface Update {
  readonly at: number;
  readonly channel: string;
  readonly text: string;
  readonly line: string;
  /** Where in Slack it stands; null where it was posted by a webhook, which does not say. */
  readonly thread: { readonly channel: string; readonly ts: string } | null;
}

/** Oldest first: those that Slack took. One whose answer was lost does not count as told. */
export function updatesOf(lines: readonly IncidentLine[]): Update[] {
  // From the end: the first of each record.
  const intents = lastOfRecords(lines.toReversed(), 'intent');
  const posted = lines.flatMap((line): Update[] => {
    if (line.own || line.kind !== 'receipt') return [];
    const intent = intents.get(line.record);
    if (intent?.fields.action !== 'post-update') return [];
    const { channel, ts } = (line.fields.receipt ?? {}) as Record<string, unknown>;
    const threaded = typeof channel === 'string' && typeof ts === 'string';
    return [
      {
        at: line.eventAt,
        channel: lineTextOf(intent.fields.channel, 80),
        text: lineTextOf(intent.fields.text),
        line: line.id,
        thread: threaded ? { channel: lineTextOf(channel, 80), ts: lineTextOf(ts, 40) } : null,
      },
    ];
  });
  const ids = new Set(posted.map(({ line }) => line));
  // The line `update` of a runbook names a record whose receipt has been counted already.
  const counted = new Set<unknown>(
    lines.filter(({ id }) => ids.has(id)).map(({ record }) => record),
  );
  const told = lines
    .filter(({ kind, fields }) => kind === 'update' && !counted.has(fields.record))
    .map(
      (line): Update => ({
        at: line.eventAt,
        channel: lineTextOf(line.fields.channel, 80),
        text: lineTextOf(line.fields.text),
        line: line.id,
        thread: null,
      }),
    );
  return [...posted, ...told].sort((a, b) => a.at - b.at);
}

/** When the next word is due: so long after the last one, or after the beginning. */
export function nextUpdateDue(
  updates: readonly Update[],
  startedAt: number,
  updateEvery: number,
): number {
  return (updates.at(-1)?.at ?? startedAt) + updateEvery;
}
