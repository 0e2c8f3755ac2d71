import { shellQuote } from '../../text/shell-quote.ts';
import { prometheusDuration } from './prometheus-duration.ts';
import type { ElsewhereSilence, ExportRules, RuleEngine } from './rule-engine.ts';

export const prometheusEngine = {
  title: 'Prometheus',
  format: 'yaml',
  async exporter(): Promise<ExportRules> {
    const [{ prometheusExport }, { alertmanagerConfig }] = await Promise.all([
      import('./prometheus-files.ts'),
      import('./alertmanager.ts'),
    ]);
    return (rules, { chatChannels }) => {
      const { files, exactness } = prometheusExport(rules);
      const content = alertmanagerConfig(rules, { slack: chatChannels });
      return { files: [...files, { name: 'alertmanager.yml', content }], exactness };
    };
  },
  silence: amtoolSilence,
  incomparable: null,
  usualDifference: null,
} as const satisfies RuleEngine;

function amtoolSilence(
  rule: string,
  { environment, labels, lasts, reason }: ElsewhereSilence,
): string {
  const env = environment === undefined ? {} : { env: environment };
  const pairs = Object.entries({ alertname: rule, ...env, ...labels });
  const matchers = pairs.map(([label, value]) => `${label}=${value}`);
  const wholeSeconds = Math.ceil(lasts / 1000) * 1000;
  const duration = `--duration=${prometheusDuration(wholeSeconds)}`;
  return shellQuote(['amtool', 'silence', 'add', ...matchers, duration, `--comment=${reason}`]);
}
