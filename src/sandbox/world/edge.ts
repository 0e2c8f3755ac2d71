import { day, minute } from '../../domain/time/units.ts';
import { matchesGlob } from '../matches-glob.ts';
import { hash32 } from '../noise.ts';
import { type SandboxEnvironment, type World, worldEventsOf } from './model.ts';
import { remembered } from './remembered.ts';
import { runsOf, type SandboxRun, type Upload, uploadsOf } from './runs.ts';

export interface EdgeInvalidation {
  id: string;
  reference: string;
  paths: string[];
  at: number;
  completedAt: number;
}

/** Thirteen letters and digits after an `I`, as CloudFront has them. */
function idOf(reference: string): string {
  const half = (key: string) => hash32(key).toString(36).toUpperCase().padStart(7, '0');
  return `I${half(reference)}${half(`${reference}/2`).slice(1)}`;
}

function everyInvalidation(world: World, environment: SandboxEnvironment): EdgeInvalidation[] {
  const length = world.scenario.edge.invalidation * world.scenario.pace;
  const asked = worldEventsOf(world, 'invalidation').filter(
    (one) => one.environment === environment,
  );
  const byRuns = runsOf(world).flatMap((run: SandboxRun) => {
    const at = run.plan.invalidatedAt;
    const known = at !== undefined && Number.isFinite(at) && at <= (run.cutAt ?? at);
    if (!known || run.environment !== environment) return [];
    return [{ at, reference: `deploy-${run.id}`, paths: ['/*'] }];
  });
  return [...asked, ...byRuns]
    .sort((a, b) => a.at - b.at)
    .map(({ at, reference, paths }) => ({
      id: idOf(`${environment}/${reference}`),
      reference,
      paths,
      at,
      completedAt: at + length,
    }));
}

const everyOne = remembered((world) => ({
  production: everyInvalidation(world, 'production'),
  staging: everyInvalidation(world, 'staging'),
}));

/** Every invalidation of an environment, oldest first: those asked for, and those of deploy runs. */
export function invalidationsOf(world: World, environment: SandboxEnvironment): EdgeInvalidation[] {
  return everyOne(world)[environment].filter((one) => one.at <= world.now());
}

const refreshes = remembered((_world) => new Map<string, number[]>());

/** When invalidations reached the edge's copy of a path: half way to their completion. */
function refreshesOf(world: World, environment: SandboxEnvironment, path: string): number[] {
  const key = environment + path;
  const known = refreshes(world).get(key);
  if (known) return known;
  const found = everyOne(world)
    [environment].filter((one) => one.paths.some((pattern) => matchesGlob(pattern, path)))
    .map((one) => (one.at + one.completedAt) / 2)
    .sort((a, b) => a - b);
  refreshes(world).set(key, found);
  return found;
}

/** How long the edge keeps a path, in milliseconds; that of staging never for more than a minute. */
export function ttlOf(world: World, environment: SandboxEnvironment, path: string): number {
  const known = ttls(world)[environment];
  const ttl = known.get(path) ?? ttlToldOf(world, environment, path);
  known.set(path, ttl);
  return ttl;
}

const ttls = remembered((_world) => ({
  production: new Map<string, number>(),
  staging: new Map<string, number>(),
}));

function ttlToldOf(world: World, environment: SandboxEnvironment, path: string): number {
  const entries = Object.entries(world.scenario.edge.ttl);
  const ttl = entries.find(([pattern]) => matchesGlob(pattern, path))?.[1] ?? 0;
  return environment === 'staging' ? Math.min(ttl, minute) : ttl;
}

/**
 * When the edge took its copy of a path. The edge of a busy site is always warm: a copy is taken
 * again as soon as it has expired, or as soon as an invalidation has reached the edge.
 */
function copiedAt(
  world: World,
  environment: SandboxEnvironment,
  path: string,
  now: number,
): number {
  const ttl = ttlOf(world, environment, path);
  if (ttl <= 0) return now;
  const told = environment === 'production' ? world.scenario.edge.cachedAt : undefined;
  const first = world.startedAt + (told ?? (ttl % 1_700) - 30 * day);
  const reached = refreshesOf(world, environment, path).findLast((at) => at <= now) ?? first;
  const since = Math.max(first, reached);
  return since + Math.floor((now - since) / ttl) * ttl;
}

