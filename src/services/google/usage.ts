/* MONITORING section 4.3 out of reports of the Analytics Data API. */
import { type Lack, lackOf } from '../../domain/evidence/lacks.ts';
import type { EvidenceWindow } from '../../domain/evidence/shape.ts';
import { periodFor } from '../../domain/numbers/period.ts';
import {
  type LiveTraffic,
  type SourceQuota,
  type Usage,
  type UsageMeasure,
  type UsageShares,
  usagePartsOf,
} from '../../domain/numbers/usage.ts';
import {
  type TallyRule,
  talliedMeasure,
  type UsageCount,
  type UsageTally,
} from '../../domain/numbers/usage-tally.ts';
import { addDays } from '../../domain/oncall/wall-time.ts';
import { instantOf, wallTimeAt } from '../../domain/oncall/zone-time.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { hour, minute } from '../../domain/time/units.ts';
import {
  type AnalyticsReport,
  analyticsReportOf,
  hourOf,
  quotaOf,
  type ReportColumns,
  type ReportRow,
  unreadableReport,
} from './report.ts';
import {
  daysOf,
  labelDimension,
  labelParameter,
  liveColumns,
  usageColumns,
  usageEvents,
} from './usage-requests.ts';

/** `reports` in the order of `usageRequests`. Throws where one is missing, or its hours cannot be placed. */
export function usageOf(
  reports: readonly unknown[],
  window: EvidenceWindow,
  hasLabel: boolean,
  now: number,
): Usage {
  const { visits, events, browsers, themes } = reportsOf(reports, hasLabel);
  const zone = visits.zone ?? events.zone;
  if (zone === null) throw unreadableReport('it names no time zone');
  const counted = hoursOf([visits, events], zone);
  const remarks = (report: AnalyticsReport) => [
    ...report.remarks,
    ...unplaced(counted.lost, report),
  ];
  const measure = (rule: TallyRule, report: AnalyticsReport, none: Lack): UsageMeasure => {
    const spans = spansOf(window);
    const told = talliedMeasure(counted.tally, rule, spans);
    const facts = { ...told, window: spans.window, remarks: remarks(report) };
    return told.value === null ? { ...facts, lack: none } : facts;
  };
  const noVisits = lackOf('no-visits');
  const { messages, exports, profiles } = usageEvents;
  const days = wholeDaysOf(window, zone);
  const shares = { window: days, zone };
  return {
    measures: {
      sessions: measure({ of: 'sessions' }, visits, noVisits),
      'session-duration': measure({ of: 'seconds', per: 'sessions' }, visits, noVisits),
      'messages-per-session': measure(
        { of: 'messages', per: 'sessions' },
        events,
        lackOf('no-such-event', messages),
      ),
      'bounce-rate': measure({ of: 'bounces', per: 'sessions', times: 100 }, visits, noVisits),
      exports: measure({ of: 'exports' }, events, lackOf('no-such-event', exports)),
      'profile-changes': measure({ of: 'profiles' }, events, lackOf('no-such-event', profiles)),
    },
    shares: {
      'theme-usage':
        themes === undefined
          ? notRegistered(days)
          : sharesOf(
              themes,
              [labelDimension, 'eventCount'],
              shares,
              lackOf('no-such-event', messages),
            ),
      'browser-share': sharesOf(browsers, ['browser', 'sessions'], shares, noVisits),
    },
    quota: scarcest(reports.map((report) => quotaOf(report, now))),
  };
}

/** In the order of `usageRequests`; no themes where they were not asked for. */
function reportsOf(reports: readonly unknown[], hasLabel: boolean) {
  const told = (at: number, columns: ReportColumns): AnalyticsReport => {
    if (reports[at] === undefined) throw unreadableReport('a report of the batch is missing');
    const report = analyticsReportOf(reports[at], columns);
    if (report.garbled) throw unreadableReport('its rows hold no number');
    return report;
  };
  return {
    visits: told(0, usageColumns.visits),
    events: told(1, usageColumns.events),
    browsers: told(2, usageColumns.browsers),
    themes: hasLabel ? told(3, usageColumns.themes) : undefined,
  };
}

/** Whole hours, the last one under way; before it as many. */
function spansOf(asked: EvidenceWindow) {
  const to = Math.ceil(asked.to / hour) * hour;
  const length = Math.ceil((asked.to - asked.from) / hour) * hour;
  const from = to - length;
  const window = { from, to: asked.to };
  return {
    window,
    before: { from: from - length, to: from },
    step: Math.max(hour, periodFor(length)),
  };
}

/** The calendar days of the property that shares are of. */
function wholeDaysOf(window: EvidenceWindow, zone: string): EvidenceWindow {
  const { date } = wallTimeAt(window.to, zone);
  const first = addDays(date, 1 - daysOf(window));
  return { from: instantOf({ date: first, time: '00:00' }, zone), to: window.to };
}

