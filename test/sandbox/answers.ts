import { createHash } from 'node:crypto';
import { credentials, lesserCredentials } from '../../src/sandbox/credentials.ts';
import { startSandbox } from '../../src/sandbox/index.ts';
import type { Scenario } from '../../src/sandbox/scenario.ts';
import { fakeClock } from '../support/clock.ts';
import { ask, cloudfront, github, type Sandbox, SIGNED, sentry } from './sandboxed.ts';

const START = Date.parse('2026-11-23T03:00:00Z');

const SENTRY = [
  'issues/?query=&statsPeriod=14d&environment=production',
  'issues/?query=firstSeen:-24h&environment=production&sort=new',
  'events/?dataset=errors&statsPeriod=2h&field=release&field=browser.name&field=os.name&field=issue&field=environment&field=count()&field=count_unique(user)&per_page=100',
  'events/?dataset=errors&statsPeriod=3m&field=timestamp&field=title&field=release',
  'events/?dataset=spans&statsPeriod=2h&field=release&field=browser.name&field=count()',
  'events/?dataset=spans&statsPeriod=1h&field=p75(measurements.lcp)&field=p75(measurements.inp)&field=p75(measurements.cls)',
  'events-timeseries/?dataset=errors&yAxis=count()&statsPeriod=24h&interval=1m&query=level:[error,fatal]&environment=production',
  'events-timeseries/?dataset=spans&yAxis=p75(measurements.lcp)&statsPeriod=6h&interval=5m',
  'sessions/?field=sum(session)&field=crash_free_rate(session)&groupBy=release&statsPeriod=6h&interval=1h',
  'releases/?per_page=100',
];
const GITHUB = ['/actions/runs?per_page=20', '/deployments', '/tags', '/contents/package.json'];
const METRICS = ['Requests', '5xxErrorRate', 'CacheHitRate', 'OriginLatency'];

async function metricData(sandbox: Sandbox): Promise<string> {
  const queries = METRICS.map((name, i) => ({
    Id: `m${i}`,
    MetricStat: {
      Metric: {
        Namespace: 'AWS/CloudFront',
        MetricName: name,
        Dimensions: [
          { Name: 'DistributionId', Value: 'E2SANDBOX1PROD' },
          { Name: 'Region', Value: 'Global' },
        ],
      },
      Period: 300,
      Stat: name === 'Requests' ? 'Sum' : name === 'OriginLatency' ? 'p95' : 'Average',
    },
  }));
  const { text } = await ask(sandbox.urls.aws, {
    method: 'POST',
    headers: {
      authorization: SIGNED,
      'x-amz-target': 'GraniteServiceVersion20100801.GetMetricData',
    },
    body: {
      MetricDataQueries: queries,
      StartTime: START / 1_000 - 86_400,
      EndTime: START / 1_000 + 900,
    },
  });
  return text;
}

async function ofSentry(sandbox: Sandbox): Promise<string[]> {
  const texts: string[] = [];
  for (const path of SENTRY) texts.push((await sentry(sandbox, path)).text);
  const first = (await sentry(sandbox, SENTRY[0] ?? '')).json?.[0];
  texts.push((await sentry(sandbox, `issues/${first?.id}/`)).text);
  texts.push((await sentry(sandbox, `issues/${first?.id}/tags/release/`)).text);
  return texts;
}

async function ofGitHub(sandbox: Sandbox): Promise<string[]> {
  const texts: string[] = [];
  for (const path of GITHUB) texts.push((await github(sandbox, path)).text);
  const runs = (await github(sandbox, GITHUB[0] ?? '')).json.workflow_runs ?? [];
  for (const { id } of runs.slice(0, 3))
    texts.push((await github(sandbox, `/actions/runs/${id}/jobs`)).text);
  return texts;
}

async function ofOthers(sandbox: Sandbox): Promise<string[]> {
  const { production, uptimerobot, analytics, pagerduty, status, prometheus } = sandbox.urls;
  const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
  const page = await ask(production).catch(() => undefined);
  const entry = /src="(\/[^"]+\.js)"/.exec(page?.text ?? '')?.[1];
  const report = {
    dateRanges: [{ startDate: '7daysAgo', endDate: 'today' }],
    metrics: [{ name: 'sessions' }, { name: 'bounceRate' }],
  };
  const answers = [
    page,
    entry ? await ask(production + entry) : undefined,
    await ask(`${production}/build-info.json`).catch(() => undefined),
    await cloudfront(sandbox, '/invalidation'),
    await ask(`${uptimerobot}/v3/monitors`, bearer(credentials.UPTIMEROBOT_API_KEY)),
    await ask(`${uptimerobot}/v3/incidents`, bearer(credentials.UPTIMEROBOT_API_KEY)),
    await ask(`${analytics}/v1beta/properties/412300001:runReport`, {
      method: 'POST',
      body: report,
      ...bearer(lesserCredentials.analyticsToken),
    }),
    await ask(`${pagerduty}/incidents`, {
      headers: { authorization: `Token token=${credentials.PAGERDUTY_API_TOKEN}` },
    }),
    await ask(`${status}/dicebear/api/v2/summary.json`),
    await ask(`${prometheus}/api/v1/rules`, bearer(credentials.PROMETHEUS_TOKEN)),
  ];
  return answers.map((answer) => answer?.text ?? 'no answer');
}

const FEW = [2, 4, 5, 6].map((i) => SENTRY[i] ?? '');

/** A few answers of a world at its start, in which every kind of noise shows. */
export async function fewAnswersOf(scenario: Scenario, seed: number): Promise<string[]> {
  const sandbox = await startSandbox({ scenario, seed, clock: fakeClock(START) });
  try {
    const texts: string[] = [];
    for (const path of FEW) texts.push((await sentry(sandbox, path)).text);
    texts.push((await github(sandbox, GITHUB[0] ?? '')).text);
    texts.push((await ask(sandbox.urls.production)).text);
    return texts.map(withoutPorts);
  } finally {
    await sandbox.close();
  }
}

function withoutPorts(text: string): string {
  return text.replace(/(127\.0\.0\.1|localhost):\d+/g, '$1');
}

/** What every system of a world answers at its start and a quarter of an hour later, without its ports. */
export async function answersOf(scenario: Scenario, seed: number): Promise<string[]> {
  const clock = fakeClock(START);
  const sandbox = await startSandbox({ scenario, seed, clock });
  try {
    const texts: string[] = [];
    for (let i = 0; i < 2; i += 1) {
      texts.push(...(await ofSentry(sandbox)), ...(await ofGitHub(sandbox)));
      texts.push(await metricData(sandbox), ...(await ofOthers(sandbox)));
      clock.advance(900_000);
    }
    return texts.map(withoutPorts);
  } finally {
    await sandbox.close();
  }
}

/** Short enough to be kept, and another for any other answers. */
export function digestOf(texts: readonly string[]): string {
  return createHash('sha256').update(texts.join('\n')).digest('hex').slice(0, 16);
}
