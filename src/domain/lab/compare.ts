/* Two sets of one address: whether they are comparable, what changed, and what grew. */
import type { LabConditions, LabFile, LabMetric, LabSet } from './set.ts';

/** The first condition that differs, with both values; null of equal ones. */
export interface Difference {
  readonly of: keyof LabConditions;
  readonly before: string;
  readonly after: string;
}

/** Machines whose speed differs by more measure something else [Lighthouse, docs/variability.md]. */
const machineSpread = 0.2;

/** Without a benchmark of both nobody knows whether the machine was as fast; that is a difference too. */
export function differenceOf(before: LabConditions, after: LabConditions): Difference | null {
  const exact = ['program', 'formFactor', 'throttling', 'screen', 'browser'] as const;
  const differs = exact.find((key) => before[key] === null || before[key] !== after[key]);
  if (differs !== undefined) return difference(differs, before, after);
  const [was, is] = [before.benchmarkIndex, after.benchmarkIndex];
  const close =
    was !== null && is !== null && Math.abs(was - is) <= machineSpread * Math.max(was, is);
  return close ? null : difference('benchmarkIndex', before, after);
}

function difference(of: Difference['of'], before: LabConditions, after: LabConditions): Difference {
  const text = (value: string | number | null): string =>
    value === null ? '?' : typeof value === 'number' ? String(Math.round(value)) : value;
  return { of, before: text(before[of]), after: text(after[of]) };
}

export interface Changed {
  readonly metric: LabMetric;
  readonly before: number;
  readonly after: number;
}

export interface Grown {
  readonly name: string;
  /** 0 where the file was not there. */
  readonly before: number;
  readonly after: number;
}

/** What lies between two sets, whatever the machine: the versions that were served, and the files. */
export interface LabBetween {
  /** When the earlier one was measured. */
  readonly at: number;
  readonly served: { readonly before: string | null; readonly after: string | null };
  /** Files that cost more than before, the largest growth first. */
  readonly grown: readonly Grown[];
  /** Bytes of all files. */
  readonly bytes: { readonly before: number; readonly after: number };
}

/** What earlier sets of the address can say: a comparison, why there is none, or that this is the first. */
export type BesideKept =
  | { readonly is: 'compared'; readonly between: LabBetween; readonly changed: readonly Changed[] }
  | {
      readonly is: 'different';
      readonly difference: Difference;
      /** Bytes do not depend on how fast a machine is; null where the page was loaded for another screen. */
      readonly between: LabBetween | null;
    }
  | { readonly is: 'first' };

/**
 * Against the newest comparable set of those kept for the same device; else why the newest of these is not. `kept` is
 * newest first.
 */
export function besideEarlier(set: LabSet, kept: readonly LabSet[]): BesideKept {
  const { formFactor } = set.conditions;
  const earlier = kept.filter(({ conditions }) => conditions.formFactor === formFactor);
  const [newest] = earlier;
  if (newest === undefined) return { is: 'first' };
  const equal = comparableWith(set, earlier)[0];
  if (equal !== undefined) {
    return { is: 'compared', between: betweenSets(equal, set), changed: changedIn(equal, set) };
  }
  const difference = differenceOf(newest.conditions, set.conditions);
  if (difference === null) throw new Error('the newest set is comparable, and was not found');
  const alike = earlier.find((one) => loadsAlike(one.conditions, set.conditions));
  const between = alike === undefined ? null : betweenSets(alike, set);
  return { is: 'different', difference, between };
}

/** The page is asked for in the same way: it loads the same files. */
function loadsAlike(before: LabConditions, after: LabConditions): boolean {
  return before.formFactor === after.formFactor && before.screen === after.screen;
}

/** Those of a list that are comparable with a set; in its order. */
export function comparableWith(set: Pick<LabSet, 'conditions'>, sets: readonly LabSet[]) {
  return sets.filter((one) => differenceOf(one.conditions, set.conditions) === null);
}

function betweenSets(before: LabSet, after: LabSet): LabBetween {
  return {
    at: before.at,
    served: { before: before.served, after: after.served },
    grown: grownFiles(before.files, after.files),
    bytes: { before: total(before.files), after: total(after.files) },
  };
}

function changedIn(before: LabSet, after: LabSet): Changed[] {
  const metrics = Object.keys(after.values) as LabMetric[];
  return metrics.flatMap((metric) => {
    const [was, is] = [before.values[metric], after.values[metric]];
    return was === undefined || is === undefined ? [] : [{ metric, before: was, after: is }];
  });
}

/** Headers of an answer vary by some bytes from run to run: that is no growth. */
const noise = 1024;
const shown = 10;

export function grownFiles(before: readonly LabFile[], after: readonly LabFile[]): Grown[] {
  const was = new Map(before.map(({ name, bytes }) => [name, bytes]));
  return after
    .map(({ name, bytes }) => ({ name, before: was.get(name) ?? 0, after: bytes }))
    .filter((file) => file.after - file.before >= noise)
    .sort((a, b) => b.after - b.before - (a.after - a.before))
    .slice(0, shown);
}

const total = (files: readonly LabFile[]): number =>
  files.reduce((sum, { bytes }) => sum + bytes, 0);
