import type command from '../../../src/commands/alerts/watch.ts';
import type { AlertEvent } from '../../../src/domain/notification/delivery.ts';
import type { SampleOf } from '../sample-of.ts';
import { checkSample } from './checked.ts';

const sampleEvent: AlertEvent = {
  key: '["High Error Rate","production","[]"]',
  rule: 'High Error Rate',
  severity: 'P2',
  environment: 'production',
  kind: 'firing',
  t: checkSample.at,
  since: checkSample.at - 300_000,
  value: '7.4%',
  suppressed: null,
};

export default {
  ...checkSample,
  events: [sampleEvent],
  recent: [sampleEvent],
  waiting: 1,
} satisfies SampleOf<typeof command>;
