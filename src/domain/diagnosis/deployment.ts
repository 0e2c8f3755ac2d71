import type { DeployTie } from '../errors/findings.ts';
import { besideDeploy, minutesText, percentOf } from '../evidence/wording/figures.ts';
import { say } from '../text/language.ts';
import { hour } from '../time/units.ts';
import { clockTime } from '../time/zoned.ts';
import type { ErrorFacts } from './error-facts.ts';
import { known, type Observation, observe } from './observation.ts';
import { programClue } from './program-clue.ts';
import { didTypesComeAtOnce, isClientsOwn, isNewsOfDeploy } from './suspicion.ts';
import { ownShare } from './weights.ts';

/** Errors a session of the suspect against the others, from which on it counts. */
const clearLift = 2;

function tieText({ version, gap }: DeployTie) {
  const { en, ko } = besideDeploy(Math.max(0, gap ?? 0), version);
  return say(`the errors began ${en}`, `${ko} 오류가 시작되었습니다`);
}

/** When the errors began: soon after it, or whenever, as their types are its own. */
function moment({ shape }: ErrorFacts, suspect: DeployTie): Observation[] {
  const { version } = suspect;
  const clues = suspect.tied
    ? [observe('deploy-tied', tieText(suspect))]
    : !isNewsOfDeploy(suspect)
      ? []
      : [
          observe(
            'deploy-own-types',
            say(
              `no version before ${version} has these errors, whenever they began`,
              `시작 시점과 무관하게 ${version} 이전 버전에는 없던 오류입니다`,
            ),
          ),
        ];
  if (!suspect.tied && didTypesComeAtOnce(suspect)) {
    const text = say(
      `the heaviest of them was first seen as ${version} went live, among other errors`,
      `그중 가장 많은 오류는 다른 오류가 이어지던 중 ${version} 배포 시점에 처음 나타났습니다`,
    );
    clues.push(observe('deploy-types-at-once', text));
  }
  if (shape === 'at-once') {
    const text = say(
      `they came at once, in the minutes in which ${version} went live`,
      `${version} 배포와 같은 시각에 한꺼번에 시작되었습니다`,
    );
    clues.push(observe('deploy-at-once', text));
  }
  if (shape === 'late-and-sharp') {
    const span = minutesText(suspect.gap ?? 0);
    const text = say(
      `${version} was live for ${span.en} without them, and then they came all at once`,
      `${version}은(는) ${span.ko} 동안 문제가 없다가 오류가 갑자기 시작되었습니다`,
    );
    clues.push(observe('deploy-late-sharp', text));
  }
  return clues;
}

/** What it is replaced by has them too, or one client alone, long after it. */
function alibis(facts: ErrorFacts, suspect: DeployTie): Observation[] {
  const { outlivedBy, openPages, client, clientShare } = facts;
  const { version } = suspect;
  const observations: Observation[] = [];
  if (outlivedBy !== null) {
    const text = say(
      `${outlivedBy} replaced ${version}, and has nearly all of the errors now: its rollback did not end them`,
      `${version}을(를) ${outlivedBy}(으)로 바꾼 뒤에도 오류 대부분이 ${outlivedBy}에서 이어집니다: 롤백으로 멎지 않았습니다`,
    );
    observations.push(observe('deploy-outlived', text));
  }
  if (openPages !== null) {
    const text = say(
      `pages of ${openPages} that are still open have the same errors`,
      `아직 열려 있는 ${openPages} 페이지에서도 같은 오류가 나타납니다`,
    );
    observations.push(observe('deploy-open-pages', text));
  }
  if (client !== null && isClientsOwn(suspect, clientShare)) {
    const text = say(
      `${client.name} alone has them, and they began long after ${version} went live`,
      `${client.name}에서만 나타나며 ${version} 배포 후 오래 지나 시작되었습니다`,
    );
    observations.push(observe('deploy-one-client', text));
  }
  return observations;
}

/** What is at least a tie, however new the errors are. */
function doubts(facts: ErrorFacts): Observation[] {
  const { foreignHost, recurring, othersToo, shape, suspectFailed } = facts;
  const others = say(
    'the other versions have as many errors a session',
    '다른 버전의 세션당 오류도 비슷합니다',
  );
  // What breaks open pages of the version before, as a deploy removes their files, breaks them at once.
  const even = othersToo && shape !== 'at-once' && !suspectFailed;
  const host = [
    ...(even ? [observe('deploy-no-lift', others)] : []),
    ...(foreignHost === null ? [] : [observe('deploy-foreign-host', hostText(foreignHost))]),
  ];
  if (!recurring) return host;
  const text = say(
    'as many errors came in the same minutes of an earlier day',
    '이전 날 같은 시각에도 비슷한 오류가 있었습니다',
  );
  return [...host, observe('deploy-recurring', text)];
}

export function hostText(host: string) {
  return say(
    `nearly all errors name ${host}, a third-party host`,
    `오류 대부분이 외부 호스트 ${host} 관련입니다`,
  );
}

