/* A history as lines of NDJSON, in the order in which the samples could be seen. */

import { metrics } from '../language/metrics.ts';
import type { KeptSample, MetricHistory } from './metric-history.ts';

/** Lines that are joined into one text: writing each alone would take seconds. */
const linesAtOnce = 10_000;

/** By metric; several of one metric where several environments were read. */
export type NamedHistory = readonly [metric: string, history: MetricHistory];

export function* historyTexts(histories: readonly NamedHistory[]): Generator<string> {
  const all = histories
    .flatMap(([metric, { series }]) =>
      series.flatMap(({ labels, samples }) =>
        samples.map((sample) => ({ metric, labels, sample })),
      ),
    )
    .sort((a, b) => a.sample.visible - b.sample.visible);
  for (let start = 0; start < all.length; start += linesAtOnce) {
    const lines = all
      .slice(start, start + linesAtOnce)
      .map(({ metric, labels, sample }) => lineOf(metric, labels, sample));
    yield `${lines.join('\n')}\n`;
  }
}

function lineOf(
  metric: string,
  labels: Readonly<Record<string, string>>,
  { t, visible, value }: KeptSample,
): string {
  const boolean = metrics.get(metric)?.unit === 'boolean';
  return JSON.stringify({
    metric,
    t: t / 1000,
    value: boolean ? value !== 0 : value,
    ...(visible > t ? { arrival: visible / 1000 } : {}),
    labels,
  });
}
