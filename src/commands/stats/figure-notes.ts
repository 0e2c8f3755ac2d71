/* What is told below the figures: what could not be asked, what must be known, and who told it when. */
import type { Screen } from '../../contract/context.ts';
import { lackText, reasonText } from '../../domain/evidence/lacks.ts';
import type { Problem } from '../../domain/evidence/result.ts';
import type { Figure } from '../../domain/numbers/figure.ts';
import { type FigureSourceRow, figureSources } from '../../domain/numbers/sources.ts';
import { figureTitles } from '../../domain/numbers/titles/table.ts';
import { agoText, spanText } from '../../domain/time/span-text.ts';
import { minute } from '../../domain/time/units.ts';
import { wrapped } from '../view/labelled.ts';
import { isShare } from './share-lines.ts';
import { statsWords as words } from './words.ts';

export function figureName({ id, part }: Pick<Figure, 'id' | 'part'>, screen: Screen): string {
  const title = screen.say(figureTitles[id]);
  return part === undefined ? title : `${title} ${part}`;
}

/** What could not be asked, each reason once, with the figures that miss it; that of the whole is told by the caller. */
export function problemLines(
  figures: readonly Figure[],
  ofWhole: Problem | undefined,
  screen: Screen,
): string[] {
  const missing = figures.filter(
    ({ problem, value }) => value === null && problem?.message !== ofWhole?.message,
  );
  return toldOnce(
    missing.flatMap((figure) => {
      const { problem, source } = figure;
      if (problem === undefined) return [];
      const detail = problem.message;
      const title = figureSources[source].title.ko;
      const reason = reasonText({ verdict: 'unknown', detail, source: title, problem });
      return [[screen.say(reason), figureName(figure, screen)] as const];
    }),
    figures.length,
  ).flatMap((line) => wrapped(`? ${line}`, screen, 2, 2));
}

/** Each text once, after the names of those that it is about unless it is about all. */
function toldOnce(told: readonly (readonly [text: string, name: string])[], all: number): string[] {
  const names = new Map<string, string[]>();
  for (const [text, name] of told) {
    names.set(text, [...(names.get(text) ?? []).filter((other) => other !== name), name]);
  }
  return [...names].map(([text, of]) => (of.length === all ? text : `${of.join(', ')}: ${text}`));
}

/** What holds for one share of a whole holds for all of them. */
const nameOfWhole = (figure: Figure, screen: Screen): string =>
  isShare(figure) ? screen.say(figureTitles[figure.id]) : figureName(figure, screen);

/** What must be known of some of the figures, each told once, with whose it is. */
export function remarkLines(figures: readonly Figure[], screen: Screen): string[] {
  const told = figures.flatMap((figure) =>
    figure.remarks.flatMap((remark) => {
      const text = lackText(remark);
      return text === null ? [] : [[screen.say(text), nameOfWhole(figure, screen)] as const];
    }),
  );
  return toldOnce(told, new Set(figures.map((figure) => nameOfWhole(figure, screen))).size).flatMap(
    (line) => wrapped(line, screen, 2, 2).map((each) => screen.paint.dim(each)),
  );
}

/** Who told the figures, when it was read and how late it may be; an old one with the reason. Each once. */
export function sourceLines(figures: readonly Figure[], screen: Screen, now: number): string[] {
  const w = words[screen.language];
  const told = figures.map(({ source, readAt, problem, value }) => {
    const { title, lag, refresh = 0 }: FigureSourceRow = figureSources[source];
    const isOld = now - readAt >= minute;
    const ago = isOld ? screen.say(agoText(readAt, now)) : '';
    return [
      `${screen.say(title)}: ${w.readAt(screen.clock(readAt), ago)}`,
      ...(lag === 0 ? [] : [w.lags(screen.say(spanText(lag)))]),
      ...(isOld && problem === undefined ? [w.again(screen.clock(readAt + refresh))] : []),
      ...(problem !== undefined && value !== null ? [w.old(problem.message)] : []),
    ].join(', ');
  });
  return [...new Set(told)].flatMap((line) =>
    wrapped(line, screen, 2, 2).map((each) => screen.paint.dim(each)),
  );
}
