import { type Ask, json, type Reply } from '../../http/reply.ts';
import type { World } from '../../world/model.ts';
import { type Refusal, refusalOf } from './access.ts';
import { type Query, type Result, results } from './metric-data.ts';
import { elements } from './xml.ts';

const TARGET = 'GraniteServiceVersion20100801';
const NAMESPACE = 'http://monitoring.amazonaws.com/doc/2010-08-01/';
const REQUEST_ID = '7c5dcb60-3f0a-4a3b-9d9a-5a2b1c0d9e8f';
const MAX_QUERIES = 500;

/** What GetMetricData was asked, whatever the protocol. Times in epoch milliseconds. */
interface Wanted {
  queries: Query[];
  from: number;
  to: number;
  ascending: boolean;
}

function form(ask: Ask): Wanted {
  const fields = new URLSearchParams(ask.body);
  const text = (name: string) => fields.get(name) ?? '';
  const queries: Query[] = [];
  for (let i = 1; fields.has(`MetricDataQueries.member.${i}.Id`); i += 1) {
    const at = `MetricDataQueries.member.${i}`;
    const dimensions: Record<string, string> = {};
    for (let d = 1; fields.has(`${at}.MetricStat.Metric.Dimensions.member.${d}.Name`); d += 1) {
      const dimension = `${at}.MetricStat.Metric.Dimensions.member.${d}`;
      dimensions[text(`${dimension}.Name`)] = text(`${dimension}.Value`);
    }
    queries.push({
      id: text(`${at}.Id`),
      label: text(`${at}.Label`) || undefined,
      namespace: text(`${at}.MetricStat.Metric.Namespace`),
      metric: text(`${at}.MetricStat.Metric.MetricName`),
      dimensions,
      period: Number(text(`${at}.MetricStat.Period`)) || 60,
      stat: text(`${at}.MetricStat.Stat`),
      expression: text(`${at}.Expression`) || undefined,
    });
  }
  const ascending = text('ScanBy') === 'TimestampAscending';
  return { queries, from: timeOf(text('StartTime')), to: timeOf(text('EndTime')), ascending };
}

/** ISO 8601, or epoch seconds. */
function timeOf(value: unknown): number {
  if (typeof value === 'number') return value * 1_000;
  const text = String(value ?? '');
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1_000 : Date.parse(text);
}

interface JsonQuery {
  Id?: string;
  Label?: string;
  Expression?: string;
  MetricStat?: {
    Metric?: {
      Namespace?: string;
      MetricName?: string;
      Dimensions?: { Name: string; Value: string }[];
    };
    Period?: number;
    Stat?: string;
  };
}

function parsedJson(ask: Ask): Wanted {
  const body = JSON.parse(ask.body) as {
    MetricDataQueries?: JsonQuery[];
    StartTime?: unknown;
    EndTime?: unknown;
    ScanBy?: string;
  };
  const queries = (body.MetricDataQueries ?? []).map((query) => ({
    id: query.Id ?? '',
    label: query.Label,
    namespace: query.MetricStat?.Metric?.Namespace ?? '',
    metric: query.MetricStat?.Metric?.MetricName ?? '',
    dimensions: Object.fromEntries(
      (query.MetricStat?.Metric?.Dimensions ?? []).map(({ Name, Value }) => [Name, Value]),
    ),
    period: query.MetricStat?.Period ?? 60,
    stat: query.MetricStat?.Stat ?? '',
    expression: query.Expression,
  }));
  const ascending = body.ScanBy === 'TimestampAscending';
  return { queries, from: timeOf(body.StartTime), to: timeOf(body.EndTime), ascending };
}

function invalid({ queries, from, to }: Wanted): Refusal | undefined {
  const wrong = (message: string) => ({ status: 400, code: 'ValidationError', message });
  if (queries.length === 0) return wrong('The parameter MetricDataQueries is required.');
  if (queries.length > MAX_QUERIES)
    return wrong('The collection MetricDataQueries must not have a size greater than 500.');
  if (Number.isNaN(from) || Number.isNaN(to))
    return wrong('The parameters StartTime and EndTime are required.');
  if (from >= to) return wrong('The parameter StartTime must be less than the parameter EndTime.');
  if (queries.some((query) => query.expression))
    return wrong('The sandbox does not compute expressions.');
  return undefined;
}

function asXml(found: Result[]): Reply {
  const members = found.map((one) => ({
    Id: one.id,
    Label: one.label,
    StatusCode: 'Complete',
    Timestamps: { member: one.points.map(({ at }) => new Date(at).toISOString()) },
    Values: { member: one.points.map(({ value }) => value) },
  }));
  const inner = elements({
    GetMetricDataResult: { MetricDataResults: { member: members }, Messages: '' },
    ResponseMetadata: { RequestId: REQUEST_ID },
  });
  const body = `<GetMetricDataResponse xmlns="${NAMESPACE}">${inner}</GetMetricDataResponse>`;
  return {
    status: 200,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': REQUEST_ID },
    body,
  };
}

function asJson(found: Result[]): Reply {
  const MetricDataResults = found.map((one) => ({
    Id: one.id,
    Label: one.label,
    StatusCode: 'Complete',
    Timestamps: one.points.map(({ at }) => at / 1_000),
    Values: one.points.map(({ value }) => value),
  }));
  return json({ MetricDataResults, Messages: [] }, 200, {
    'content-type': 'application/x-amz-json-1.0',
    'x-amzn-requestid': REQUEST_ID,
  });
}

function refusedAsXml({ status, code, message }: Refusal): Reply {
  const inner = elements({
    Error: { Type: 'Sender', Code: code, Message: message },
    RequestId: REQUEST_ID,
  });
  const body = `<ErrorResponse xmlns="${NAMESPACE}">${inner}</ErrorResponse>`;
  return { status, headers: { 'content-type': 'text/xml' }, body };
}

function refusedAsJson({ status, code, message }: Refusal): Reply {
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amzn-query-error': `${code};Sender`,
  };
  return json({ __type: `com.amazonaws.cloudwatch#${code}`, message }, status, headers);
}

/** CloudWatch's GetMetricData, in the query protocol of older clients and the JSON one of newer. */
export function cloudwatch(world: World, ask: Ask): Reply | undefined {
  const target = ask.headers['x-amz-target'];
  const inJson = target === `${TARGET}.GetMetricData`;
  const inForm = new URLSearchParams(ask.body).get('Action') === 'GetMetricData';
  if (ask.method !== 'POST' || !(inJson || inForm)) return undefined;
  const refuse = inJson ? refusedAsJson : refusedAsXml;
  const refusal = refusalOf(ask, 'cloudwatch:GetMetricData', '*');
  if (refusal) return refuse(refusal);
  const wanted = inJson ? parsedJson(ask) : form(ask);
  const problem = invalid(wanted);
  if (problem) return refuse(problem);
  const found = results(world, wanted.queries, wanted);
  return inJson ? asJson(found) : asXml(found);
}
