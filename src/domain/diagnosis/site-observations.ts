/* What is seen of the site itself, for and against every cause: each diagnosis begins with it. */
import type { Collected } from '../evidence/findings.ts';
import { certificateWording } from '../evidence/wording/certificate.ts';
import { servedDeployWording } from '../evidence/wording/served-deploy.ts';
import { siteUpWording } from '../evidence/wording/site-up.ts';
import { isOfCertificate } from '../site/up-rules.ts';
import { missingVisitors } from '../site/visitors.ts';
import { say } from '../text/language.ts';
import { clockTime } from '../time/zoned.ts';
import type { SiteCause } from './hypotheses.ts';
import { known, type Observation, observe } from './observation.ts';
import type { HypothesisId } from './types.ts';
import { enough, weights } from './weights.ts';

const causes: readonly SiteCause[] = ['site-down', 'certificate', 'not-served'];

export function isSiteCause(hypothesis: HypothesisId): boolean {
  return (causes as readonly HypothesisId[]).includes(hypothesis);
}

function upClues(collected: Collected, zone: string): Observation[] {
  const seen = known(collected['site-up']);
  if (seen === null) return [];
  const text = siteUpWording.sentence(seen, zone);
  // Who cannot come meets no error, and is in no figure but this one.
  if (seen.state === 'up') {
    return missingVisitors(seen) === null ? [] : [observe('alarm-few-visitors', text)];
  }
  const calm = observe('alarm-site-down', text);
  if (seen.state === 'partly') return [observe('site-partly', text), calm];
  const failed = seen.monitors.filter(({ state }) => state === 'down');
  // It is there, and nobody may come in: the certificate has a cause of its own.
  if (failed.some(({ reason }) => isOfCertificate(reason))) return [calm];
  const since = seen.uptime?.since ?? null;
  if (since === null) return [observe('site-down', text), calm];
  const at = clockTime(since, zone);
  const outside = say(`UptimeRobot sees it down since ${at}`, `UptimeRobot: ${at}부터 중단`);
  return [observe('site-down', text), observe('site-down-outside', outside), calm];
}

/** `named`: another cause has points enough. What ends in some days explains nothing of today. */
function certificateClues(collected: Collected, zone: string, named: boolean): Observation[] {
  const seen = known(collected.certificate);
  if (seen === null || seen.state === 'valid') return [];
  const text = certificateWording.sentence(seen, zone);
  const calm = observe('alarm-certificate', text);
  if (seen.state !== 'expiring') return [observe('certificate-invalid', text), calm];
  return named ? [calm] : [observe('certificate-expiring', text), calm];
}

/** Where the cache tells of more than a stale page, its own hypothesis holds all of it. */
function servedClues(
  collected: Collected,
  zone: string,
  others: readonly Observation[],
): Observation[] {
  const seen = known(collected['served-deploy']);
  if (seen === null || seen.state === 'served' || seen.state === 'settling') return [];
  const text = servedDeployWording.sentence(seen, zone);
  const calm = observe('alarm-not-served', text);
  const ofCache = others.some(({ id }) => id === 'cache-missing' || id === 'cache-misses');
  return seen.state === 'mixed' || ofCache ? [calm] : [observe('deploy-not-served', text), calm];
}

function names(clues: readonly Observation[]): boolean {
  const points = new Map<string, number>();
  for (const { id, reason } of clues) {
    const { hypothesis } = weights[id];
    points.set(hypothesis, (points.get(hypothesis) ?? 0) + reason.weight);
  }
  const calm = new Set(['false-alarm', 'cause-not-seen']);
  return [...points].some(([hypothesis, sum]) => !calm.has(hypothesis) && sum >= enough);
}

/** The clues of a diagnosis, and before them what is seen of the site itself. */
export function withSite(
  collected: Collected,
  zone: string,
  others: readonly Observation[],
): Observation[] {
  const first = [...upClues(collected, zone), ...servedClues(collected, zone, others)];
  const rest = [...first, ...others];
  return [...certificateClues(collected, zone, names(rest)), ...rest];
}

/** Those of which something was seen: only they stand in a ranking. */
export function siteCauses(clues: readonly Observation[]): readonly SiteCause[] {
  const seen = new Set<string>(clues.map(({ id }) => weights[id].hypothesis));
  return causes.filter((cause) => seen.has(cause));
}

const proofs = new Set(['site-down', 'certificate-invalid', 'deploy-not-served']);

/** True of a cause of which tsops itself saw that it is so, rather than weighed it. */
export function isCertain(hypothesis: HypothesisId, clues: readonly Observation[]): boolean {
  return clues.some(({ id }) => proofs.has(id) && weights[id].hypothesis === hypothesis);
}

/** What a cause of the site names: a version, a host; null where nothing. */
export function siteAbout(collected: Collected, hypothesis: HypothesisId): string | null {
  if (hypothesis === 'certificate') return known(collected.certificate)?.host ?? null;
  if (hypothesis !== 'not-served') return null;
  return known(collected['served-deploy'])?.deployed ?? null;
}
