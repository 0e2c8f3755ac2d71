/** What comes before all else: nothing else is to be said of a site that is not there as it should be. */
export type SiteCause = 'site-down' | 'certificate' | 'not-served';

/** What may be behind an alert that the service is down. */
export type SiteHypothesis = SiteCause | 'false-alarm' | 'cause-not-seen';

/** What may be behind errors. */
export type ErrorHypothesis =
  | SiteCause
  | 'recent-deployment'
  | 'external-service'
  | 'client'
  | 'false-alarm'
  | 'cause-not-seen';

/** What may be behind slow pages. */
export type SpeedHypothesis =
  | SiteCause
  | 'cache'
  | 'origin'
  | 'recent-deployment'
  | 'bundle-growth'
  | 'resource-loading'
  | 'images'
  | 'false-alarm'
  | 'cause-not-seen';
