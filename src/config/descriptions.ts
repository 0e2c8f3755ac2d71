interface Described {
  readonly text: string;
  /** The default in words, where it is not a value of its own. */
  readonly fallback?: string;
}

const described = (text: string, fallback?: string): Described => ({
  text,
  ...(fallback === undefined ? {} : { fallback }),
});

/** What each key is for: the texts of `tsops help config`, the documentation and the JSON Schema. */
export const descriptions: Readonly<Record<string, Described>> = {
  service: described('what is on call, as it is called in texts'),
  language: described('language of runbooks, posts and reports'),
  timezone: described("the team's time zone, shown beside UTC"),
  'environments.<name>.url': described(
    'address of the site',
    'TalkStudio itself, for production and staging',
  ),
  'environments.<name>.buildInfo': described(
    'where the site tells its version, as a path or a whole URL',
    '/build-info.json',
  ),
  'environments.<name>.cdn.provider': described('the CDN in front of the site', 'cloudfront'),
  'environments.<name>.cdn.distributionId': described('the CloudFront distribution to invalidate'),
  'monitors[].name': described('name, as typed after `tsops health`'),
  'monitors[].url': described('address to probe'),
  'monitors[].interval': described(
    'how often the uptime service asks it',
    '60s for production, 5m for others',
  ),
  'monitors[].timeout': described('longest a probe may take', 'health.timeout'),
  'monitors[].method': described('HTTP method of the probe', 'GET'),
  'monitors[].keyword': described('text that the body must hold'),
  'monitors[].status': described('status, or statuses, that are right', '2xx'),
  'monitors[].headers': described('request headers to send', '{}'),
  'monitors[].env': described('the environment that the monitor belongs to', 'production'),
  'monitors[].slowAfter': described('a slower answer is a warning', '3s'),
  'monitors[].certWarnDays': described('days before its end at which a certificate warns', '14'),
  'github.owner': described('user or organization of the repository that deploys'),
  'github.repo': described('name of the repository that deploys'),
  'github.workflow': described('file of the workflow that deploys'),
  'github.ref': described('branch at which the workflow is dispatched'),
  'github.versionInput': described('input of the workflow that takes the version'),
  'github.apiUrl': described('base of the GitHub API (GitHub Enterprise: https://HOST/api/v3)'),
  'aws.region': described('AWS region; CloudFront itself is always asked in us-east-1'),
  'aws.profile': described('profile of the AWS config to use'),
  'aws.endpoint': described('another address for AWS, as in tests'),
  'sentry.url': described('base of Sentry (https://us.sentry.io, or your own)'),
  'sentry.org': described('organization slug'),
  'sentry.project': described('project slug'),
  'sentry.environment': described('environment as Sentry calls production'),
  'sentry.release': described('how a release is named; {version} is the version without its v'),
  'slack.apiUrl': described('base of the Slack Web API'),
  'slack.channels': described('purpose → channel', 'alerts: "#ops-alerts"'),
  'pagerduty.eventsUrl': described('base of the PagerDuty Events API'),
  'pagerduty.apiUrl': described('base of the PagerDuty REST API'),
  'pagerduty.service': described('name of the service that pages'),
  'pagerduty.escalationPolicy': described('name of the escalation policy'),
  'uptimerobot.apiUrl': described('base of the UptimeRobot API'),
  'dependencies[].name': described('an outside service that the site needs', 'DiceBear'),
  'dependencies[].probe': described(
    'address that tells whether it works; {seed} becomes a fresh value each time, past any cache',
    'https://api.dicebear.com/10.x/initials/svg?seed={seed}',
  ),
  'dependencies[].statusPage': described('its status page'),
  'dependencies[].fallback': described('what the site does without it'),
  'contacts[].name': described('a person to turn to'),
  'contacts[].role': described('such as primary, tech lead, engineering manager'),
  'contacts[].phone': described('shown when paging does not work'),
  'contacts[].slack': described('handle in Slack'),
  'contacts[].timezone': described('where the person is', 'timezone'),
  'health.timeout': described('longest a probe may take'),
  'health.retries': described('further attempts that confirm a failure'),
  'health.retryDelay': described('pause before each of them'),
  'health.concurrency': described('probes at the same time'),
  'health.controlHosts': described('places that tell whether your own network works; [] asks none'),
  'health.maxBody': described('most that is read of a body'),
  'rollback.timeout': described('longest to wait for a deploy and its proof'),
  'rollback.pollInterval': described('pause between two looks at the run'),
  'invalidate.timeout': described('longest to wait for an invalidation'),
  'invalidate.pollInterval': described('pause between two looks at it'),
};
