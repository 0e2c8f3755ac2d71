import { day } from '../../domain/time/units.ts';
import type { OutageEffect, System } from '../http/exchange.ts';
import { type Ask, type Reply, text } from '../http/reply.ts';
import { hash32, hexOf, noise } from '../noise.ts';
import { atOrigin, type EdgeAnswer, isUploaded, servedAt, ttlOf } from '../world/edge.ts';
import { filler, gzipped } from '../world/filler.ts';
import { foreignPath, htmlOf } from '../world/html.ts';
import { imageHead } from '../world/image-file.ts';
import type { SandboxEnvironment, World } from '../world/model.ts';
import { ongoingOutage } from '../world/outages.ts';
import { type Asset, assetsOf, pageOf } from '../world/page.ts';
import { tagNamed, tagsAt } from '../world/versions.ts';

const POP = 'ICN57-P2';

function buildInfo(world: World, environment: SandboxEnvironment, served: EdgeAnswer): string {
  const tag = tagNamed(world, served.version);
  return `${JSON.stringify({
    version: served.version,
    commit: (tag?.sha ?? hexOf(served.version, 40)).slice(0, 12),
    buildTime: new Date(served.uploadedAt - 45_000).toISOString(),
    environment,
  })}\n`;
}

function assetOf(world: World, environment: SandboxEnvironment, path: string): Reply | undefined {
  for (const tag of tagsAt(world, world.now()).reverse()) {
    const asset = assetsOf(world, tag.version).find((one) => one.path === path);
    if (!asset) continue;
    if (isGone(world, environment, asset)) return GONE;
    if (!isUploaded(world, environment, tag.version, asset.name)) return GONE;
    return {
      status: 200,
      headers: { 'content-type': asset.type },
      body: filler(path, asset.bytes, asset.head),
    };
  }
  return undefined;
}

/** As S3 has it, through the edge. */
const GONE: Reply = {
  status: 404,
  headers: { 'content-type': 'application/xml', 'x-cache': 'Error from cloudfront' },
  body: '<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>',
};

/** A file of another version that the last deploy took away. */
function isGone(world: World, environment: SandboxEnvironment, asset: Asset): boolean {
  const version = atOrigin(world, environment);
  if (version === undefined || !world.scenario.workflow.removes.includes(asset.name)) return false;
  return !assetsOf(world, version).some(({ path }) => path === asset.path);
}

function foreignOf(world: World, version: string, path: string): Reply | undefined {
  const file = pageOf(world, version).thirdParty.find((one) => path === foreignPath(one));
  if (!file) return undefined;
  const { bytes, kind, width, height } = file;
  if (kind === 'script') return text(filler(path, bytes).toString(), 200, 'text/javascript');
  if (kind === 'style') return text(filler(path, bytes).toString(), 200, 'text/css');
  const head = kind === 'image' ? imageHead(path, width, height) : Buffer.from('wOF2');
  const type = kind === 'image' ? 'image/webp' : 'font/woff2';
  const body = filler(path, bytes, head);
  return { status: 200, headers: { 'content-type': type, ...ANY_ORIGIN }, body };
}

/** Fonts of another origin come with CORS alone. */
const ANY_ORIGIN = { 'access-control-allow-origin': '*' };

function content(
  world: World,
  environment: SandboxEnvironment,
  ask: Ask,
  served: EdgeAnswer,
): Reply {
  const { path } = ask;
  if (path === '/build-info.json') {
    return text(buildInfo(world, environment, served), 200, 'application/json');
  }
  if (path === '/flags.json') {
    const flags = { avatars: { fallback: world.scenario.fallback } };
    return text(`${JSON.stringify(flags)}\n`, 200, 'application/json');
  }
  const found = assetOf(world, environment, path) ?? foreignOf(world, served.version, path);
  // A single-page app answers every unknown path with its page, status 200.
  // Another name of the same machine is another origin: what comes from there belongs to others.
  const elsewhere = ask.origin.replace('127.0.0.1', 'localhost');
  return found ?? text(htmlOf(world, served.version, elsewhere), 200, 'text/html; charset=utf-8');
}

