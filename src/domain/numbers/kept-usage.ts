/* What was kept of an earlier run, if it still has the shape of today: files outlive versions. */
import type { LiveTraffic, SourceQuota, Usage } from './usage.ts';
import { usageMeasures, usageShares } from './usage.ts';

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;

const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);
const isMaybeNumber = (value: unknown): boolean => value === null || isNumber(value);
const every = (value: unknown, holds: (item: Fields) => boolean): boolean =>
  Array.isArray(value) &&
  value.every((each) => {
    const fields = fieldsOf(each);
    return fields !== null && holds(fields);
  });

const isWindow = (value: unknown): boolean => {
  const window = fieldsOf(value);
  return isNumber(window?.from) && isNumber(window?.to);
};
const isCourse = (value: unknown): boolean =>
  every(value, ({ t, value: point }) => isNumber(t) && isMaybeNumber(point));
/** Its text is looked up by the code, whatever that is. */
const lackHolds = (value: unknown): boolean => {
  const lack = fieldsOf(value);
  return typeof lack?.code === 'string' && Array.isArray(lack.values);
};
const maybeLackHolds = (value: unknown): boolean => value === undefined || lackHolds(value);
const isQuota = (value: unknown): boolean => value === null || keptQuotaIn(value) !== null;

/** Null where it is none. */
export function keptQuotaIn(kept: unknown): SourceQuota | null {
  const quota = fieldsOf(kept);
  return isNumber(quota?.left) && isNumber(quota?.until) ? (kept as SourceQuota) : null;
}

/** Null where it is none. */
export function keptUsageIn(kept: unknown): Usage | null {
  const usage = fieldsOf(kept);
  const measures = fieldsOf(usage?.measures);
  const shares = fieldsOf(usage?.shares);
  if (usage === null || measures === null || shares === null) return null;
  const isWhole =
    isQuota(usage.quota) &&
    usageMeasures.every((id) => isMeasure(fieldsOf(measures[id]))) &&
    usageShares.every((id) => isShared(fieldsOf(shares[id])));
  return isWhole ? (kept as Usage) : null;
}

function isMeasure(measure: Fields | null): boolean {
  return (
    measure !== null &&
    isMaybeNumber(measure.value) &&
    isMaybeNumber(measure.before) &&
    isCourse(measure.series) &&
    hasFacts(measure)
  );
}

function isShared(shares: Fields | null): boolean {
  return (
    shares !== null &&
    every(
      shares.parts,
      ({ name, percent, before }) =>
        typeof name === 'string' && isNumber(percent) && isMaybeNumber(before),
    ) &&
    hasFacts(shares)
  );
}

const hasFacts = ({ window, remarks, lack }: Fields): boolean =>
  isWindow(window) && Array.isArray(remarks) && remarks.every(lackHolds) && maybeLackHolds(lack);

/** Null where it is none. */
export function keptTrafficIn(kept: unknown): LiveTraffic | null {
  const traffic = fieldsOf(kept);
  if (traffic === null || !isWindow(traffic.window) || !isQuota(traffic.quota)) return null;
  const isWhole =
    isMaybeNumber(traffic.perHour) && isCourse(traffic.series) && maybeLackHolds(traffic.lack);
  return isWhole ? (kept as LiveTraffic) : null;
}
