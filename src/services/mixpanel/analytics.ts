import { lackOf } from '../../domain/evidence/lacks.ts';
import type { EvidenceWindow } from '../../domain/evidence/shape.ts';
import type { Usage } from '../../domain/numbers/usage.ts';
import type { Analytics, AnalyticsReach } from '../../ports/analytics.ts';
import { type MixpanelApi, type MixpanelParts, openMixpanel } from './client.ts';
import {
  countedMeasure,
  eventValues,
  reportDays,
  type SavedReport,
  savedMeasure,
  segmentShares,
  withoutReport,
} from './usage.ts';

/** What the site sends, by MONITORING section 4.2. */
const events = { exports: 'image_exported', profiles: 'profile_updated' } as const;
const themes = { event: 'message_added', by: 'event_label' } as const;
const browsers = { event: 'page_view', by: '$browser' } as const;

/** Mixpanel has no plain event of them: its sessions are computed, in reports alone. */
const saved = {
  'session-duration': {
    key: 'mixpanel.sessionDurationReport',
    what: 'session durations',
    most: 86_400,
  },
  'bounce-rate': { key: 'mixpanel.bounceRateReport', what: 'bounce rates', most: 100 },
  'messages-per-session': {
    key: 'mixpanel.messagesPerSessionReport',
    what: 'messages a session',
    most: 1e6,
  },
} as const satisfies Readonly<Record<string, SavedReport>>;

export function createMixpanel(parts: MixpanelParts): Analytics {
  const api = openMixpanel(parts);
  const { config, clock } = parts;
  return {
    sources: { usage: 'event-analytics', live: 'event-analytics' },
    account: `project ${config.project} at ${config.apiUrl}`,
    notSet: api.notSet,
    // Today against a week is not what a saved report tells: its dates are its own.
    visits: async () => null,
    usage: (window, reach) => usage(api, config, window, { ...reach, now: () => clock.now() }),
    async live() {
      const to = clock.now();
      const lack = lackOf('no-live-report', 'Mixpanel');
      return { perHour: null, series: [], window: { from: to, to }, quota: null, lack };
    },
  };
}

interface Reading extends AnalyticsReach {
  now(): number;
}

/** One after the other: five at once are the most, and a limit met by the first ends them all. */
async function usage(
  api: MixpanelApi,
  config: MixpanelParts['config'],
  asked: EvidenceWindow,
  { timeout, signal, now }: Reading,
): Promise<Usage> {
  const end = now() + timeout;
  const ask = (path: string, query: readonly (readonly [string, string])[]) =>
    api.ask(path, query, { timeout: Math.max(1, end - now()), signal });
  const days = reportDays(asked);
  const { window } = days;
  const dates = [
    ['from_date', days.firstBefore],
    ['to_date', days.to],
    ['unit', 'day'],
    ['type', 'general'],
  ] as const;
  const segmented = async ({ event, by }: { readonly event: string; readonly by: string }) =>
    eventValues(
      await ask('/segmentation', [['event', event], ['on', `properties["${by}"]`], ...dates]),
    );
  const counts = eventValues(
    await ask('/events', [['event', JSON.stringify(Object.values(events))], ...dates]),
  );
  const byTheme = await segmented(themes);
  const byBrowser = await segmented(browsers);
  const report = async (id: keyof typeof saved, bookmark: string | undefined) =>
    bookmark === undefined
      ? withoutReport(saved[id], window)
      : savedMeasure(await ask('/insights', [['bookmark_id', bookmark]]), saved[id], window);
  const ofBrowsers = segmentShares(byBrowser, days, browsers.event);
  return {
    measures: {
      sessions: {
        value: null,
        before: null,
        series: [],
        window,
        remarks: [],
        lack: lackOf('no-session-count'),
      },
      'session-duration': await report('session-duration', config.sessionDurationReport),
      'bounce-rate': await report('bounce-rate', config.bounceRateReport),
      'messages-per-session': await report('messages-per-session', config.messagesPerSessionReport),
      exports: countedMeasure(counts, events.exports, 'exports', days),
      'profile-changes': countedMeasure(counts, events.profiles, 'profiles', days),
    },
    shares: {
      'theme-usage': segmentShares(byTheme, days, themes.event),
      'browser-share': { ...ofBrowsers, remarks: [...ofBrowsers.remarks, lackOf('by-page-views')] },
    },
    quota: null,
  };
}