function tied(facts: ErrorFacts, suspect: DeployTie): Observation[] {
  const { deployShare: share, service, serviceShare, collected, shape } = facts;
  const { version } = suspect;
  const clues = [
    ...moment(facts, suspect),
    ...failure(facts, suspect),
    ...doubts(facts),
    ...alibis(facts, suspect),
  ];
  const correlation = known(collected.correlation);
  const brought = correlation?.newInSuspect ?? null;
  const lift = correlation?.lift ?? null;
  const lifted = lift !== null && lift >= clearLift ? [liftClue(version, lift)] : [];
  if (brought !== null && brought < ownShare) {
    const text = say(
      `after ${version} nothing new appeared: the types of errors were there before`,
      `${version} 이후 새로 나타난 유형이 없습니다: 이전에도 있던 오류입니다`,
    );
    if (shape === 'at-once') return [...clues, observe('deploy-old-types', text), ...lifted];
    return [...clues, observe('deploy-brought-nothing', text)];
  }
  if (share === null) return clues;
  if (share < ownShare) {
    const named = percentOf(serviceShare ?? 0);
    const text = say(
      `what is new since ${version} names ${service?.name} (${named} of the events)`,
      `${version} 이후의 새 오류는 ${service?.name} 관련입니다 (이벤트의 ${named})`,
    );
    return [...clues, observe('deploy-overlaid', text)];
  }
  return [...clues, broughtClue(version, share), ...lifted];
}

function broughtClue(version: string, share: number): Observation {
  const text = say(
    `${percentOf(share)} of the events are of types first seen in ${version}`,
    `이벤트의 ${percentOf(share)}가 ${version}에서 처음 나타난 유형입니다`,
  );
  return observe('deploy-brought-new', text, share);
}

function failure({ suspectFailed }: ErrorFacts, { version }: DeployTie): Observation[] {
  if (!suspectFailed) return [];
  const text = say(
    `the run of ${version} failed: a part of what it uploaded may be live`,
    `${version} 배포 실행이 실패했습니다: 일부 파일만 반영되었을 수 있습니다`,
  );
  return [observe('deploy-failed-run', text)];
}

function liftClue(version: string, lift: number): Observation {
  const times = lift > 100 ? '>100' : lift.toFixed(1);
  return observe(
    'deploy-lift',
    say(
      `${version} has ${times} times the errors a session of the other versions`,
      `${version}의 세션당 오류는 다른 버전의 ${times}배입니다`,
    ),
  );
}

function untied(facts: ErrorFacts): Observation[] {
  const onset = known(facts.collected['error-onset'])?.at ?? null;
  const before = known(facts.collected.correlation)?.deploys.find(
    ({ gap }) => gap !== null && gap < 0,
  );
  if (before && onset !== null) {
    const { en, ko } = besideDeploy(before.gap ?? 0, before.version);
    const text = say(`the errors began ${en}`, `${ko} 오류가 시작되었습니다`);
    return [observe('deploy-not-tied', text)];
  }
  const text = say(
    'no deploy went live shortly before the errors began',
    '오류가 시작되기 직전의 배포가 없습니다',
  );
  return [observe('deploy-not-tied', text)];
}

/** The times of deploys are known, but not how the errors lie to them. */
function onlyRecent(facts: ErrorFacts): Observation[] {
  const evidence = facts.collected['recent-deploys'];
  const latest = known(evidence)?.deploys.find(({ conclusion }) => conclusion === 'success');
  const end = evidence?.window?.to ?? evidence?.observedAt ?? 0;
  if (!latest || latest.endedAt === null || end - latest.endedAt > hour) return [];
  const version = latest.version ?? `run ${latest.runId}`;
  const live = clockTime(latest.endedAt, facts.zone);
  const text = say(
    `${version} went live at ${live}; how the errors lie to it is not known`,
    `${version} 배포: ${live}, 오류와의 관계는 알 수 없습니다`,
  );
  return [observe('deploy-recent', text)];
}

/** For and against a deploy as the cause. */
export function deploymentClues(facts: ErrorFacts): Observation[] {
  if (known(facts.collected.correlation) === null) return onlyRecent(facts);
  const { suspect } = facts;
  const clues = suspect === null ? untied(facts) : tied(facts, suspect);
  if (suspect !== null) clues.push(...endClues(facts));
  if (facts.fewUsers) {
    const text = say(
      'hardly any users are behind the events',
      '이벤트에 비해 영향받은 사용자가 거의 없습니다',
    );
    clues.push(observe('deploy-few-users', text));
  } else if (facts.program !== null) {
    clues.push(observe('deploy-program', programClue(facts.program)));
  }
  return clues;
}

/** Errors that end as another deploy goes live were a deploy's; those that end by themselves hardly were. */
function endClues({ ended, endedWith, zone }: ErrorFacts): Observation[] {
  if (ended === null) return [];
  const at = clockTime(ended, zone);
  if (endedWith === null) {
    const text = say(`the errors ended at ${at}`, `오류는 ${at}에 멎었습니다`);
    return [observe('deploy-ended', text)];
  }
  const by = endedWith.version ?? `#${endedWith.runId}`;
  const text = say(
    `the errors ended at ${at}, as ${by} went live`,
    `오류는 ${at}, ${by} 배포와 함께 멎었습니다`,
  );
  return [observe('deploy-ended-it', text)];
}
