/** The systems of the sandbox, as faults, outages and addresses name them. */
export const SYSTEMS = [
  'production',
  'staging',
  'github',
  'aws',
  'sentry',
  'slack',
  'pagerduty',
  'uptimerobot',
  'dicebear',
  'status',
  'analytics',
  'prometheus',
] as const;

export type SystemName = (typeof SYSTEMS)[number];
