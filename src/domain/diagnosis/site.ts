import type { Collected } from '../evidence/findings.ts';
import { siteUpWording } from '../evidence/wording/site-up.ts';
import { say } from '../text/language.ts';
import { conclude } from './conclude.ts';
import type { SiteHypothesis } from './hypotheses.ts';
import { known, type Observation, observe } from './observation.ts';
import { siteAbout, withSite } from './site-observations.ts';
import { plainAdvice } from './site-responses.ts';
import type { Diagnosis, HandMark } from './types.ts';
import { isPartlyUnanswered } from './unanswered.ts';

const hypotheses: readonly SiteHypothesis[] = [
  'site-down',
  'certificate',
  'not-served',
  'false-alarm',
  'cause-not-seen',
];

function ownClues(collected: Collected, zone: string): Observation[] {
  const always = observe(
    'site-always',
    say('there are causes that tsops does not look at', 'tsops가 살피지 않는 원인도 있습니다'),
  );
  const seen = known(collected['site-up']);
  if (seen?.state !== 'up') return [always];
  return [observe('alarm-site-up', siteUpWording.sentence(seen, zone)), always];
}

/** Service Down: whether it is, for which reason, and what to do about it. */
export function diagnoseSite(
  collected: Collected,
  hand: readonly HandMark[],
  zone = 'UTC',
): Diagnosis {
  const clues = withSite(collected, zone, ownClues(collected, zone));
  return conclude(collected, {
    hypotheses,
    clues,
    hand,
    about: (one) => siteAbout(collected, one),
    twoCauses: () => false,
    halfSeen: (one) => isPartlyUnanswered(one, collected),
    advise: plainAdvice,
  });
}
