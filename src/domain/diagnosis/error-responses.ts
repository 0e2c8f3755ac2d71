import { say, type Text } from '../text/language.ts';
import { clientIssue } from './client-issue.ts';
import type { ErrorFacts } from './error-facts.ts';
import { type Migration, migrationIn } from './migration.ts';
import { known } from './observation.ts';
import type { HypothesisId, Response } from './types.ts';

/** What to do, and what must be said about it. */
export interface Advice {
  readonly response: Response;
  readonly notes: readonly Text[];
}

const look: Response = { kind: 'look-further' };

/** Back to the last good version, which need not be the one before; nowhere where none is known. */
function rollback({ collected, suspect, suspectFailed }: ErrorFacts): Advice {
  const lastGood = known(collected.correlation)?.lastGood ?? null;
  const served = known(collected['recent-deploys'])?.served ?? null;
  if (lastGood === null) {
    const note = say(
      'no rollback is recommended: no version is known to have been live without these errors',
      '롤백을 권하지 않습니다: 이 오류 없이 운영된 버전을 알 수 없습니다',
    );
    return { response: look, notes: [note] };
  }
  if (suspectFailed) {
    const note = say(
      `deploy ${lastGood} once more (or ${suspect?.version}, once its run passes): a rollback would find ${lastGood} live already`,
      `${lastGood}을(를) 다시 배포하십시오(실행이 통과하면 ${suspect?.version}도 가능): 롤백은 ${lastGood}이(가) 이미 제공 중이라 거부됩니다`,
    );
    return { response: look, notes: [note] };
  }
  if (served === lastGood) {
    const note = say(
      `${lastGood} is served already, the last good version: watch whether the errors fall`,
      `마지막 정상 버전(${lastGood})이 이미 제공 중입니다: 오류가 줄어드는지 지켜보십시오`,
    );
    return { response: { kind: 'watch' }, notes: [note] };
  }
  const moved = migrationIn(collected, suspect);
  if (moved?.isMain) {
    const note = say(
      `no rollback is recommended: ${moved.culprit} reports a migration of stored data, and ${lastGood} may not read what was migrated: ask the author, and repair forward`,
      `롤백을 권하지 않습니다: ${moved.culprit}은(는) 저장 데이터 마이그레이션 관련 오류이며 ${lastGood}이(가) 옮겨진 데이터를 읽지 못할 수 있습니다. 작성자에게 확인하고 수정 버전을 배포하십시오`,
    );
    return { response: look, notes: [note] };
  }
  const note = say(
    `${lastGood} was the last version live without these errors`,
    `${lastGood}: 이 오류 없이 운영된 마지막 버전입니다`,
  );
  const from = served ?? suspect?.version ?? null;
  const notes = moved === null ? [note] : [note, askFirst(moved, lastGood)];
  return { response: { kind: 'rollback', from, version: lastGood }, notes };
}

function askFirst({ culprit }: Migration, lastGood: string): Text {
  return say(
    `${culprit} reports a migration of stored data: ask its author whether ${lastGood} can read what was migrated`,
    `${culprit}은(는) 저장 데이터 마이그레이션 관련 오류입니다: ${lastGood}이(가) 옮겨진 데이터를 읽을 수 있는지 작성자에게 확인하십시오`,
  );
}

function fallback({ service }: ErrorFacts): Advice {
  if (service === null) return { response: look, notes: [] };
  const active = { active: true, inactive: false, unknown: null, 'not-configured': null }[
    service.fallback
  ];
  const { name, fallbackDetail } = service;
  const detail = fallbackDetail ? `: ${fallbackDetail}` : '';
  const notes = {
    true: say(`the fallback of ${name} is active${detail}`, `${name} 대체 동작: 켜짐${detail}`),
    false: say(
      `the fallback of ${name} is not active: switch to it${detail}`,
      `${name} 대체 동작: 꺼져 있음, 켜십시오${detail}`,
    ),
    null: say(
      `whether the fallback of ${name} is active is not known: check it`,
      `${name} 대체 동작: 켜져 있는지 알 수 없으니 확인하십시오`,
    ),
  };
  const response: Response = { kind: 'fallback', dependency: name, active };
  return { response, notes: [notes[`${active}`]] };
}

/** The response to what is recommended. */
export function errorAdvice(recommended: HypothesisId, facts: ErrorFacts): Advice {
  if (recommended === 'recent-deployment') return rollback(facts);
  if (recommended === 'external-service') return fallback(facts);
  if (recommended === 'client') return { response: clientIssue(facts), notes: [] };
  if (recommended === 'false-alarm') return { response: { kind: 'watch' }, notes: [] };
  return { response: look, notes: [] };
}
