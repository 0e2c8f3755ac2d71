import type { Collected } from '../evidence/findings.ts';
import { siteUpTold } from '../evidence/wording/site-up.ts';
import { type Clue, clue, known, say } from './clue.ts';
import { conclude } from './conclude.ts';
import type { SiteHypothesis } from './hypotheses.ts';
import { siteAbout, withSite } from './site-clues.ts';
import { plainAdvice } from './site-responses.ts';
import type { Diagnosis, HandMark } from './types.ts';
import { isHalfSeen } from './unseen.ts';

const hypotheses: readonly SiteHypothesis[] = [
  'site-down',
  'certificate',
  'not-served',
  'false-alarm',
  'cause-not-seen',
];

function ownClues(collected: Collected): Clue[] {
  const always = clue(
    'site-always',
    say('there are causes that tsops does not look at', 'tsops가 살피지 않는 원인도 있습니다'),
  );
  const seen = known(collected['site-up']);
  if (seen?.state !== 'up') return [always];
  return [clue('alarm-site-up', siteUpTold.sentence(seen)), always];
}

/** Service Down: whether it is, for which reason, and what to do about it. */
export function diagnoseSite(collected: Collected, hand: readonly HandMark[]): Diagnosis {
  const clues = withSite(collected, ownClues(collected));
  return conclude(collected, {
    hypotheses,
    clues,
    hand,
    about: (one) => siteAbout(collected, one),
    twoCauses: () => false,
    halfSeen: (one) => isHalfSeen(one, collected),
    advise: plainAdvice,
  });
}
