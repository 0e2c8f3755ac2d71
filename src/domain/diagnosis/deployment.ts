import type { DeployTie } from '../errors/findings.ts';
import { besideDeploy } from '../evidence/wording/figures.ts';
import { hour } from '../time/units.ts';
import { type Clue, clockText, clue, known, percent, say } from './clue.ts';
import type { ErrorFacts } from './error-facts.ts';
import { ownShare } from './weights.ts';

/** Errors a session of the suspect against the others, from which on it counts. */
const clearLift = 2;

function tieText({ version, gap }: DeployTie) {
  const { en, ko } = besideDeploy(Math.max(0, gap ?? 0), version);
  return say(`the errors began ${en}`, `${ko} 오류가 시작되었습니다`);
}

function tied(facts: ErrorFacts, suspect: DeployTie): Clue[] {
  const { deployShare: share, service, serviceShare, collected } = facts;
  const { version } = suspect;
  const clues = [clue('deploy-tied', tieText(suspect))];
  const correlation = known(collected.correlation);
  const brought = correlation?.newInSuspect ?? null;
  if (brought !== null && brought < ownShare) {
    const text = say(
      `after ${version} nothing new appeared: the types of errors were there before`,
      `${version} 이후 새로 나타난 유형이 없습니다: 이전에도 있던 오류입니다`,
    );
    return [...clues, clue('deploy-brought-nothing', text)];
  }
  if (share === null) return clues;
  if (share < ownShare) {
    const named = percent(serviceShare ?? 0);
    const text = say(
      `what is new since ${version} names ${service?.name} (${named} of the events)`,
      `${version} 이후의 새 오류는 ${service?.name} 관련입니다 (이벤트의 ${named})`,
    );
    return [...clues, clue('deploy-overlaid', text)];
  }
  const lift = correlation?.lift ?? null;
  return [
    ...clues,
    clue(
      'deploy-brought-new',
      say(
        `${percent(share)} of the events are of types first seen in ${version}`,
        `이벤트의 ${percent(share)}가 ${version}에서 처음 나타난 유형입니다`,
      ),
      share,
    ),
    ...(lift !== null && lift >= clearLift ? [liftClue(version, lift)] : []),
  ];
}

function liftClue(version: string, lift: number): Clue {
  const times = lift > 100 ? '>100' : lift.toFixed(1);
  return clue(
    'deploy-lift',
    say(
      `${version} has ${times} times the errors a session of the other versions`,
      `${version}의 세션당 오류는 다른 버전의 ${times}배입니다`,
    ),
  );
}

function untied(facts: ErrorFacts): Clue[] {
  const onset = known(facts.collected['error-onset'])?.at ?? null;
  const before = known(facts.collected.correlation)?.deploys.find(
    ({ gap }) => gap !== null && gap < 0,
  );
  if (before && onset !== null) {
    const { en, ko } = besideDeploy(before.gap ?? 0, before.version);
    const text = say(`the errors began ${en}`, `${ko} 오류가 시작되었습니다`);
    return [clue('deploy-not-tied', text)];
  }
  const text = say(
    'no deploy went live shortly before the errors began',
    '오류가 시작되기 직전의 배포가 없습니다',
  );
  return [clue('deploy-not-tied', text)];
}

/** The times of deploys are known, but not how the errors lie to them. */
function onlyRecent(facts: ErrorFacts): Clue[] {
  const evidence = facts.collected['recent-deploys'];
  const latest = known(evidence)?.deploys.find(({ conclusion }) => conclusion === 'success');
  const end = evidence?.window?.to ?? evidence?.observedAt ?? 0;
  if (!latest || latest.endedAt === null || end - latest.endedAt > hour) return [];
  const version = latest.version ?? `run ${latest.runId}`;
  const text = say(
    `${version} went live at ${clockText(latest.endedAt)}; how the errors lie to it is not known`,
    `${version} 배포: ${clockText(latest.endedAt)}, 오류와의 관계는 알 수 없습니다`,
  );
  return [clue('deploy-recent', text)];
}

/** For and against a deploy as the cause. */
export function deploymentClues(facts: ErrorFacts): Clue[] {
  if (known(facts.collected.correlation) === null) return onlyRecent(facts);
  const { suspect } = facts;
  const clues = suspect === null ? untied(facts) : tied(facts, suspect);
  if (suspect !== null && facts.ended !== null) {
    const text = say(
      `the errors ended at ${clockText(facts.ended)}`,
      `오류는 ${clockText(facts.ended)}에 멎었습니다`,
    );
    clues.push(clue('deploy-ended', text));
  }
  if (facts.fewUsers) {
    const text = say(
      'hardly anybody is behind the events',
      '이벤트에 비해 영향받은 사용자가 거의 없습니다',
    );
    clues.push(clue('deploy-few-users', text));
  }
  return clues;
}
