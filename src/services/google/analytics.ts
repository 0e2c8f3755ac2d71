import type { Analytics, VisitFigures } from '../../ports/analytics.ts';
import { field, listAt } from '../http/json.ts';
import { type GoogleAnalyticsParts, openGoogleAnalytics } from './analytics-client.ts';
import { analyticsReportOf, type ReportRow, unreadableReport } from './report.ts';
import { liveTrafficOf, usageOf } from './usage.ts';
import { labelDimension, liveRequest, usageRequests } from './usage-requests.ts';

/** The names of the ranges come back as a dimension that Google adds. */
const visitsQuery = {
  dateRanges: [
    { name: 'today', startDate: 'today', endDate: 'today' },
    { name: 'usual', startDate: '7daysAgo', endDate: 'yesterday' },
  ],
  metrics: [{ name: 'bounceRate' }, { name: 'sessions' }],
  returnPropertyQuota: true,
};
const visitColumns = { dimensions: ['dateRange'], metrics: ['bounceRate', 'sessions'] };

const post = (path: string, body: object) =>
  ({
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }) as const;

/** The Data API of Google Analytics 4, which is only read although most of it is a POST. */
export function createAnalytics(parts: GoogleAnalyticsParts): Analytics {
  const api = openGoogleAnalytics(parts);
  const { clock, config } = parts;
  return {
    sources: { usage: 'visit-analytics', live: 'live-analytics' },
    account: `property ${config.property} at ${config.apiUrl}`,
    notSet: api.notSet,
    async visits(reach) {
      if (api.notSet.length > 0) return null;
      const answer = await api.ask(post(':runReport', visitsQuery), reach);
      const { rows } = analyticsReportOf(answer, visitColumns);
      return { today: figuresOf(rows, 'today'), usual: figuresOf(rows, 'usual') };
    },
    async usage(window, { timeout, signal }) {
      const end = clock.now() + timeout;
      const rest = () => ({ timeout: Math.max(1, end - clock.now()), signal });
      const hasLabel = tellsLabel(await api.ask({ path: '/metadata' }, rest()));
      const requests = usageRequests(window, hasLabel);
      const answer = await api.ask(post(':batchRunReports', { requests }), rest());
      const reports = listAt(answer, 'reports');
      if (reports === undefined) throw unreadableReport('the batch holds no reports');
      return usageOf(reports, window, hasLabel, clock.now());
    },
    async live(reach) {
      const answer = await api.ask(post(':runRealtimeReport', liveRequest), reach);
      return liveTrafficOf(answer, clock.now());
    },
  };
}

/** Whether somebody registered the event parameter as a dimension; a report that asks for an unknown one fails. */
export function tellsLabel(metadata: unknown): boolean {
  const dimensions = listAt(metadata, 'dimensions');
  if (dimensions === undefined) throw unreadableReport('its metadata holds no dimensions');
  return dimensions.some((each) => field(each, 'apiName') === labelDimension);
}

/** A range without sessions has no row; `bounceRate` is a fraction. */
function figuresOf(rows: readonly ReportRow[], range: string): VisitFigures | null {
  const row = rows.find((each) => each.dimension('dateRange') === range);
  const bounce = row?.metric('bounceRate') ?? null;
  const sessions = row?.metric('sessions') ?? null;
  if (bounce === null || bounce > 1 || sessions === null || sessions === 0) return null;
  return { bounceRate: bounce * 100, sessions };
}
