import type { Alarms } from '../ports/alert-engines.ts';
import type { AwsOptions } from './aws/client.ts';
import type { PrometheusParts } from './prometheus/rules.ts';

interface EngineParts extends Omit<PrometheusParts, 'url'> {
  readonly prometheus: { readonly url?: string };
  readonly aws: AwsOptions['config'];
  readonly drill: boolean;
}

/** Each engine is loaded when it is asked. */
export function createAlertEngines({ prometheus, aws, ...parts }: EngineParts): Alarms {
  return {
    async prometheus(names, read) {
      const { prometheusRules } = await import('./prometheus/rules.ts');
      return prometheusRules({ ...parts, url: prometheus.url }, names, read);
    },
    async cloudwatch(names, read) {
      const { cloudwatchAlarms } = await import('./aws/cloudwatch-alarms.ts');
      return cloudwatchAlarms({ ...parts, config: aws }, names, read);
    },
  };
}
