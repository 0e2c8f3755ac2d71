import { type Ask, type Reply, type Route, route } from '../../http/reply.ts';
import { hash32 } from '../../noise.ts';
import { type Invalidation, invalidationsOf } from '../../world/edge.ts';
import type { Environment, World } from '../../world/world.ts';
import { ACCOUNT, DISTRIBUTION, type Refusal, refusalOf, STAGING_DISTRIBUTION } from './access.ts';
import { elements, textsOf } from './xml.ts';

const NAMESPACE = 'http://cloudfront.amazonaws.com/doc/2020-05-31/';
const MAX_PATHS = 3_000;
const MAX_WILDCARDS = 15;
const MAX_LENGTH = 4_000;

function xml(
  name: string,
  inner: string,
  status = 200,
  headers: Record<string, string> = {},
): Reply {
  return {
    status,
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId(inner), ...headers },
    body: `<?xml version="1.0"?>\n<${name} xmlns="${NAMESPACE}">${inner}</${name}>`,
  };
}

function requestId(of: string): string {
  const hex = hash32(of).toString(16).padStart(8, '0');
  return `${hex}-1c2d-4e5f-8a9b-${hex}0042`;
}

function refused({ status, code, message }: Refusal): Reply {
  const inner = elements({
    Error: { Type: 'Sender', Code: code, Message: message },
    RequestId: requestId(code),
  });
  return xml('ErrorResponse', inner, status);
}

function time(at: number): string {
  return new Date(at).toISOString();
}

function environmentOf(ask: Ask): Environment {
  return ask.params.distribution === STAGING_DISTRIBUTION ? 'staging' : 'production';
}

function details(world: World, one: Invalidation) {
  return {
    Id: one.id,
    Status: world.now() >= one.completedAt ? 'Completed' : 'InProgress',
    CreateTime: time(one.at),
    InvalidationBatch: {
      Paths: { Quantity: one.paths.length, Items: { Path: one.paths } },
      CallerReference: one.reference,
    },
  };
}

