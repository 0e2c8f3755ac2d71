import type { Ask, Reply } from '../../http/reply.ts';
import { type EdgeInvalidation, invalidationsOf } from '../../world/edge.ts';
import type { SandboxEnvironment, World } from '../../world/model.ts';
import { type Refusal, STAGING_DISTRIBUTION } from './access.ts';
import { refused, time, xml } from './cloudfront-xml.ts';
import { elements, textsOf } from './xml.ts';

const MAX_PATHS = 3_000;

const MAX_WILDCARDS = 15;

const MAX_LENGTH = 4_000;

export function environmentOf(ask: Ask): SandboxEnvironment {
  return ask.params.distribution === STAGING_DISTRIBUTION ? 'staging' : 'production';
}

function details(world: World, one: EdgeInvalidation) {
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

function created(world: World, ask: Ask, one: EdgeInvalidation): Reply {
  const location = `${ask.origin}${ask.path}/${one.id}`;
  return xml('Invalidation', elements(details(world, one)), 201, { location });
}

export function create(world: World, ask: Ask): Reply {
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

export function listInvalidations(world: World, ask: Ask): Reply {
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

export function one(world: World, ask: Ask): Reply {
  const found = invalidationsOf(world, environmentOf(ask)).find(
    (entry) => entry.id === ask.params.id,
  );
  const message = 'The specified invalidation does not exist.';
  if (!found) return refused({ status: 404, code: 'NoSuchInvalidation', message });
  return xml('Invalidation', elements(details(world, found)));
}
