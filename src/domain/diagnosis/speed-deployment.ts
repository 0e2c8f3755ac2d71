import type { Collected } from '../evidence/findings.ts';
import type { PageSpeed, VitalReading } from '../speed/findings.ts';
import { formatVital, vitalName } from '../speed/vitals.ts';
import { say } from '../text/language.ts';
import { known, type Observation, observe } from './observation.ts';
import { enough, weights } from './weights.ts';

/** By so much a vital must have grown: figures of half an hour scatter by less. */
const clearly = 1.5;

/**
 * The vital that was good before the deploy that brought what is live, and is not since; null where there is none. What was good in the
 * first minutes with it is not its doing.
 */
function worsened({
  reported,
  beforeDeploy,
}: PageSpeed): readonly [VitalReading, VitalReading] | null {
  const pairs = (beforeDeploy?.reported ?? []).flatMap((before) => {
    const now = reported.find(({ vital }) => vital === before.vital);
    return now === undefined ? [] : [[before, now] as const];
  });
  const worse = pairs.filter(
    ([before, now]) =>
      before.rating === 'good' &&
      !beforeDeploy?.rightAfter?.some((one) => one.vital === now.vital && one.rating === 'good') &&
      now.rating !== 'good' &&
      (now.value ?? 0) >= clearly * (before.value ?? Infinity),
  );
  return worse.find(([, { rating }]) => rating === 'poor') ?? worse[0] ?? null;
}

/** The latest deploy as the cause, where no other is seen: what it brought is seen as that itself. */
export function speedDeployClues(
  collected: Collected,
  seen: readonly Observation[],
): Observation[] {
  const speed = known(collected['page-speed']);
  const pair = speed === null ? null : worsened(speed);
  if (pair === null || !speed?.beforeDeploy || isExplained(seen)) return [];
  const [before, now] = pair;
  const { version } = speed.beforeDeploy;
  const [was, is] = [formatVital(before), formatVital(now)];
  const text = say(
    `${vitalName(now.vital)} was ${was} before ${version} went live, and is ${is} now`,
    `${version} 배포 전 ${vitalName(now.vital)} ${was}, 현재 ${is}`,
  );
  return [observe('deploy-slowed', text)];
}

function isExplained(seen: readonly Observation[]): boolean {
  const sums = new Map<string, number>();
  for (const { id, reason } of seen) {
    const { hypothesis } = weights[id];
    sums.set(hypothesis, (sums.get(hypothesis) ?? 0) + reason.weight);
  }
  sums.delete('false-alarm');
  return Math.max(0, ...sums.values()) >= enough;
}
