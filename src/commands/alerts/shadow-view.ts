import type { Screen } from '../../contract/context.ts';
import type { EngineStates, Shadowed } from '../../domain/alerts/backtest/shadow.ts';
import { say, type Text } from '../../domain/text/language.ts';
import { wrap } from '../../domain/text/wrap.ts';
import { verdictOfShadow } from './check-data.ts';
import { alertStateText } from './words.ts';

const heads = [
  say('', ''),
  say('rule', '규칙'),
  say('here', '여기'),
  say('engine', '엔진'),
  say('there', '저쪽'),
];

const results: Readonly<Record<Shadowed['result'], Text>> = {
  agree: say('agree', '일치'),
  differ: say('differ', '다름'),
  unknown: say('unknown', '알 수 없음'),
};

/** A line for each rule of another engine, then why some differ or are not known. */
export function shadowText(shadow: readonly Shadowed[], screen: Screen): string {
  if (shadow.length === 0) {
    return screen.paint.dim(
      screen.say(
        say(
          'no rule has another engine: there is nothing to compare',
          '다른 엔진의 규칙이 없어 비교할 것이 없습니다',
        ),
      ),
    );
  }
  const rows = shadow.map((each) => [
    `${screen.sign(verdictOfShadow(each))} ${screen.say(results[each.result])}`,
    each.rule,
    standing(each.ours, screen),
    each.engine,
    standing(each.theirs, screen),
  ]);
  const head = heads.map(screen.say);
  const reasons = shadow.flatMap(({ rule, reason }) =>
    reason === '' ? [] : wrap(`${rule}: ${reason}`, screen.columns - 2, screen.width),
  );
  return [
    screen.table(rows, { head, flexible: 1, indent: 0 }),
    ...reasons.map((line) => screen.paint.dim(`  ${line}`)),
  ].join('\n');
}

function standing(standing: EngineStates | null, screen: Screen): string {
  if (standing === null) return '–';
  const { state, since } = standing;
  const word = screen.say(alertStateText(state));
  return since === null ? word : `${word} ${screen.ago(since)}`;
}
