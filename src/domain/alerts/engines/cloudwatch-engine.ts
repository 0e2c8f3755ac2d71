import { shellQuote } from '../../text/shell-quote.ts';
import type { ExportRules, RuleEngine } from './rule-engine.ts';

export const cloudwatchEngine = {
  title: 'CloudWatch',
  format: 'json',
  async exporter(): Promise<ExportRules> {
    const { cloudwatchExport } = await import('./cloudwatch.ts');
    return (rules, { cdnIdOf }) => cloudwatchExport(rules, cdnIdOf);
  },
  silence(rule) {
    const command = ['aws', 'cloudwatch', 'disable-alarm-actions', '--alarm-names', rule];
    return `${shellQuote(command)}  (and enable-alarm-actions after it)`;
  },
  incomparable: null,
  usualDifference: 'its values come minutes late there, and it chooses its own moments',
} as const satisfies RuleEngine;
