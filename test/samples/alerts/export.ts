import type command from '../../../src/commands/alerts/export.ts';
import type { SampleOf } from '../sample-of.ts';

export default {
  engine: 'prometheus',
  files: [
    {
      name: 'alert-rules.prometheus.yml',
      text: 'groups:\n  - name: tsops-1m\n    interval: 1m\n    rules:\n      - alert: Error Spike\n        expr: sum_over_time(error_count[4m59s999ms]) > 100\n',
    },
  ],
  exactness: [
    {
      rule: 'Error Spike',
      level: 'close',
      why: ['without data it becomes inactive; the rule "… no data" reports that'],
    },
  ],
  out: null,
} satisfies SampleOf<typeof command>;
