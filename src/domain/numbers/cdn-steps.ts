import type { Figure } from './figure.ts';
import type { FigureId } from './titles/table.ts';

/** What an engineer would type now of a CDN that is beyond its limits, the first first; at most three, none where all is well. */
export function cdnSteps(figures: readonly Figure[]): readonly string[] {
  const isBeyond = (...ids: FigureId[]): boolean =>
    figures.some(
      ({ id, verdict }) => ids.includes(id) && (verdict === 'bad' || verdict === 'warn'),
    );
  const figureAt = (id: FigureId): number => figures.find((each) => each.id === id)?.value ?? 0;
  const errors = isBeyond('error-rate-total')
    ? figureAt('error-rate-5xx') > figureAt('error-rate-4xx')
      ? ['tsops health', 'tsops runbook high-error-rate']
      : // What is not found is mostly a file of another version.
        ['tsops version', 'tsops runbook high-error-rate']
    : [];
  const hits = isBeyond('hit-ratio')
    ? ['tsops invalidate status', 'tsops runbook performance-degradation']
    : [];
  const latency = isBeyond('origin-latency-p50') ? ['tsops runbook performance-degradation'] : [];
  return [...new Set([...errors, ...hits, ...latency])].slice(0, 3);
}
