import { describe, expect, it } from 'vitest';
import { lesserCredentials } from '../../src/sandbox/credentials.ts';
import { ask, batch, cloudfront, type Sandbox, SIGNED, sandboxed } from './sandboxed.ts';

const create = (sandbox: Sandbox, reference: string, ...paths: string[]) =>
  cloudfront(sandbox, '/invalidation', batch(reference, ...paths));

const element = (text: string, name: string) => new RegExp(`<${name}>([^<]*)`).exec(text)?.[1];

describe('CloudFront in the sandbox', () => {
  it('creates an invalidation with 201 and Location, in progress and then completed', async () => {
    const { sandbox, clock } = await sandboxed();
    const made = await create(sandbox, 'ref-1', '/*', '/a&amp;b');
    expect([made.status, element(made.text, 'Status')]).toEqual([201, 'InProgress']);
    expect(made.text).toContain('<Path>/a&amp;b</Path>');
    const id = element(made.text, 'Id');
    expect(made.headers.location).toContain(`/invalidation/${id}`);
    clock.advance(4_000);
    const later = await cloudfront(sandbox, `/invalidation/${id}`);
    expect(element(later.text, 'Status')).toBe('Completed');
  });

  it('answers the same reference and paths with the first invalidation, other paths with an error', async () => {
    const { sandbox } = await sandboxed();
    const first = await create(sandbox, 'ref-1', '/a');
    const again = await create(sandbox, 'ref-1', '/a');
    expect(element(again.text, 'Id')).toBe(element(first.text, 'Id'));
    const other = await create(sandbox, 'ref-1', '/b');
    expect([other.status, element(other.text, 'Code')]).toEqual([
      400,
      'InvalidationBatchAlreadyExists',
    ]);
    expect(sandbox.world.events).toHaveLength(1);
  });

  it.each([
    ['a path without a slash', 'index.html'],
    ['a star in the middle', '/a*b'],
    ['a letter that is not encoded', '/é'],
    ['a path of more than 4,000 characters', `/${'a'.repeat(4_000)}`],
  ])('refuses %s', async (_, path) => {
    const { sandbox } = await sandboxed();
    const { status, text } = await create(sandbox, 'ref-1', path);
    expect([status, element(text, 'Code')]).toEqual([400, 'InvalidArgument']);
    expect(sandbox.world.events).toEqual([]);
  });

  it('takes 15 wildcards in progress and refuses the next until they are done', async () => {
    const { sandbox, clock } = await sandboxed();
    const many = Array.from({ length: 15 }, (_, i) => `/${i}/*`);
    expect((await create(sandbox, 'ref-1', ...many)).status).toBe(201);
    const refused = await create(sandbox, 'ref-2', '/*');
    expect([refused.status, element(refused.text, 'Code')]).toEqual([
      400,
      'TooManyInvalidationsInProgress',
    ]);
    clock.advance(4_000);
    expect((await create(sandbox, 'ref-2', '/*')).status).toBe(201);
  });

  it('lists invalidations over pages, those of deploy runs among them', async () => {
    const { sandbox } = await sandboxed();
    await create(sandbox, 'ref-1', '/a');
    const first = await cloudfront(sandbox, '/invalidation?MaxItems=3');
    expect(first.text.match(/<InvalidationSummary>/g)).toHaveLength(3);
    expect(element(first.text, 'IsTruncated')).toBe('true');
    const marker = element(first.text, 'NextMarker');
    const second = await cloudfront(sandbox, `/invalidation?MaxItems=100&Marker=${marker}`);
    expect(second.text.match(/<InvalidationSummary>/g)).toHaveLength(4);
    expect(element(second.text, 'IsTruncated')).toBe('false');
  });

  it('says who may not do what, and that a distribution does not exist', async () => {
    const { sandbox } = await sandboxed();
    const authorization = SIGNED.replace('FULL', 'READ');
    expect(authorization).toContain(lesserCredentials.awsReader);
    const denied = await cloudfront(sandbox, '/invalidation', {
      ...batch('r', '/*'),
      headers: { authorization },
    });
    expect([denied.status, element(denied.text, 'Code')]).toEqual([403, 'AccessDenied']);
    expect(denied.text).toContain('cloudfront:CreateInvalidation');
    expect((await cloudfront(sandbox, '', { headers: { authorization } })).status).toBe(200);
    const url = `${sandbox.urls.aws}/2020-05-31/distribution`;
    const none = await ask(`${url}/ENOSUCH`, { headers: { authorization: SIGNED } });
    expect([none.status, element(none.text, 'Code')]).toEqual([404, 'NoSuchDistribution']);
    const unsigned = await ask(`${url}/E2SANDBOX1PROD`);
    expect([unsigned.status, element(unsigned.text, 'Code')]).toEqual([
      403,
      'MissingAuthenticationToken',
    ]);
  });
});

const SECONDS = Date.parse('2026-11-23T03:00:00Z') / 1_000;

