import type { CheckedAlerts } from './alerts-check-data.ts';

const at = Date.parse('2026-11-23T03:12:00Z');

export const checkSample: CheckedAlerts = {
  file: 'alert-rules.yml',
  at,
  alerts: [
    {
      name: 'Service Down',
      severity: 'P1',
      environment: 'production',
      labels: { monitor: 'TalkStudio Production' },
      condition: 'uptime_check == false for 2 minutes',
      state: 'inactive',
      value: 'true',
      threshold: '== false',
      since: null,
      detail: null,
      next: null,
      engine: 'tsops',
    },
    {
      name: 'High Error Rate',
      severity: 'P2',
      environment: 'production',
      labels: {},
      condition: 'error_rate > 5% for 5 minutes',
      state: 'firing',
      value: '7.4%',
      threshold: '> 5%',
      since: at - 540_000,
      detail: null,
      next: 'tsops runbook high-error-rate',
      engine: 'tsops',
    },
    {
      name: 'Performance Degradation',
      severity: 'P3',
      environment: 'production',
      labels: {},
      condition: 'p95_latency > 3000ms for 10 minutes',
      state: 'error',
      value: 'unknown',
      threshold: '> 3000ms',
      since: null,
      detail: 'CloudWatch: no credentials of AWS were found',
      next: 'tsops doctor',
      engine: 'tsops',
    },
  ],
  shadow: [
    {
      rule: 'Low Cache Hit Ratio',
      engine: 'prometheus',
      result: 'differ',
      ours: { state: 'firing', since: at - 540_000 },
      theirs: { state: 'pending', since: at - 500_000 },
      reason: 'it was evaluated there 40 s ago, before it changed here',
    },
  ],
};
