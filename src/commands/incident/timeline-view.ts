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
    const { date } = zonedTime(entry.eventAt, zone);
    const heading = date === day ? [] : [dayHeading(date, entry.eventAt, zone, screen)];
    day = date;
    return [...heading, ...entryLines(entry, zone, screen)];
  });
}

function dayHeading(date: string, at: number, zone: string, { paint }: Screen): string {
  const there = zonedTime(at, zone).zone;
  return paint.dim(zone === 'UTC' ? `${date}  UTC` : `${date}  ${there} (UTC)`);
}

function entryLines(entry: TimelineEntry, zone: string, screen: Screen): string[] {
  const { paint } = screen;
  const there = zonedTime(entry.eventAt, zone).time;
  const utc = zone === 'UTC' ? '' : ` (${zonedTime(entry.eventAt, 'UTC').time.slice(0, 5)})`;
  const id = entry.id.padEnd(4);
  const head = `  ${there}${utc}  ${id} `;
  const narrow = screen.columns < 60;
  const indent = narrow ? '    ' : ' '.repeat(screen.width(head));
  const at = screen.clock(entry.at);
  const later = wasBackdated(entry)
    ? screen.say({ en: ` (written down at ${at})`, ko: ` (${at}에 기록)` })
    : '';
  const room = screen.columns - screen.width(indent);
  const [first = '', ...rest] = wrap(`${entry.text}${later}`, room, screen.width);
  const shownHead = `  ${paint.dim(`${there}${utc}`)}  ${paint.accent(id)} `;
  const texts = narrow ? ['', first, ...rest] : [first, ...rest];
  return texts.map((text, index) =>
    screen.fit(index === 0 ? `${shownHead}${text}`.trimEnd() : `${indent}${text}`, screen.columns),
  );
}