function metricQuery(name: string, stat: string, period = 60, distribution = 'E2SANDBOX1PROD') {
  const Dimensions = [
    { Name: 'DistributionId', Value: distribution },
    { Name: 'Region', Value: 'Global' },
  ];
  const Metric = { Namespace: 'AWS/CloudFront', MetricName: name, Dimensions };
  return { Id: 'm1', MetricStat: { Metric, Period: period, Stat: stat } };
}

function overJson(sandbox: Sandbox, query: object, from = SECONDS - 600, to = SECONDS) {
  return ask(sandbox.urls.aws, {
    method: 'POST',
    headers: {
      authorization: SIGNED,
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'GraniteServiceVersion20100801.GetMetricData',
    },
    body: { MetricDataQueries: [query], StartTime: from, EndTime: to },
  });
}

function overForm(sandbox: Sandbox, name: string, stat: string) {
  const at = 'MetricDataQueries.member.1';
  const body = new URLSearchParams({
    Action: 'GetMetricData',
    Version: '2010-08-01',
    StartTime: '2026-11-23T02:50:00Z',
    EndTime: '2026-11-23T03:00:00Z',
    [`${at}.Id`]: 'm1',
    [`${at}.MetricStat.Metric.Namespace`]: 'AWS/CloudFront',
    [`${at}.MetricStat.Metric.MetricName`]: name,
    [`${at}.MetricStat.Metric.Dimensions.member.1.Name`]: 'DistributionId',
    [`${at}.MetricStat.Metric.Dimensions.member.1.Value`]: 'E2SANDBOX1PROD',
    [`${at}.MetricStat.Metric.Dimensions.member.2.Name`]: 'Region',
    [`${at}.MetricStat.Metric.Dimensions.member.2.Value`]: 'Global',
    [`${at}.MetricStat.Period`]: '60',
    [`${at}.MetricStat.Stat`]: stat,
  });
  const headers = { authorization: SIGNED, 'content-type': 'application/x-www-form-urlencoded' };
  return ask(sandbox.urls.aws, { method: 'POST', headers, body: body.toString() });
}

describe('CloudWatch in the sandbox', () => {
  it('gives the same values over the JSON and the query protocol, the newest first', async () => {
    const { sandbox } = await sandboxed();
    const [result] = (await overJson(sandbox, metricQuery('Requests', 'Sum'))).json
      .MetricDataResults;
    expect(result).toMatchObject({ Id: 'm1', Label: 'Requests', StatusCode: 'Complete' });
    expect(result.Timestamps).toHaveLength(10);
    expect(result.Timestamps[0]).toBe(SECONDS - 60);
    expect(Math.min(...result.Values)).toBeGreaterThan(0);
    const { text } = await overForm(sandbox, 'Requests', 'Sum');
    const values = [...text.matchAll(/<member>(\d+)<\/member>/g)].map((match) => Number(match[1]));
    expect(values).toEqual(result.Values);
  });

  it('sums over longer periods what it gives by the minute', async () => {
    const { sandbox } = await sandboxed();
    const minutes = (await overJson(sandbox, metricQuery('Requests', 'Sum'))).json
      .MetricDataResults[0];
    const fives = (await overJson(sandbox, metricQuery('Requests', 'Sum', 300))).json
      .MetricDataResults[0];
    const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
    expect(fives.Values).toHaveLength(2);
    expect(sum(fives.Values)).toBe(sum(minutes.Values));
  });

  it('has no data for a statistic that is not valid, or for another distribution', async () => {
    const { sandbox } = await sandboxed();
    const wrong = [
      metricQuery('Requests', 'Average'),
      metricQuery('Requests', 'Sum', 60, 'EOTHER'),
    ];
    for (const query of wrong) {
      const { status, json } = await overJson(sandbox, query);
      expect([status, json.MetricDataResults[0].Values]).toEqual([200, []]);
    }
  });

  it('shows what a scenario says of the error rate and the cache', async () => {
    const { sandbox } = await sandboxed('site-down');
    const { Values } = (await overJson(sandbox, metricQuery('5xxErrorRate', 'Average'))).json
      .MetricDataResults[0];
    expect(Values[0]).toBeGreaterThan(85);
    expect(Values.at(-1)).toBeLessThan(1);
    const stale = await sandboxed('stale-cache');
    const cache = await overJson(stale.sandbox, metricQuery('CacheHitRate', 'Average'));
    expect(Math.max(...cache.json.MetricDataResults[0].Values)).toBeLessThan(80);
  });

  it('has higher percentiles of a latency above lower ones', async () => {
    const { sandbox } = await sandboxed();
    const at = async (stat: string) =>
      (await overJson(sandbox, metricQuery('OriginLatency', stat))).json.MetricDataResults[0]
        .Values[0];
    const [p50, p95, p99] = [await at('p50'), await at('p95'), await at('p99')];
    expect(p50).toBeLessThan(p95);
    expect(p95).toBeLessThan(p99);
  });

  it('refuses a start that is not before the end, in the protocol of the asker', async () => {
    const { sandbox } = await sandboxed();
    const { status, json } = await overJson(
      sandbox,
      metricQuery('Requests', 'Sum'),
      SECONDS,
      SECONDS,
    );
    expect(status).toBe(400);
    expect(json.__type).toContain('ValidationError');
  });
});
