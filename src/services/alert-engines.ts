/* Who reads the states of each engine that can be compared: one that is missing does not compile. */
import type { ComparableEngine } from '../domain/alerts/engines/table.ts';
import type { AlertEngine } from '../ports/alert-engines.ts';
import type { Adapter } from './adapters.ts';

export const alertEngineAdapters: Readonly<Record<ComparableEngine, Adapter<AlertEngine>>> = {
  prometheus: {
    vendor: 'prometheus',
    writes: [],
    async make(options, { prometheus }) {
      const { prometheusRules } = await import('./prometheus/rules.ts');
      const asked = { ...options, url: prometheus.url };
      return { rules: (names, read) => prometheusRules(asked, names, read) };
    },
  },
  cloudwatch: {
    vendor: 'aws',
    writes: [],
    async make(options, { aws }) {
      const { cloudwatchAlarms } = await import('./aws/cloudwatch-alarms.ts');
      const asked = { ...options, config: aws };
      return { rules: (names, read) => cloudwatchAlarms(asked, names, read) };
    },
  },
};
