import type { Screen } from '../../contract/context.ts';
import { type TimelineEntry, wasBackdated } from '../../domain/incident/timeline.ts';
import { wrap } from '../../domain/text/wrap.ts';
import { zonedTime } from '../../domain/time/zoned.ts';

/** Lines of the story, each with its id; `zone` is the team's. A new day has a heading. */
export function timelineLines(
  entries: readonly TimelineEntry[],
  zone: string,
  screen: Screen,
): string[] {
  let day = '';
  return entries.flatMap((entry) => {
    const { date } = zonedTime(entry.eventAt, 'UTC');
    const heading = date === day ? [] : [dayHeading(date, entry.eventAt, zone, screen)];
    day = date;
    return [...heading, ...entryLines(entry, zone, screen)];
  });
}

function dayHeading(date: string, at: number, zone: string, { paint }: Screen): string {
  const there = zonedTime(at, zone).zone;
  return paint.dim(zone === 'UTC' ? `${date}  UTC` : `${date}  UTC, ${there}`);
}

function entryLines(entry: TimelineEntry, zone: string, screen: Screen): string[] {
  const { paint } = screen;
  const utc = zonedTime(entry.eventAt, 'UTC').time;
  const there = zone === 'UTC' ? '' : ` ${zonedTime(entry.eventAt, zone).time.slice(0, 5)}`;
  const id = entry.id.padEnd(4);
  const head = `  ${utc}${there}  ${id} `;
  const narrow = screen.columns < 60;
  const indent = narrow ? '    ' : ' '.repeat(screen.width(head));
  const later = wasBackdated(entry) ? ` (written down at ${zonedTime(entry.at, 'UTC').time})` : '';
  const room = screen.columns - screen.width(indent);
  const [first = '', ...rest] = wrap(`${entry.text}${later}`, room, screen.width);
  const shownHead = `  ${paint.dim(`${utc}${there}`)}  ${paint.accent(id)} `;
  const texts = narrow ? ['', first, ...rest] : [first, ...rest];
  return texts.map((text, index) =>
    screen.fit(index === 0 ? `${shownHead}${text}`.trimEnd() : `${indent}${text}`, screen.columns),
  );
}
