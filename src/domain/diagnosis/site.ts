import type { Collected } from '../evidence/findings.ts';
import { percentOf } from '../evidence/wording/figures.ts';
import { siteUpWording } from '../evidence/wording/site-up.ts';
import { missingVisitors, suddenlyGone } from '../site/visitors.ts';
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
    say('there are causes that tsops does not check', 'tsops가 살피지 않는 원인도 있습니다'),
  );
  const seen = known(collected['site-up']);
  if (seen?.state !== 'up') return [always];
  const up = observe('alarm-site-up', siteUpWording.sentence(seen, zone));
  if (seen.visitorsUnknown === true) {
    const unknown = say(
      'whether people come as usual could not be asked',
      '방문이 평소와 같은지 확인하지 못했습니다',
    );
    return [up, observe('alarm-visitors-unknown', unknown), always];
  }
  const share = missingVisitors(seen) === null ? suddenlyGone(seen) : null;
  if (share === null) return [up, always];
  const text = say(
    `${percentOf(share)} of the requests went within five minutes: some people may not get in`,
    `5분 사이 요청의 ${percentOf(share)}가 줄었습니다: 일부 사용자가 접속하지 못할 수 있습니다`,
  );
  return [up, observe('alarm-suddenly-gone', text), always];
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