export interface EdgeAnswer {
  version: string;
  sha?: string;
  /** When the origin was given it. */
  uploadedAt: number;
  /** When the edge took its copy. */
  copiedAt: number;
}

/** The uploads of an environment that its whole edge gets, as far as they have a path. */
function originAt(world: World, environment: SandboxEnvironment, at: number, path: string) {
  const uploads = ownUploads(world, environment);
  const whole = (upload: Upload) => upload.run.reaches === undefined && hasPath(upload, path);
  return uploads.findLast((upload) => upload.at <= at && whole(upload)) ?? uploads.find(whole);
}

function ownUploads(world: World, environment: SandboxEnvironment): readonly Upload[] {
  const own = uploadsOf(world, environment);
  // A scenario need not tell of staging: it has what production has then.
  return own.length > 0 ? own : uploadsOf(world, 'production');
}

function hasPath({ run: { uploaded } }: Upload, path: string): boolean {
  return uploaded === undefined || uploaded.some((pattern) => matchesGlob(pattern, path));
}

/** False for a file that every run of its version ended before it had uploaded. */
export function isUploaded(
  world: World,
  environment: SandboxEnvironment,
  version: string,
  name: string,
): boolean {
  const now = world.now();
  const own = ownUploads(world, environment).filter(
    ({ run, at }) => run.version === version && at <= now,
  );
  return own.length === 0 || own.some((upload) => hasPath(upload, name));
}

export function hasSite(environment: string): environment is SandboxEnvironment {
  return environment === 'production' || environment === 'staging';
}

const canaries = remembered((world) => ({
  production: ownUploads(world, 'production').filter(({ run }) => run.reaches !== undefined),
  staging: ownUploads(world, 'staging').filter(({ run }) => run.reaches !== undefined),
}));

/** True where a deploy has ever reached only a part of the edge. */
export function hasCanary(world: World, environment: string): boolean {
  return hasSite(environment) && canaries(world)[environment].length > 0;
}

/** What a part of the edge serves in place of what the rest does, since the last deploy to all of it. */
function canaryAt(world: World, environment: SandboxEnvironment, at: number): Upload | undefined {
  const found = canaries(world)[environment].findLast((upload) => upload.at <= at);
  const whole = found && originAt(world, environment, at, '/');
  return found && (whole?.at ?? 0) < found.at ? found : undefined;
}

/** The version of most of the edge, and that of the part which another has reached, with the share of each. */
export function servedShares(
  world: World,
  environment: string,
  most: string,
  at: number,
): [version: string, share: number][] {
  const canary = hasSite(environment) ? canaryAt(world, environment, at) : undefined;
  const share = canary?.run.reaches ?? 0;
  if (!canary || share === 0) return [[most, 1]];
  return [
    [most, 1 - share],
    [canary.run.version, share],
  ];
}

/** The version that the origin holds now, whatever the edge serves. */
export function atOrigin(world: World, environment: SandboxEnvironment): string | undefined {
  return originAt(world, environment, world.now(), '/')?.run.version;
}

/** What the edge of an environment answers for a path; `lot` in [0, 1) picks the edge of a mixed fleet. */
export function servedAt(
  world: World,
  environment: SandboxEnvironment,
  path: string,
  now: number,
  lot = 1,
): EdgeAnswer {
  const other = world.scenario.edge.other;
  const at = copiedAt(world, environment, path, now);
  if (other && environment === 'production' && lot < other.share) {
    const run = uploadsOf(world, environment).find((u) => u.run.version === other.version);
    return { version: other.version, uploadedAt: run?.at ?? world.startedAt, copiedAt: at };
  }
  const canary = lot < 1 ? canaryAt(world, environment, at) : undefined;
  if (canary && lot < (canary.run.reaches ?? 0)) {
    return { version: canary.run.version, uploadedAt: canary.at, copiedAt: at };
  }
  const origin = originAt(world, environment, at, path);
  const fallback = world.scenario.versions[0]?.version ?? 'v0.0.0';
  return {
    version: origin?.run.version ?? fallback,
    uploadedAt: origin?.at ?? world.startedAt,
    copiedAt: at,
  };
}
