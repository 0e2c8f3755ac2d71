import { say, type Text } from '../text/language.ts';
import type { Diagnosis, Ranked } from './types.ts';
import { clearMargin, enough } from './weights.ts';

function undecided(ranked: readonly Ranked[], margin: number): Text {
  const [first, second] = ranked.filter(({ ruledOut }) => ruledOut === null);
  const [a, b] = [first?.name, second?.name];
  return say(
    `${a?.en} and ${b?.en} are ${margin} points apart; ${clearMargin} would tell them apart`,
    `${a?.ko}, ${b?.ko}: ${margin}점 차이입니다. 구별하려면 ${clearMargin}점이 필요합니다`,
  );
}

/** It has the points, and may not be named all the same. */
function halfSeen({ hypothesis, name, score }: Ranked, unseen: Diagnosis['unseen']): Text {
  const but = (en: string, ko: string): Text =>
    say(`${name.en} has ${score} points, but ${en}`, `${name.ko}: ${score}점이지만 ${ko}`);
  if (unseen.length > 0) {
    const missing = unseen.map(({ evidence }) => evidence).join(', ');
    return but(
      `what could clear it was not seen: ${missing}`,
      `반증할 자료를 볼 수 없었습니다 (${missing})`,
    );
  }
  return hypothesis === 'false-alarm'
    ? but('an answer says that something is wrong now', '지금도 이상이 있다는 자료가 있습니다')
    : but('not every question that could clear it was put', '반증할 질문을 모두 묻지 않았습니다');
}

function tooThin(ranked: readonly Ranked[], unseen: Diagnosis['unseen']): Text {
  const best = ranked.find((one) => one.hypothesis !== 'cause-not-seen' && one.ruledOut === null);
  if (!best || best.score <= 0) {
    return say('no evidence points to a cause', '증거가 가리키는 원인이 없습니다');
  }
  const { name, score } = best;
  if (score >= enough) return halfSeen(best, unseen);
  return say(
    `${name.en} has ${score} points; ${enough} are needed to name a cause`,
    `${name.ko}: ${score}점입니다. 원인으로 보려면 ${enough}점이 필요합니다`,
  );
}

type Judged = Pick<
  Diagnosis,
  'ranked' | 'margin' | 'standing' | 'recommended' | 'causes' | 'unseen'
>;

/** Why that is recommended, the weightiest reason first; what cannot be told is said. */
export function rationaleOf(judged: Judged): Text[] {
  const { ranked, margin, standing, recommended, causes, unseen } = judged;
  if (standing === 'tie') return [undecided(ranked, margin)];
  if (standing === 'thin') {
    const own = ranked.find(({ hypothesis }) => hypothesis === recommended)?.for ?? [];
    return [tooThin(ranked, unseen), ...own.filter((one) => one.evidence).map(({ text }) => text)];
  }
  const wanted = causes.length > 0 ? causes : [recommended];
  return ranked
    .filter(({ hypothesis }) => wanted.includes(hypothesis))
    .flatMap((one) => one.for)
    .sort((a, b) => b.weight - a.weight)
    .map(({ text }) => text);
}
