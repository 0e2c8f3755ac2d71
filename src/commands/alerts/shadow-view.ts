import type { Screen } from '../../contract/context.ts';
import type { EngineStates, Shadowed } from '../../domain/alerts/backtest/shadow.ts';
import { wrap } from '../../domain/text/wrap.ts';
import { verdictOfShadow } from './check-data.ts';

/** A line for each rule of another engine, then why some differ or are not known. */
export function shadowText(shadow: readonly Shadowed[], screen: Screen): string {
  if (shadow.length === 0) {
    return screen.paint.dim('no rule has another engine: there is nothing to compare');
  }
  const rows = shadow.map((each) => [
    `${screen.sign(verdictOfShadow(each))} ${each.result}`,
    each.rule,
    standing(each.ours, screen),
    each.engine,
    standing(each.theirs, screen),
  ]);
  const head = ['', 'rule', 'here', 'engine', 'there'];
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
  return since === null ? state : `${state} ${screen.ago(since)}`;
}
