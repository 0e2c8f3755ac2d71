import type { ExportRules, RuleEngine } from './rule-engine.ts';

export const uptimerobotEngine = {
  title: 'UptimeRobot',
  format: 'json',
  async exporter(): Promise<ExportRules> {
    const { uptimerobotExport } = await import('./uptimerobot.ts');
    return (rules, { pages }) => uptimerobotExport(rules, pages);
  },
  silence: () => 'pause the monitors, or add a maintenance window, in UptimeRobot',
  incomparable: 'cannot be compared: UptimeRobot has monitors, and no rule with a "for"',
  usualDifference: null,
} as const satisfies RuleEngine;
