import type { ClientShare } from '../errors/findings.ts';
import { percentOf } from '../evidence/wording/figures.ts';
import { say } from '../text/language.ts';
import { clockTime } from '../time/zoned.ts';
import type { ErrorFacts } from './error-facts.ts';
import { known, type Observation, observe } from './observation.ts';
import { programClue } from './program-clue.ts';
import { isClientsOwn, isNewsOfDeploy } from './suspicion.ts';

/** From this share on the errors are the deploy's, on whichever client they show. */
const mostlyDeploy = 0.5;

function standing(client: ClientShare, clientShare: number | null): Observation[] {
  const { name, errorShare, sessionShare } = client;
  const expected = sessionShare === null ? '' : `, ${percentOf(sessionShare)} of the sessions`;
  const expectedKo = sessionShare === null ? '' : `, 세션의 ${percentOf(sessionShare)}`;
  const text = say(
    `${name}: ${percentOf(errorShare)} of the errors${expected}`,
    `${name}: 오류의 ${percentOf(errorShare)}${expectedKo}`,
  );
  if (clientShare === null) return [observe('client-stands-out', text)];
  const beyond = percentOf(clientShare);
  return [
    observe('client-stands-out', text),
    observe(
      'client-excess',
      say(
        `${beyond} of the errors are more than its popularity explains`,
        `오류의 ${beyond}는 점유율로 설명되지 않습니다`,
      ),
      clientShare,
    ),
  ];
}

/** For and against one browser or operating system as the cause. */
export function clientClues(facts: ErrorFacts): Observation[] {
  const split = known(facts.collected['browser-split']);
  if (split === null) return [];
  if (facts.client === null) {
    // Without a way to tell how common each is, nothing can stand out.
    if (split.clients.every(({ sessionShare }) => sessionShare === null)) return [];
    const text = say(
      'no browser or system has more errors than its share of sessions explains',
      '세션 비율보다 오류가 많은 브라우저나 운영체제가 없습니다',
    );
    return [observe('client-none', text)];
  }
  const clues = standing(facts.client, facts.clientShare);
  const suspect = facts.suspect;
  const isNews =
    suspect !== null &&
    facts.openPages === null &&
    isNewsOfDeploy(suspect) &&
    !isClientsOwn(suspect, facts.clientShare);
  if (isNews && (facts.deployShare ?? 0) >= mostlyDeploy) {
    const { version } = suspect;
    const text = say(
      `the errors are new in ${version}: a rollback ends them there too`,
      `${version}부터 나타난 오류이므로 이 버전을 되돌리면 사라집니다`,
    );
    clues.push(observe('client-with-deploy', text));
  }
  if (facts.ended !== null) {
    const at = clockTime(facts.ended, facts.zone);
    clues.push(
      observe('client-ended', say(`the errors ended at ${at}`, `오류는 ${at}에 멎었습니다`)),
    );
  }
  if (facts.fewUsers) {
    const text = say(
      'hardly any users are behind the events: probably a program',
      '영향받은 사용자가 거의 없습니다: 자동화된 접속으로 보입니다',
    );
    clues.push(observe('client-few-users', text));
  } else if (facts.program !== null) {
    clues.push(observe('client-program', programClue(facts.program)));
  }
  return clues;
}
