import type { DependencyState } from '../errors/findings.ts';
import { probeText } from '../evidence/wording/dependencies.ts';
import { percentOf } from '../evidence/wording/figures.ts';
import { say } from '../text/language.ts';
import { clockTime } from '../time/zoned.ts';
import type { ErrorFacts } from './error-facts.ts';
import { known, type Observation, observe } from './observation.ts';

/** Fewer events than this share name it: it is in trouble, and these are not its errors. */
const hardlyNamed = 0.1;

function probed(one: DependencyState): Observation[] {
  const { name, probe } = one;
  const { en, ko } = probeText(one);
  const detail = en === '' ? '' : ` (${en})`;
  const detailKo = ko === '' ? '' : ` (${ko})`;
  if (probe === 'down') {
    const text = say(
      `${name} does not answer our probe${detail}`,
      `${name} 점검 실패${detailKo}: 정상 응답이 없습니다`,
    );
    return [observe('service-down', text)];
  }
  if (probe !== 'slow') return [];
  const text = say(`${name} answers slowly${detail}`, `${name} 응답이 느립니다${detailKo}`);
  return [observe('service-slow', text)];
}

function announced({ name, statusPage, statusDetail }: DependencyState): Observation[] {
  if (statusPage === null || statusPage === 'none' || statusPage === 'unknown') return [];
  const detail = statusDetail ? `: ${statusDetail}` : '';
  const text = say(
    `the status page of ${name} says ${statusPage}${detail}`,
    `${name} 상태 페이지: ${statusPage}${detail}`,
  );
  return [observe('service-says-so', text)];
}

function named({ name }: DependencyState, share: number): Observation {
  const text = say(
    `${percentOf(share)} of the events name ${name}`,
    `이벤트의 ${percentOf(share)}가 ${name} 관련입니다`,
  );
  return share < hardlyNamed
    ? observe('service-not-named', text)
    : observe('service-named', text, share);
}

/** For and against a service of others as the cause. */
export function externalServiceClues(facts: ErrorFacts): Observation[] {
  const { service, serviceShare, ended, collected, zone } = facts;
  const all = known(collected.dependencies)?.dependencies;
  if (all === undefined) return [];
  if (service === null) {
    // A probe that could not be made clears nobody.
    if (all.some(({ probe }) => probe === 'unknown')) return [];
    const text = say(
      'every service that we depend on answers',
      '의존하는 외부 서비스가 모두 응답합니다',
    );
    return [observe('service-up', text)];
  }
  const clues = [...probed(service), ...announced(service)];
  if (serviceShare !== null) clues.push(named(service, serviceShare));
  if (ended !== null) {
    const at = clockTime(ended, zone);
    const text = say(`the errors ended at ${at}`, `오류는 ${at}에 멎었습니다`);
    clues.push(observe('service-ended', text));
  }
  return clues;
}
