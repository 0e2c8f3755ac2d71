import type { Collected } from '../evidence/findings.ts';
import { percentOf } from '../evidence/wording/figures.ts';
import { say } from '../text/language.ts';
import { clockTime } from '../time/zoned.ts';
import type { ErrorFacts } from './error-facts.ts';
import { known, type Observation, observe } from './observation.ts';
import { programClue } from './program-clue.ts';

/** Share of the events below the level of an error from which on they are no errors. */
const mostlyWarnings = 0.8;
const errorLevels = new Set(['error', 'fatal']);

function warnings({ collected }: ErrorFacts): Observation[] {
  const types = known(collected['error-types'])?.types ?? [];
  const events = types.reduce((sum, { events: some }) => sum + some, 0);
  const mild = types.reduce(
    (sum, { level, events: some }) => sum + (errorLevels.has(level) ? 0 : some),
    0,
  );
  if (events === 0 || mild / events < mostlyWarnings) return [];
  const share = percentOf(mild / events);
  const text = say(
    `${share} of the events are warnings or below`,
    `이벤트의 ${share}가 경고 이하입니다`,
  );
  return [observe('alarm-warnings', text)];
}

function users({ fewUsers, collected }: ErrorFacts): Observation[] {
  const found = known(collected['affected-users']);
  if (!fewUsers || found === null) return [];
  const text = say(
    `${found.users} user(s) behind all of the events: probably a program`,
    `전체 이벤트에 사용자 ${found.users}명: 자동화된 접속으로 보입니다`,
  );
  return [observe('alarm-few-users', text)];
}

/** What says of itself that it is a program is none of the people, however many addresses it has. */
function programs({ program, programAlone, fewUsers }: ErrorFacts): Observation[] {
  if (program === null || !programAlone || fewUsers) return [];
  return [observe('alarm-program', programClue(program))];
}

function rate({ collected, ended, silent, fewUsers, programAlone }: ErrorFacts): Observation[] {
  const evidence = collected['error-rate'];
  const found = known(evidence);
  if (found === null) return [];
  const shown =
    found.rate === null ? `${found.perMinute.toFixed(1)}/min` : `${found.rate.toFixed(1)} %`;
  if (evidence?.verdict === 'bad') {
    if (fewUsers || programAlone) return [];
    const lasts =
      ended === null
        ? say(', and it lasts', ', 지속 중입니다')
        : say(', and still over its limit', ', 아직 기준을 넘습니다');
    const text = say(`the error rate is ${shown}${lasts.en}`, `오류율 ${shown}${lasts.ko}`);
    return [observe('alarm-real', text)];
  }
  // Of a source that is silent, few errors tell nothing.
  if (evidence?.verdict !== 'ok' || silent !== null) return [];
  const text = say(
    `the error rate is within its limit: ${shown}`,
    `오류율이 기준 이내입니다: ${shown}`,
  );
  return [observe('alarm-rate-fine', text)];
}

function onset({ collected, ended, endedWith, silent, zone }: ErrorFacts): Observation[] {
  const found = known(collected['error-onset']);
  if (silent !== null) {
    const since = clockTime(silent, zone);
    const text = say(
      `since ${since} no event of any type has come, not even the everyday ones: Sentry is silent, the errors need not be over`,
      `${since}부터 평소의 오류까지 모든 유형의 이벤트가 없습니다: Sentry 수신이 끊긴 것이며 오류가 끝났다고 볼 수 없습니다`,
    );
    return [observe('alarm-silent', text)];
  }
  // Then the end is that deploy's, and says nothing of a false alarm.
  if (endedWith !== null) return [];
  if (ended !== null) {
    const at = clockTime(ended, zone);
    const text = say(`the errors ended by themselves at ${at}`, `오류는 ${at}에 저절로 멎었습니다`);
    return [observe('alarm-ended', text)];
  }
  if (found === null || found.at !== null) return [];
  if (found.usualHour === true) return usualHour(collected);
  const text = say(
    'there is no moment from which there are more errors',
    '오류가 늘어난 시점이 없습니다',
  );
  return [observe('alarm-no-onset', text)];
}

/** What comes at this hour each day is no alarm within the limit; above it, it is trouble of every day. */
function usualHour(collected: Collected): Observation[] {
  if (collected['error-rate']?.verdict !== 'ok') return [];
  const text = say(
    'as many errors as at this hour on other days',
    '매일 이 시각에 있는 수준의 오류입니다',
  );
  return [observe('alarm-usual-hour', text)];
}

function services({ collected, service }: ErrorFacts): Observation[] {
  if (service?.probe !== 'down' || collected.dependencies?.verdict !== 'bad') return [];
  const text = say(
    `${service.name} does not answer our probe`,
    `${service.name} 점검 실패: 응답이 없습니다`,
  );
  return [observe('alarm-service-down', text)];
}

function crowd({ traffic }: ErrorFacts): Observation[] {
  if (traffic === null) return [];
  const times = traffic.toFixed(1);
  const text = say(
    `${times} times the requests of the same minutes yesterday, and as few errors a request as then`,
    `요청이 어제 같은 시각의 ${times}배이며 요청당 오류는 늘지 않았습니다`,
  );
  return [observe('alarm-traffic', text)];
}

/** For and against a false alarm, or one that is over. */
export function errorAlarmClues(facts: ErrorFacts): Observation[] {
  return [
    ...onset(facts),
    ...crowd(facts),
    ...users(facts),
    ...programs(facts),
    ...warnings(facts),
    ...rate(facts),
    ...services(facts),
  ];
}
