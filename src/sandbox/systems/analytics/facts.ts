/* What a property has counted, as rows that a report is made of. Hours and days are those of UTC, its time zone. */
import { day, minute } from '../../../domain/time/units.ts';
import type { World } from '../../world/model.ts';
import {
  byBrowser,
  messagesByTheme,
  usageByHour,
  usageIn,
  type WorldUsage,
} from '../../world/usage.ts';

export interface DateRange {
  readonly name?: string;
  readonly startDate?: string;
  readonly endDate?: string;
}

/** One row of what was counted: its dimensions by name, and sums by name. */
export interface Fact {
  readonly dimensions: Readonly<Record<string, string>>;
  readonly sums: Readonly<Record<string, number>>;
}

/** Google's way to name days; a date of its own where it is none of them. Start of the day. */
function dayOf(world: World, told = 'today'): number {
  const today = Math.floor(world.now() / day) * day;
  if (told === 'today') return today;
  if (told === 'yesterday') return today - day;
  const ago = /^(\d+)daysAgo$/.exec(told)?.[1];
  return ago === undefined ? Date.parse(told) : today - Number(ago) * day;
}

/** The facts of a date range, of sessions or of events. */
export function factsIn(world: World, range: DateRange, kind: 'sessions' | 'events'): Fact[] {
  const hours = usageByHour(
    world,
    dayOf(world, range.startDate),
    dayOf(world, range.endDate) + day,
  );
  return [...hours].flatMap(([at, usage]) => {
    const time = new Date(at).toISOString();
    const date = time.slice(0, 10).replaceAll('-', '');
    const dateHour = `${date}${time.slice(11, 13)}`;
    const facts = kind === 'sessions' ? sessionFacts(world, usage) : eventFacts(usage);
    return facts.map(({ dimensions, sums }) => ({
      dimensions: { ...dimensions, date, dateHour, hour: time.slice(11, 13) },
      sums,
    }));
  });
}

function sessionFacts(world: World, usage: WorldUsage): Fact[] {
  return byBrowser(world, usage.sessions).map(([browser, sessions]) => {
    const share = sessions / usage.sessions;
    return {
      dimensions: { browser },
      sums: {
        sessions,
        bounces: usage.bounces * share,
        seconds: usage.seconds * share,
        screenPageViews: usage.pageViews * share,
      },
    };
  });
}

function eventFacts(usage: WorldUsage): Fact[] {
  const fact = (eventName: string, eventCount: number, label = '(not set)'): Fact => ({
    dimensions: { eventName, 'customEvent:event_label': label },
    sums: { eventCount },
  });
  return [
    ...messagesByTheme(usage).map(([theme, count]) => fact('message_added', count, theme)),
    fact('theme_changed', usage.themeChanges),
    fact('image_exported', usage.exports, 'png'),
    fact('profile_updated', usage.profiles),
    fact('page_view', usage.pageViews),
  ].filter(({ sums }) => (sums.eventCount ?? 0) > 0);
}

/** Page views of each of the last minutes, by how many minutes ago it began; that under way is 0. */
export function viewsByMinute(world: World, from: number, to: number): [number, number][] {
  const current = Math.floor(world.now() / minute) * minute;
  return Array.from({ length: from - to + 1 }, (_, at): [number, number] => {
    const ago = to + at;
    const start = current - ago * minute;
    return [ago, usageIn(world, start, start + minute).pageViews];
  }).filter(([, views]) => views > 0);
}
