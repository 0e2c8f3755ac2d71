import type { ExportRules, RuleEngine } from './rule-engine.ts';

export const sentryEngine = {
  title: 'Sentry',
  format: 'json',
  async exporter(): Promise<ExportRules> {
    const { sentryExport } = await import('./sentry.ts');
    return (rules, { errorsEnvironment }) => sentryExport(rules, errorsEnvironment);
  },
  silence: (rule) => `mute the monitor "${rule}" in Sentry`,
  incomparable: 'cannot be compared: Sentry tells issues of a monitor, and no state of a rule',
  usualDifference: null,
} as const satisfies RuleEngine;
