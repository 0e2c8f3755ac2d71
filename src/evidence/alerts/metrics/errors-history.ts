/* Sentry's counts over weeks, by the minute, and errors per request with the CDN's. */
import {
  commonParts,
  countByMinute,
  type HistoryPart,
  joinedParts,
  type KeptSample,
} from '../../../domain/alerts/backtest/metric-history.ts';
import { day, minute } from '../../../domain/time/units.ts';
import type { ErrorSeriesKind } from '../../../ports/errors.ts';
import { memoizeByKey } from '../../asking/memoize.ts';
import { type ErrorMetric, errorsReadOf } from './errors.ts';
import type { CdnPieces, HistoryReads, HistoryRound } from './family.ts';
import { readPieces, windowsNewestFirst } from './history-pieces.ts';

/**
 * Sentry gives 10,000 points of a series at most; this is 8,640 of a minute. Source: getsentry/sentry,
 * MAX_ROLLUP_POINTS.
 */
const longestPiece = 6 * day;
/** Sentry keeps events so long. Source: Sentry docs, "Data retention". */
const keptFor = 90 * day;

interface Counted {
  readonly parts: readonly HistoryPart[];
  readonly samples: readonly KeptSample[];
  readonly lack: string;
}

export function errorHistory(round: HistoryRound): HistoryReads<ErrorMetric> {
  const { environment, config, cdnPieces } = round;
  const counts = memoizeByKey((kind: ErrorSeriesKind) => countsOf(round, kind));
  const history = (read: () => Promise<Counted>) => async () => {
    const { parts, samples, lack } = await read();
    return { parts, lack, series: [{ labels: { env: environment }, samples }] };
  };
  return {
    error_count: history(() => counts('errors')),
    unhandled_rejections: history(() => counts('unhandled-rejections')),
    new_issues: history(() => newIssues(round)),
    error_rate: history(async () => {
      const [errors, requests] = await Promise.all([counts('errors'), cdnPieces('requests')]);
      return ratesOf(errors, requests, config.runbooks.arrival);
    }),
  };
}

/** What may still be on its way is not asked for, as live; nor what Sentry has thrown away. */
export function trackerWindow({ window, config }: HistoryRound) {
  const oldest = window.to - keptFor;
  return {
    from: Math.max(window.from, oldest),
    to: Math.floor((window.to - config.runbooks.arrival) / minute) * minute,
    lack: window.from < oldest ? 'Sentry keeps events for 90 days' : '',
  };
}

async function countsOf(round: HistoryRound, kind: ErrorSeriesKind): Promise<Counted> {
  const { context, config } = round;
  const tracker = await context.services.errors();
  const { lack: kept, ...window } = trackerWindow(round);
  const { pieces, lack } = await readPieces(
    round,
    windowsNewestFirst(window, longestPiece),
    (piece, timeout) => tracker.errorsPerMinute(piece, errorsReadOf(round, timeout), kind),
  );
  const samples = pieces
    .toReversed()
    .flatMap(({ value: { from, step, counts } }) =>
      counts.flatMap((count, index) => countByMinute(from + index * step, step, count)),
    )
    .filter(({ t }) => t > window.from && t <= window.to)
    .map((sample) => arrived(sample, config.runbooks.arrival));
  const parts = pieces.map((piece) => ({ ...piece.window, step: piece.value.step }));
  return { parts: joinedParts(parts), samples, lack: lack === '' ? kept : lack };
}

function arrived(sample: KeptSample, late: number): KeptSample {
  return { ...sample, visible: sample.visible + late };
}

async function newIssues(round: HistoryRound): Promise<Counted> {
  const { context, config, deadline } = round;
  const tracker = await context.services.errors();
  const { lack, ...window } = trackerWindow(round);
  const left = Math.max(1, deadline - context.clock.now());
  const { knownFrom, times } = await tracker.firstSeen(window, errorsReadOf(round, left));
  const from = Math.ceil(knownFrom / minute) * minute;
  const counts = new Array<number>(Math.max(0, (window.to - from) / minute)).fill(0);
  for (const at of times) {
    const index = Math.floor((at - from) / minute);
    if (counts[index] !== undefined) counts[index] += 1;
  }
  const samples = counts
    .flatMap((count, index) => countByMinute(from + index * minute, minute, count))
    .map((sample) => arrived(sample, config.runbooks.arrival));
  const more = knownFrom > window.from ? 'there are too many new issues to read them all' : lack;
  return { parts: [{ from, to: window.to, step: minute }], samples, lack: more };
}

/** Percent, in each period in which the CDN counted requests and all errors are known. */
function ratesOf(errors: Counted, requests: CdnPieces, late: number): Counted {
  const parts = commonParts(errors.parts, requests.pieces);
  const byMinute = new Map(errors.samples.map(({ t, value }) => [t - minute, value]));
  const samples = requests.pieces.flatMap(({ step, points }) =>
    points.flatMap(({ t, value: asked }) => {
      const minutes = Array.from({ length: step / minute }, (_, index) => t + index * minute);
      const counts = minutes.flatMap((each) => byMinute.get(each) ?? []);
      if (asked <= 0 || counts.length < minutes.length) return [];
      const sum = counts.reduce((all, count) => all + count, 0);
      return [{ t: t + step, visible: t + step + late, value: (100 * sum) / asked }];
    }),
  );
  const lack = [errors.lack, requests.lack].filter((each) => each !== '').join('; ');
  return { parts: samples.length === 0 ? [] : parts, samples, lack };
}
