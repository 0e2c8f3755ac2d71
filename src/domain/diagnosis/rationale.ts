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

function tooThin(ranked: readonly Ranked[], unseen: Diagnosis['unseen']): Text {
  const best = ranked.find((one) => one.hypothesis !== 'cause-not-seen' && one.ruledOut === null);
  if (!best || best.score <= 0) {
    return say('the evidence points to no cause', '증거가 가리키는 원인이 없습니다');
  }
  const { name, score } = best;
  if (score >= enough && unseen.length > 0) {
    const missing = unseen.map(({ evidence }) => evidence).join(', ');
    return say(
      `${name.en} has ${score} points, but what could clear it was not seen: ${missing}`,
      `${name.ko}: ${score}점이지만 반증할 자료를 볼 수 없었습니다 (${missing})`,
    );
  }
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