/** What CloudFront packs: text between 1,000 and 10,000,000 bytes. */
function isPacked(type: string, { length }: Buffer): boolean {
  return /^(?:text|application\/json|image\/svg)/.test(type) && length >= 1_000 && length < 1e7;
}

/** A part of a file, or all of it, packed where the asker takes that. */
function onTheWire(world: World, ask: Ask, reply: Reply): Reply {
  const body = Buffer.from(reply.body ?? '');
  const { headers = {} } = reply;
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(ask.headers.range ?? '') ?? [];
  if (reply.status === 200 && from !== undefined && Number(from) < body.length) {
    const part = body.subarray(Number(from), Number(to) + 1);
    const range = `bytes ${from}-${Number(from) + part.length - 1}/${body.length}`;
    return { status: 206, headers: { ...headers, 'content-range': range }, body: part };
  }
  const taken = /\bgzip\b/.test(String(ask.headers['accept-encoding'] ?? ''));
  if (!taken || !isPacked(headers['content-type'] ?? '', body)) return reply;
  const packed = gzipped(world, `${headers.etag}`, body);
  return { ...reply, headers: { ...headers, 'content-encoding': 'gzip' }, body: packed };
}

/** Remembers which copy of a path was given out last, to tell a Miss from a Hit. */
function edgeHeaders(world: World, environment: SandboxEnvironment) {
  const given = new Map<string, number>();
  return (path: string, served: EdgeAnswer, body: string | Buffer, n: number) => {
    const now = world.now();
    const ttl = ttlOf(world, environment, path);
    const known = given.get(path);
    given.set(path, served.copiedAt);
    const fresh = now - served.copiedAt < 2_000 && known !== served.copiedAt;
    const result = ttl <= 0 || fresh ? 'Miss' : 'Hit';
    const age = Math.floor((now - served.copiedAt) / 1_000);
    return {
      'cache-control':
        ttl <= 0
          ? 'no-cache'
          : `public, max-age=${ttl / 1_000}${ttl > day * 30 ? ', immutable' : ''}`,
      etag: `"${hexOf(`${hash32(body.toString('latin1'))}`, 32)}"`,
      'last-modified': new Date(served.uploadedAt).toUTCString(),
      server: 'AmazonS3',
      via: `1.1 ${hexOf(`${environment}/via`, 32)}.cloudfront.net (CloudFront)`,
      'x-amz-cf-pop': POP,
      'x-amz-cf-id': hexOf(`${environment}/${n}`, 48),
      'x-cache': `${result} from cloudfront`,
      ...(result === 'Hit' ? { age: String(age) } : {}),
    };
  };
}

function outage(world: World, environment: SandboxEnvironment): OutageEffect | undefined {
  const found = ongoingOutage(world, environment, world.now());
  if (!found) return undefined;
  if (found.kind === 'slow') return { kind: 'slow', delay: found.delay };
  if (found.kind === 'drop') return { kind: 'drop' };
  const body = `<html><head><title>ERROR: The request could not be satisfied</title></head><body><h1>${found.status} ERROR</h1></body></html>`;
  const reply = text(body, found.status, 'text/html');
  const headers = {
    ...reply.headers,
    'x-cache': 'Error from cloudfront',
    server: 'CloudFront',
    'x-amz-cf-pop': POP,
  };
  return { kind: 'status', reply: { ...reply, headers } };
}

/** The site of one environment behind its edge. */
export function site(world: World, environment: SandboxEnvironment): System {
  const headersOf = edgeHeaders(world, environment);
  let asked = 0;
  const handle = (ask: Ask): Reply => {
    if (ask.method !== 'GET' && ask.method !== 'HEAD') {
      return { status: 403, headers: { 'x-cache': 'Error from cloudfront' }, body: '' };
    }
    asked += 1;
    const lot = noise(world.seed, `fleet/${environment}/${asked}`);
    const served = servedAt(world, environment, ask.path, world.now(), lot);
    const reply = content(world, environment, ask, served);
    const headers = { ...headersOf(ask.path, served, reply.body ?? '', asked), ...reply.headers };
    const unchanged = ask.headers['if-none-match'] === headers.etag;
    return unchanged ? { status: 304, headers } : onTheWire(world, ask, { ...reply, headers });
  };
  return { name: environment, handle, outage: () => outage(world, environment) };
}
