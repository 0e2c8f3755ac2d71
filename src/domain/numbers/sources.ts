/* Who tells figures: one row each, with how late it is and how long its answers are kept. */
import { say, type Text } from '../text/language.ts';
import { hour, minute } from '../time/units.ts';

export interface FigureSourceRow {
  /** As people know it; it stands beside each figure. */
  readonly title: Text;
  /**
   * Milliseconds for which a kept answer is as good as a new one; left out where no quota forbids to ask each time, and
   * none is kept.
   */
  readonly refresh?: number;
  /** Milliseconds by which its newest figures are known to be late; 0 where they are not. */
  readonly lag: number;
}

export const figureSources = {
  'cdn-metrics': {
    title: say('CloudWatch', 'CloudWatch'),
    // The metrics of a distribution come within a few minutes (CloudFront Developer Guide, "Monitoring").
    lag: 5 * minute,
  },
  'visit-analytics': {
    title: say('Google Analytics', 'Google Analytics'),
    // Tokens are counted by the hour and the day, and what is new comes hours late anyway.
    refresh: 15 * minute,
    // Intraday figures come after 2 to 6 hours (Google Analytics help, "Data freshness").
    lag: 6 * hour,
  },
  'live-analytics': {
    title: say('Google Analytics, realtime', 'Google Analytics 실시간'),
    refresh: minute,
    lag: minute,
  },
  'event-analytics': {
    title: say('Mixpanel', 'Mixpanel'),
    // 60 queries an hour for the whole project.
    refresh: 15 * minute,
    lag: 0,
  },
  'errors-and-requests': {
    title: say('Sentry and CloudWatch', 'Sentry, CloudWatch'),
    lag: 5 * minute,
  },
  'browser-reports': {
    title: say('Sentry, p75 of what browsers report', 'Sentry(브라우저 보고의 p75)'),
    lag: 0,
  },
  'lab-sets': {
    title: say('Lighthouse here', '이 컴퓨터의 Lighthouse'),
    // As old as its run.
    lag: 0,
  },
} as const satisfies Readonly<Record<string, FigureSourceRow>>;

export type FigureSource = keyof typeof figureSources;
