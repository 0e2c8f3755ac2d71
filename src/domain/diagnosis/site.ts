import type { Collected } from '../evidence/findings.ts';
import { siteUpTold } from '../evidence/wording/site-up.ts';
import { type Clue, clue, known, say } from './clue.ts';
import type { SiteHypothesis } from './hypotheses.ts';
import { rank, standingOf } from './rank.ts';
import { isCertain, siteAbout, withSite } from './site-clues.ts';
import { plainAdvice, siteAdvice } from './site-responses.ts';
import type { Diagnosis, HandMark } from './types.ts';
import { isHalfSeen, unseenIn } from './unseen.ts';
import { whyOf } from './why.ts';

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
  const ranked = rank(hypotheses, clues, hand, (one) => siteAbout(collected, one));
  const standing = standingOf(ranked, {
    twoCauses: () => false,
    halfSeen: (one) => isHalfSeen(one, collected),
    certain: (one) => isCertain(one, clues),
  });
  const judged = { ranked, ...standing, unseen: unseenIn(collected) };
  const { response, notes } =
    siteAdvice(standing.recommended, collected) ?? plainAdvice(standing.recommended);
  return { ...judged, response, why: [...whyOf(judged), ...notes] };
}
