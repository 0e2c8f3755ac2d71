/* Sentry's issues and vitals over weeks, for back-tests. */
import type { Window } from '../../domain/evidence/shape.ts';
import type { Vital } from '../../domain/speed/findings.ts';
import { minute } from '../../domain/time/units.ts';
import type { ErrorsRead, FirstSeen, VitalSeries } from '../../ports/errors.ts';
import { list } from '../http/vendor-answer.ts';
import { issueOf, vitalSeriesOf } from './answers.ts';
import { askSentry, type SentryParts, unreadable } from './request.ts';

const pageSize = 100;
/** 2,000 new issues; beyond them the time before is not known. */
const mostPages = 20;

type Pairs = readonly (readonly [string, string])[];

/** Sentry takes times without a zone for UTC. */
export function spanOf({ from, to }: Window): Pairs {
  const text = (at: number): string => new Date(at).toISOString().slice(0, 19);
  return [
    ['start', text(from)],
    ['end', text(to)],
  ];
}

/** The newest come first, so that reading ends with the first that is older than the window. */
export async function firstSeen(
  parts: SentryParts,
  { from, to }: Window,
  read?: ErrorsRead,
): Promise<FirstSeen> {
  const times: number[] = [];
  let cursor: string | null = null;
  for (let page = 1; ; page += 1) {
    const query: Pairs = [
      ['query', ''],
      ['sort', 'new'],
      ['limit', String(pageSize)],
      ['groupStatsPeriod', ''],
      ...spanOf({ from, to }),
      ...(cursor === null ? [] : [['cursor', cursor] as const]),
    ];
    const answer = await askSentry(parts, { path: 'issues/', scope: 'event:read', query }, read);
    const items = list(answer.json);
    if (items === undefined) throw unreadable('it is not a list of issues');
    const found = items.map(issueOf).flatMap((issue) => issue.firstSeen ?? []);
    times.push(...found.filter((at) => at >= from && at < to));
    const ended = answer.cursor === null || answer.cursor === cursor;
    if (ended || found.some((at) => at < from)) return { knownFrom: from, times };
    if (page === mostPages) return { knownFrom: Math.min(...times, to), times };
    cursor = answer.cursor;
  }
}

/** INP comes in spans of its own, so that they are not narrowed to page loads. */
export async function vitalOverTime(
  parts: SentryParts,
  asked: { readonly vital: Vital; readonly window: Window; readonly step: number },
  read?: ErrorsRead,
): Promise<VitalSeries> {
  const { vital, window, step } = asked;
  const query: Pairs = [
    ['dataset', 'spans'],
    ['yAxis', `p75(measurements.${vital})`],
    // With its unit: a plain number is seconds to some versions and milliseconds to others.
    ['interval', `${step / minute}m`],
    ['query', ''],
    ...spanOf(window),
  ];
  const question = { path: 'events-timeseries/', scope: 'org:read', query } as const;
  return vitalSeriesOf((await askSentry(parts, question, read)).json, step, vital);
}