type HourCounts = Partial<Record<UsageCount, number>>;

/** How much came without an hour that can be read, by its report. */
type Lost = ReadonlyMap<AnalyticsReport, number>;

const countOfEvent: Readonly<Record<string, UsageCount>> = {
  [usageEvents.messages]: 'messages',
  [usageEvents.exports]: 'exports',
  [usageEvents.profiles]: 'profiles',
};

function hoursOf([visits, events]: readonly [AnalyticsReport, AnalyticsReport], zone: string) {
  const tally = new Map<number, HourCounts>();
  const lost = new Map<AnalyticsReport, number>();
  const add = (report: AnalyticsReport, row: ReportRow, counts: HourCounts, amount: number) => {
    const at = hourOf(row.dimension('dateHour'), zone);
    if (at === null) {
      lost.set(report, (lost.get(report) ?? 0) + amount);
      return;
    }
    const known = tally.get(at) ?? {};
    for (const [name, count] of Object.entries(counts) as [UsageCount, number][]) {
      known[name] = (known[name] ?? 0) + count;
    }
    tally.set(at, known);
  };
  for (const row of visits.rows) {
    const sessions = row.metric('sessions');
    if (sessions !== null) add(visits, row, visitCounts(row, sessions), sessions);
  }
  for (const row of events.rows) {
    const name = countOfEvent[row.dimension('eventName') ?? ''];
    const count = row.metric('eventCount');
    if (name !== undefined && count !== null) add(events, row, { [name]: count }, count);
  }
  return { tally: tally as UsageTally, lost };
}

/** Means by the hour as sums, which can be added; a bounce rate is a fraction, and above 1 none. */
function visitCounts(row: ReportRow, sessions: number): HourCounts {
  const length = row.metric('averageSessionDuration');
  const bounce = row.metric('bounceRate');
  return {
    sessions,
    ...(length === null ? {} : { seconds: length * sessions }),
    ...(bounce === null || bounce > 1 ? {} : { bounces: bounce * sessions }),
  };
}

function unplaced(lost: Lost, report: AnalyticsReport): readonly Lack[] {
  const count = lost.get(report) ?? 0;
  return count === 0 ? [] : [lackOf('without-hour', String(Math.round(count)))];
}

function notRegistered(window: EvidenceWindow): UsageShares {
  return {
    parts: [],
    window,
    remarks: [lackOf('register-parameter', labelParameter)],
    lack: lackOf('parameter-not-registered', labelParameter),
  };
}

interface ShareFacts {
  readonly window: EvidenceWindow;
  readonly zone: string;
}

function sharesOf(
  report: AnalyticsReport,
  [dimension, metric]: readonly [string, string],
  { window, zone }: ShareFacts,
  none: Lack,
): UsageShares {
  const counts = { window: new Map<string, number>(), before: new Map<string, number>() };
  for (const row of report.rows) {
    const range = row.dimension('dateRange');
    const of = range === 'window' || range === 'before' ? counts[range] : null;
    const name = cleanText(row.dimension(dimension) ?? '', 40) || '(not set)';
    const count = row.metric(metric);
    if (of !== null && count !== null) of.set(name, (of.get(name) ?? 0) + count);
  }
  const parts = usagePartsOf(counts.window, counts.before);
  const remarks = [lackOf('whole-days', zone), ...report.remarks];
  return parts.length === 0
    ? { parts, window, remarks: report.remarks, lack: none }
    : { parts, window, remarks };
}

function scarcest(quotas: readonly (SourceQuota | null)[]): SourceQuota | null {
  const known = quotas.filter((quota) => quota !== null);
  return known.sort((one, other) => one.left - other.left)[0] ?? null;
}

/** Page views of the 29 whole minutes before the current one, as many an hour. */
export function liveTrafficOf(answer: unknown, now: number): LiveTraffic {
  const { rows, garbled } = analyticsReportOf(answer, liveColumns);
  if (garbled) throw unreadableReport('its rows hold no number');
  const current = Math.floor(now / minute) * minute;
  const window = { from: current - 29 * minute, to: current };
  const views = new Map<number, number>();
  for (const row of rows) {
    const ago = /^\d{1,2}$/.exec(row.dimension('minutesAgo') ?? '')?.[0];
    const count = row.metric('screenPageViews');
    if (ago !== undefined && count !== null) views.set(current - Number(ago) * minute, count);
  }
  const series = Array.from({ length: 29 }, (_, at) => {
    const t = window.from + at * minute;
    return { t, value: views.get(t) ?? null };
  });
  const known = series.flatMap(({ value }) => value ?? []);
  const perHour =
    known.length === 0 ? null : (known.reduce((sum, each) => sum + each, 0) * 60) / 29;
  const quota = quotaOf(answer, now);
  return { perHour, series, window, quota, ...(perHour === null && { lack: lackOf('no-visits') }) };
}
