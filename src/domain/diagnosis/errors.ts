import type { Collected } from '../evidence/findings.ts';
import { say } from '../text/language.ts';
import { isAlarmContradicted } from './alarm-proof.ts';
import { clientClues } from './client.ts';
import { conclude } from './conclude.ts';
import { deploymentClues, hostText } from './deployment.ts';
import { type ErrorFacts, errorFacts } from './error-facts.ts';
import { errorAlarmClues } from './error-false-alarm.ts';
import { errorAdvice } from './error-responses.ts';
import { externalServiceClues } from './external-service.ts';
import type { ErrorHypothesis } from './hypotheses.ts';
import { known, type Observation, observe } from './observation.ts';
import { siteAbout, siteCauses, withSite } from './site-observations.ts';
import type { Diagnosis, HandMark, HypothesisId } from './types.ts';
import { doubtsIn } from './unanswered.ts';
import { ownShare, sharesTogether } from './weights.ts';

const hypotheses: readonly ErrorHypothesis[] = [
  'recent-deployment',
  'external-service',
  'client',
  'false-alarm',
  'cause-not-seen',
];

/** What was looked for and not found speaks for a cause that tsops does not look at. */
function unseenClues(facts: ErrorFacts): Observation[] {
  const { collected, suspect, deployShare, service, serviceShare, client, shape, outlivedBy } =
    facts;
  const clues = [
    observe(
      'unseen-always',
      say('there are causes that tsops does not check', 'tsops가 살피지 않는 원인도 있습니다'),
    ),
  ];
  const noDeploy =
    suspect === null ||
    outlivedBy !== null ||
    (deployShare !== null && deployShare < ownShare && shape !== 'at-once');
  if (known(collected.correlation) !== null && noDeploy) {
    const text = say('no deploy explains the errors', '오류를 설명하는 배포가 없습니다');
    clues.push(observe('unseen-no-deploy', text));
  }
  if (facts.foreignHost !== null && service === null) {
    clues.push(observe('unseen-foreign-host', hostText(facts.foreignHost)));
  }
  const noService = service === null || (serviceShare !== null && serviceShare < ownShare);
  if (known(collected.dependencies) !== null && noService) {
    const text = say(
      'no third-party service explains them',
      '오류를 설명하는 외부 서비스가 없습니다',
    );
    clues.push(observe('unseen-no-service', text));
  }
  if (known(collected['browser-split']) !== null && client === null) {
    const text = say(
      'no browser or system explains them',
      '오류를 설명하는 브라우저나 운영체제가 없습니다',
    );
    clues.push(observe('unseen-no-client', text));
  }
  return clues;
}

function cluesIn(facts: ErrorFacts): Observation[] {
  return withSite(facts.collected, facts.zone, [
    ...deploymentClues(facts),
    ...externalServiceClues(facts),
    ...clientClues(facts),
    ...errorAlarmClues(facts),
    ...unseenClues(facts),
  ]);
}

function aboutOf(facts: ErrorFacts, hypothesis: HypothesisId): string | null {
  if (hypothesis === 'recent-deployment') return facts.suspect?.version ?? null;
  if (hypothesis === 'external-service') return facts.service?.name ?? null;
  if (hypothesis === 'client') return facts.client?.name ?? null;
  return siteAbout(facts.collected, hypothesis);
}

/** Both explain a share of the errors, and not the same one. */
function areTwo(facts: ErrorFacts, first: HypothesisId, second: HypothesisId): boolean {
  const shares: Readonly<Record<string, number | null>> = {
    'recent-deployment': facts.deployShare,
    'external-service': facts.serviceShare,
    client: facts.clientShare,
  };
  const [one, other] = [shares[first] ?? 0, shares[second] ?? 0];
  return Math.min(one, other) >= ownShare && one + other <= sharesTogether;
}

/** High Error Rate: which cause the evidence names, and what to do about it. */
export function diagnoseErrors(
  collected: Collected,
  hand: readonly HandMark[],
  zone = 'UTC',
): Diagnosis {
  const facts = errorFacts(collected, zone);
  const clues = cluesIn(facts);
  return conclude(collected, {
    hypotheses: [...siteCauses(clues), ...hypotheses],
    clues,
    hand,
    about: (one) => aboutOf(facts, one),
    twoCauses: (first, second) => areTwo(facts, first, second),
    halfSeen: doubtsIn(
      collected,
      'errors',
      isAlarmContradicted(
        collected,
        facts.fewUsers || facts.programAlone || facts.traffic !== null,
      ),
    ),
    advise: (recommended) => errorAdvice(recommended, facts),
  });
}
