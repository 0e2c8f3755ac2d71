/** What may be behind errors. */
export type ErrorHypothesis =
  | 'recent-deployment'
  | 'external-service'
  | 'client'
  | 'false-alarm'
  | 'cause-not-seen';

/** What may be behind slow pages. */
export type SpeedHypothesis =
  | 'cache'
  | 'bundle-growth'
  | 'resource-loading'
  | 'images'
  | 'false-alarm'
  | 'cause-not-seen';
