import type { Collected } from '../evidence/findings.ts';
import { say } from '../text/language.ts';
import { isAlarmContradicted } from './alarm-proof.ts';
import { bundleClues } from './bundle-growth.ts';
import { cacheClues } from './cache.ts';
import { conclude } from './conclude.ts';
import type { SpeedHypothesis } from './hypotheses.ts';
import { imageClues } from './images.ts';
import { known, type Observation, observe } from './observation.ts';
import { loadingClues } from './resource-loading.ts';
import { isSiteCause, siteAbout, siteCauses, withSite } from './site-observations.ts';
import { speedDeployClues } from './speed-deployment.ts';
import { speedAlarmClues } from './speed-false-alarm.ts';
import { speedAdvice } from './speed-responses.ts';
import type { Diagnosis, HandMark, HypothesisId } from './types.ts';
import { doubtsIn } from './unanswered.ts';
import type { WeightId } from './weights.ts';

const hypotheses: readonly SpeedHypothesis[] = [
  'cache',
  'origin',
  'recent-deployment',
  'bundle-growth',
  'resource-loading',
  'images',
  'false-alarm',
  'cause-not-seen',
];

/** What was looked for and not found speaks for a cause that tsops does not look at. */
const fine: readonly (readonly [found: WeightId, unseen: WeightId])[] = [
  ['cache-fine', 'slow-no-cache'],
  ['bundle-same', 'slow-no-bundle'],
  ['loading-fine', 'slow-no-loading'],
  ['image-fine', 'slow-no-image'],
];

function cluesIn(collected: Collected, zone: string): Observation[] {
  const seen = [
    ...cacheClues(collected),
    ...bundleClues(collected),
    ...loadingClues(collected),
    ...imageClues(collected),
    ...speedAlarmClues(collected),
  ];
  const unseen = fine.flatMap(([found, id]) => {
    const one = seen.find((each) => each.id === found);
    return one ? [observe(id, one.reason.text)] : [];
  });
  const always = observe(
    'slow-always',
    say('there are causes that tsops does not check', 'tsops가 살피지 않는 원인도 있습니다'),
  );
  return withSite(collected, zone, [
    ...seen,
    ...speedDeployClues(collected, seen),
    always,
    ...unseen,
  ]);
}

function aboutOf(collected: Collected, hypothesis: HypothesisId): string | null {
  if (hypothesis === 'cache') return known(collected['cache-state'])?.stale?.deployed ?? null;
  if (hypothesis === 'bundle-growth') return known(collected.bundle)?.largestGrowth?.name ?? null;
  if (hypothesis === 'recent-deployment') {
    return known(collected['page-speed'])?.beforeDeploy?.version ?? null;
  }
  if (hypothesis === 'images') return pathOf(known(collected.images)?.heaviest?.url);
  if (hypothesis !== 'resource-loading') return siteAbout(collected, hypothesis);
  return pathOf(known(collected['resource-loading'])?.findings.find((f) => f.weighty)?.url);
}

/** As people name a file of their site; its host is the same for all, and stands in the issue. */
function pathOf(url: string | undefined): string | null {
  if (url === undefined) return null;
  return URL.canParse(url) ? new URL(url).pathname : url;
}

/** Each cause of slowness is seen by itself: two that are seen are two. */
function areTwo(first: HypothesisId, second: HypothesisId): boolean {
  const noCause: readonly HypothesisId[] = ['false-alarm', 'cause-not-seen'];
  const both = [first, second];
  return !both.some((one) => noCause.includes(one) || isSiteCause(one));
}

/** Performance Degradation: which cause the evidence names, and what to do about it. */
export function diagnoseSpeed(
  collected: Collected,
  hand: readonly HandMark[],
  zone = 'UTC',
): Diagnosis {
  const clues = cluesIn(collected, zone);
  return conclude(collected, {
    hypotheses: [...siteCauses(clues), ...hypotheses],
    clues,
    hand,
    about: (one) => aboutOf(collected, one),
    twoCauses: areTwo,
    halfSeen: doubtsIn(collected, 'speed', isAlarmContradicted(collected)),
    advise: (recommended) => speedAdvice(recommended, collected),
  });
}
