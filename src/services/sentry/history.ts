/* Sentry's issues and vitals over weeks, for back-tests. */
import type { EvidenceWindow } from '../../domain/evidence/shape.ts';
import type { VitalId } from '../../domain/speed/findings.ts';
import { minute } from '../../domain/time/units.ts';
import type { ErrorsRead, FirstSeen, VitalSeries } from '../../ports/errors.ts';
import { listAt } from '../http/json.ts';
import { readPages } from '../http/pages.ts';
import { issueOf, vitalSeriesOf } from './answers.ts';
import { askSentry, mostPages, type SentryProject, unreadableSentryAnswer } from './client.ts';

const pageSize = 100;

type Pairs = readonly (readonly [string, string])[];

/** Sentry takes times without a zone for UTC. */
export function spanOf({ from, to }: EvidenceWindow): Pairs {
  const text = (at: number): string => new Date(at).toISOString().slice(0, 19);
  return [
    ['start', text(from)],
    ['end', text(to)],
  ];
}

/**
 * The newest come first, so that reading ends with the first that is older than the window. Beyond the last
 * page that is read, the time before is not known.
 */
export async function firstSeen(
  project: SentryProject,
  { from, to }: EvidenceWindow,
  read?: ErrorsRead,
): Promise<FirstSeen> {
  const isOlder = (at: number): boolean => at < from;
  const enough = (found: readonly number[]) => found.some(isOlder);
  const { items, more } = await readPages({ most: mostPages, enough }, async (cursor) => {
    const query: Pairs = [
      ['query', ''],
      ['sort', 'new'],
      ['limit', String(pageSize)],
      ['groupStatsPeriod', ''],
      ...spanOf({ from, to }),
      ...(cursor === undefined ? [] : [['cursor', cursor] as const]),
    ];
    const answer = await askSentry(project, { path: 'issues/', scope: 'event:read', query }, read);
    const issues = listAt(answer.json);
    if (issues === undefined) throw unreadableSentryAnswer('it is not a list of issues');
    const times = issues.map(issueOf).flatMap((issue) => issue.firstSeen ?? []);
    return { items: times, next: answer.cursor };
  });
  const times = items.filter((at) => at >= from && at < to);
  const known = !more || items.some(isOlder);
  return { knownFrom: known ? from : Math.min(...times, to), times };
}

/** INP comes in spans of its own, so that they are not narrowed to page loads. */
export async function vitalOverTime(
  project: SentryProject,
  asked: { readonly vital: VitalId; readonly window: EvidenceWindow; readonly step: number },
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
  return vitalSeriesOf((await askSentry(project, question, read)).json, step, vital);
}
