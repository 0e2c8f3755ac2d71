import type { EvidenceWindow } from '../evidence/shape.ts';
import { minute } from '../time/units.ts';
import type { ErrorOnset, ReleaseShare } from './findings.ts';

/** Fewer minutes hold too few visits to compare versions. */
const shortest = 5 * minute;

/**
 * The part of the window in which versions are compared: since the errors began, as a version that was used only before
 * had no occasion to have them. All of it where they began earlier, or are over, or where that is not known.
 */
export function troubledPart(window: EvidenceWindow, onset: ErrorOnset | null): EvidenceWindow {
  if (onset === null || onset.at === null || onset.endedAt !== null) return window;
  const from = Math.min(onset.at, window.to - shortest);
  return { from: Math.max(window.from, from), to: window.to };
}

interface Count {
  readonly version: string;
  readonly count: number;
}

/** Shares of errors and visits by version, most errors first; `visits` null where they are not known. */
export function splitByRelease(
  errors: readonly Count[],
  visits: readonly Count[] | null,
): ReleaseShare[] {
  const errorCounts = byVersion(errors);
  const visitCounts = visits === null ? null : byVersion(visits);
  const [allErrors, allVisits] = [
    total(errorCounts),
    visitCounts === null ? 0 : total(visitCounts),
  ];
  const versions = new Set([...errorCounts.keys(), ...(visitCounts?.keys() ?? [])]);
  return [...versions]
    .map((version) => {
      const own = errorCounts.get(version) ?? 0;
      return {
        version,
        errors: own,
        errorShare: allErrors === 0 ? 0 : own / allErrors,
        sessionShare:
          visitCounts === null || allVisits === 0
            ? null
            : (visitCounts.get(version) ?? 0) / allVisits,
      };
    })
    .sort((a, b) => b.errors - a.errors);
}

function byVersion(counts: readonly Count[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const { version, count } of counts) found.set(version, (found.get(version) ?? 0) + count);
  return found;
}

function total(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
