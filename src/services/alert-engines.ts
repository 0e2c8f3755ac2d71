import type { LoadedConfig } from '../contract/context.ts';
import type { Alarms } from '../ports/alert-engines.ts';
import type { AwsOptions } from './aws/client.ts';
import type { PrometheusParts } from './prometheus/rules.ts';
import { admitVendor } from './trusted.ts';

interface EngineParts extends Omit<PrometheusParts, 'url'> {
  readonly prometheus: { readonly url?: string };
  readonly aws: AwsOptions['config'];
  readonly drill: boolean;
  readonly loaded: LoadedConfig;
}

/** Each engine is loaded when it is asked. */
export function createAlertEngines({ prometheus, aws, loaded, ...parts }: EngineParts): Alarms {
  return {
    async prometheus(names, read) {
      admitVendor(loaded, 'prometheus');
      const { prometheusRules } = await import('./prometheus/rules.ts');
      return prometheusRules({ ...parts, url: prometheus.url }, names, read);
    },
    async cloudwatch(names, read) {
      admitVendor(loaded, 'aws');
      const { cloudwatchAlarms } = await import('./aws/cloudwatch-alarms.ts');
      return cloudwatchAlarms({ ...parts, config: aws }, names, read);
    },
  };
}
