/* Shares of one whole, such as those of browsers: one line for all of them, as they add up to one figure. */
import type { Screen } from '../../contract/context.ts';
import type { Figure } from '../../domain/numbers/figure.ts';
import { changeText, figureText } from '../../domain/numbers/figure-text.ts';
import { figureTitles } from '../../domain/numbers/titles/table.ts';
import { restOfParts } from '../../domain/numbers/usage.ts';
import { wrapped } from '../view/labelled.ts';
import { statsWords as words } from './words.ts';

/** Points by which a share must have changed for its change to be told. */
const noticeable = 1;

/** A part of a whole that is held against nothing and has no course of its own. */
export function isShare({ part, unit, target, series }: Figure): boolean {
  return part !== undefined && unit === 'percent' && target === null && series.length === 0;
}

/** A line for each whole, in the order of the figures; narrow, as below figures in lines of their own. */
export function shareLines(figures: readonly Figure[], screen: Screen, narrow: boolean): string[] {
  const ids = [...new Set(figures.map(({ id }) => id))];
  return ids.flatMap((id) => {
    const parts = figures.filter((figure) => figure.id === id);
    const told = parts.map((figure) => partText(figure, screen)).join(', ');
    const sign = screen.sign(parts[0]?.verdict ?? 'unknown');
    const lead = narrow ? `  ${sign} ` : `  ${sign}  `;
    const [first = '', ...rest] = wrapped(
      `${screen.say(figureTitles[id])}  ${told}`,
      screen,
      narrow ? 4 : 5,
      0,
    );
    return [`${lead}${first.trimStart()}`, ...rest];
  });
}

function partText({ part = '', value, before, unit }: Figure, screen: Screen): string {
  const name = part === restOfParts ? words[screen.language].others : part;
  const changed = value !== null && before !== null && Math.abs(value - before) >= noticeable;
  const change = changed ? changeText(value, before, unit) : null;
  const share = screen.say(figureText(value, unit));
  return `${name} ${share}${change === null ? '' : ` (${screen.say(change)})`}`;
}
