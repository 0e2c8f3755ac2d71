/* What is asked of the Analytics Data API: few requests, as each costs tokens. */
import type { EvidenceWindow } from '../../domain/evidence/shape.ts';
import { day } from '../../domain/time/units.ts';
import type { ReportColumns } from './report.ts';

/** What the site sends, by MONITORING section 4.2: theme and format travel as `event_label`. */
export const usageEvents = {
  messages: 'message_added',
  exports: 'image_exported',
  profiles: 'profile_updated',
} as const;

/** The event parameter that names a theme; a dimension only where somebody registered it. */
export const labelParameter = 'event_label';
export const labelDimension = `customEvent:${labelParameter}`;

const names = (...list: readonly string[]) => list.map((name) => ({ name }));

/** Whole days of the property's zone, whatever that is: today, and so many before. */
export function daysOf({ from, to }: EvidenceWindow): number {
  return Math.max(1, Math.ceil((to - from) / day));
}

/** Enough days to hold the window and the one before it. */
function hoursRange(window: EvidenceWindow) {
  return [{ startDate: `${2 * daysOf(window) + 1}daysAgo`, endDate: 'today' }];
}

/** 90 days and the 90 before, by the hour and four events, are 17,280 rows. */
const hourly = { limit: '100000' };

function wholeDays(window: EvidenceWindow) {
  const days = daysOf(window);
  return [
    { name: 'window', startDate: `${days - 1}daysAgo`, endDate: 'today' },
    { name: 'before', startDate: `${2 * days - 1}daysAgo`, endDate: `${days}daysAgo` },
  ];
}

const ofEvents = (...events: readonly string[]) => ({
  filter: { fieldName: 'eventName', inListFilter: { values: events } },
});

/** What each of `usageRequests` answers with, in their order. */
export const usageColumns = {
  visits: {
    dimensions: ['dateHour'],
    metrics: ['sessions', 'averageSessionDuration', 'bounceRate'],
  },
  events: { dimensions: ['dateHour', 'eventName'], metrics: ['eventCount'] },
  browsers: { dimensions: ['browser'], metrics: ['sessions'] },
  themes: { dimensions: [labelDimension], metrics: ['eventCount'] },
} as const;
export const liveColumns = { dimensions: ['minutesAgo'], metrics: ['screenPageViews'] } as const;

const columns = ({ dimensions, metrics }: ReportColumns) => ({
  dimensions: names(...dimensions),
  metrics: names(...metrics),
});

/** Themes last, and only where the property can tell them: one request that is wrong fails them all. */
export function usageRequests(window: EvidenceWindow, hasLabel: boolean): readonly object[] {
  const { messages, exports, profiles } = usageEvents;
  const asked = { returnPropertyQuota: true };
  return [
    {
      ...asked,
      ...hourly,
      dateRanges: hoursRange(window),
      ...columns(usageColumns.visits),
    },
    {
      ...asked,
      ...hourly,
      dateRanges: hoursRange(window),
      ...columns(usageColumns.events),
      dimensionFilter: ofEvents(messages, exports, profiles),
    },
    {
      ...asked,
      dateRanges: wholeDays(window),
      ...columns(usageColumns.browsers),
    },
    ...(hasLabel
      ? [
          {
            ...asked,
            dateRanges: wholeDays(window),
            ...columns(usageColumns.themes),
            dimensionFilter: ofEvents(messages),
          },
        ]
      : []),
  ];
}

/** The last half hour, by the minute: as far back as a standard property tells it. */
export const liveRequest = {
  ...columns(liveColumns),
  minuteRanges: [{ startMinutesAgo: 29, endMinutesAgo: 0 }],
  returnPropertyQuota: true,
};
