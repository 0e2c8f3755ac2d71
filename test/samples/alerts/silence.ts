import type { SilencePlan } from '../../../src/actions/notification/silence-plan.ts';
import type { Silence } from '../../../src/domain/notification/silence.ts';

const from = Date.parse('2026-11-23T03:12:05Z');

const until = from + 2 * 3_600_000;

const targets = [{ rule: 'High Error Rate', environment: 'production' }];

const reason = 'hotfix on its way';

export const sampleSilencePlan: SilencePlan = {
  environment: 'production',
  guards: [
    {
      name: 'labels',
      state: 'pass',
      detail: 'none is asked for',
      said: { en: 'none is asked for', ko: '지정되지 않음' },
    },
  ],
  key: '5d1c0a9b7e21',
  id: 's3',
  targets,
  labels: {},
  reason,
  rules: [{ name: 'High Error Rate', severity: 'P2' }],
  leftOut: [],
  from,
  until,
  untilResolved: false,
  alerts: [
    {
      rule: 'High Error Rate',
      severity: 'P2',
      environment: 'production',
      labels: {},
      state: 'firing',
      value: '7.4%',
      since: from - 540_000,
      told: true,
    },
  ],
  unread: [],
  already: [],
  channels: ['pagerduty', 'slack-alerts'],
  watch: { pid: 4711, host: 'oncall-laptop' },
};

export const sampleSilence: Silence = {
  id: 's3',
  targets,
  labels: {},
  from,
  until,
  untilResolved: false,
  by: 'minji@oncall-laptop',
  reason,
  record: '20261123T031205Z-silence-production',
  end: 'time',
  endedBy: null,
};