/** Why CloudFront would refuse these paths; undefined when it would not. */
function pathProblem(paths: readonly string[], quantity: number): Refusal | undefined {
  const invalid = paths.some((path) => {
    if (path.startsWith('#')) return path.length < 2 || path.length > 257 || path.includes('*');
    const star = path.indexOf('*');
    const unsafe = /[^\x21-\x7e]|[<>"{}|\\^`]/.test(path);
    return (
      !path.startsWith('/') ||
      path.length > MAX_LENGTH ||
      unsafe ||
      (star >= 0 && star < path.length - 1)
    );
  });
  if (invalid || paths.length === 0) {
    const message = 'Your request contains one or more invalid invalidation paths.';
    return { status: 400, code: 'InvalidArgument', message };
  }
  if (quantity === paths.length) return undefined;
  const message = "The value of Quantity and the size of Items don't match.";
  return { status: 400, code: 'InconsistentQuantities', message };
}

function tooMany(world: World, ask: Ask, paths: readonly string[]): Refusal | undefined {
  const open = invalidationsOf(world, environmentOf(ask)).filter(
    (one) => one.completedAt > world.now(),
  );
  const all = [...open.flatMap((one) => one.paths), ...paths];
  const wild = all.filter((path) => path.endsWith('*')).length;
  if (paths.length > MAX_PATHS) {
    return {
      status: 413,
      code: 'BatchTooLarge',
      message: 'Invalidation batch specified is too large.',
    };
  }
  if (wild <= MAX_WILDCARDS && all.length - wild <= MAX_PATHS) return undefined;
  const message =
    'Processing your request will cause you to exceed the maximum number of in-progress wildcard invalidations.';
  return { status: 400, code: 'TooManyInvalidationsInProgress', message };
}

function created(world: World, ask: Ask, one: Invalidation): Reply {
  const location = `${ask.origin}${ask.path}/${one.id}`;
  return xml('Invalidation', elements(details(world, one)), 201, { location });
}

function create(world: World, ask: Ask): Reply {
  const paths = textsOf(ask.body, 'Path');
  const reference = textsOf(ask.body, 'CallerReference')[0] ?? '';
  if (!ask.body.includes('<InvalidationBatch')) {
    return refused({
      status: 400,
      code: 'MissingBody',
      message: 'This operation requires a body.',
    });
  }
  const before = invalidationsOf(world, environmentOf(ask)).find(
    (one) => one.reference === reference,
  );
  if (before) {
    if (before.paths.join('\n') === paths.join('\n')) return created(world, ask, before);
    const message =
      'Your request contains a caller reference that was used for a previous invalidation batch for the same distribution.';
    return refused({ status: 400, code: 'InvalidationBatchAlreadyExists', message });
  }
  const problem =
    pathProblem(paths, Number(textsOf(ask.body, 'Quantity')[0])) ?? tooMany(world, ask, paths);
  if (problem) return refused(problem);
  world.record({
    kind: 'invalidation',
    at: world.now(),
    environment: environmentOf(ask),
    reference,
    paths,
  });
  const made = invalidationsOf(world, environmentOf(ask)).find(
    (one) => one.reference === reference,
  );
  return made
    ? created(world, ask, made)
    : refused({ status: 500, code: 'InternalError', message: '' });
}

function list(world: World, ask: Ask): Reply {
  const all = invalidationsOf(world, environmentOf(ask)).reverse();
  const max = Math.min(100, Number(ask.query.get('MaxItems') ?? 100) || 100);
  const marker = ask.query.get('Marker') ?? '';
  const from = marker ? all.findIndex((one) => one.id === marker) + 1 : 0;
  const items = all.slice(from, from + max);
  const more = from + max < all.length;
  const summaries = items.map((one) => {
    const { Id, CreateTime, Status } = details(world, one);
    return { Id, CreateTime, Status };
  });
  return xml(
    'InvalidationList',
    elements({
      Marker: marker,
      NextMarker: more ? items.at(-1)?.id : undefined,
      MaxItems: max,
      IsTruncated: more,
      Quantity: items.length,
      Items: { InvalidationSummary: summaries },
    }),
  );
}

function one(world: World, ask: Ask): Reply {
  const found = invalidationsOf(world, environmentOf(ask)).find(
    (entry) => entry.id === ask.params.id,
  );
  const message = 'The specified invalidation does not exist.';
  if (!found) return refused({ status: 404, code: 'NoSuchInvalidation', message });
  return xml('Invalidation', elements(details(world, found)));
}

function distribution(world: World, ask: Ask, id: string): Reply {
  const open = invalidationsOf(world, environmentOf(ask)).filter(
    (entry) => entry.completedAt > world.now(),
  );
  const host = `${id.toLowerCase().slice(1)}.cloudfront.net`;
  const alias = id === DISTRIBUTION ? 'talkstudio.app' : 'staging.talkstudio.app';
  const empty = { Quantity: 0 };
  const config = {
    CallerReference: 'talkstudio',
    // The sites are reached by address here.
    Aliases: { Quantity: 2, Items: { CNAME: [alias, '127.0.0.1'] } },
    DefaultRootObject: 'index.html',
    Origins: {
      Quantity: 1,
      Items: {
        Origin: {
          Id: 's3',
          DomainName: 'talkstudio.s3.amazonaws.com',
          S3OriginConfig: { OriginAccessIdentity: '' },
        },
      },
    },
    DefaultCacheBehavior: {
      TargetOriginId: 's3',
      ViewerProtocolPolicy: 'redirect-to-https',
      Compress: true,
    },
    CacheBehaviors: empty,
    CustomErrorResponses: empty,
    Comment: 'TalkStudio',
    PriceClass: 'PriceClass_All',
    Enabled: true,
  };
  const inner = elements({
    Id: id,
    ARN: `arn:aws:cloudfront::${ACCOUNT}:distribution/${id}`,
    Status: 'Deployed',
    LastModifiedTime: time(world.startedAt - 30 * 86_400_000),
    InProgressInvalidationBatches: open.length,
    DomainName: host,
    ...(ask.path.endsWith('/config') ? {} : { DistributionConfig: config }),
  });
  if (!ask.path.endsWith('/config'))
    return xml('Distribution', inner, 200, { etag: 'E2QWRUHSANDBOX' });
  return xml('DistributionConfig', elements(config), 200, { etag: 'E2QWRUHSANDBOX' });
}

/** The part of CloudFront's API (2020-05-31, rest-xml) that tsops and `aws` use on-call. */
export function cloudfrontRoutes(world: World): Route[] {
  const base = '/2020-05-31/distribution/:distribution';
  const guarded = (action: string, run: (ask: Ask, id: string) => Reply) => (ask: Ask) => {
    const id = ask.params.distribution ?? '';
    const arn = `arn:aws:cloudfront::${ACCOUNT}:distribution/${id}`;
    const refusal = refusalOf(ask, `cloudfront:${action}`, arn);
    if (refusal) return refused(refusal);
    const known = id === DISTRIBUTION || id === STAGING_DISTRIBUTION;
    const message = 'The specified distribution does not exist.';
    return known ? run(ask, id) : refused({ status: 404, code: 'NoSuchDistribution', message });
  };
  return [
    route(
      'POST',
      `${base}/invalidation`,
      guarded('CreateInvalidation', (ask) => create(world, ask)),
    ),
    route(
      'GET',
      `${base}/invalidation`,
      guarded('ListInvalidations', (ask) => list(world, ask)),
    ),
    route(
      'GET',
      `${base}/invalidation/:id`,
      guarded('GetInvalidation', (ask) => one(world, ask)),
    ),
    route(
      'GET',
      base,
      guarded('GetDistribution', (ask, id) => distribution(world, ask, id)),
    ),
    route(
      'GET',
      `${base}/config`,
      guarded('GetDistributionConfig', (ask, id) => distribution(world, ask, id)),
    ),
  ];
}
