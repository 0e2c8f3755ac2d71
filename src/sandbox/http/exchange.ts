import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Faults, SandboxFault } from './fault.ts';
import { maskHeaders } from './mask.ts';
import { applyFault } from './misbehave.ts';
import type { Ask, Reply } from './reply.ts';

/** One request that a system has taken. `unexpected` where the system knows no such address. */
export interface TakenRequest {
  /** Epoch milliseconds of the world's clock. */
  at: number;
  system: string;
  method: string;
  /** With the query. */
  path: string;
  headers: Record<string, string>;
  body: string;
  /** Undefined until answered, or where the connection was dropped. */
  status?: number;
  fault?: SandboxFault['kind'];
  unexpected?: true;
}

export interface System {
  readonly name: string;
  /** Milliseconds that its clock is ahead of the world's, which its Date then tells; undefined: node's own. */
  readonly ahead?: number;
  /** Undefined where there is no such address. */
  handle(ask: Ask): Reply | undefined;
  /** What an outage of the scenario makes of a request; undefined where there is none. */
  outage?(ask: Ask): OutageEffect | undefined;
}

export type OutageEffect =
  | { kind: 'drop' }
  | { kind: 'slow'; delay: number }
  | { kind: 'status'; reply: Reply };

export interface Wire {
  readonly faults: Faults;
  readonly taken: TakenRequest[];
  now(): number;
}

const MAX_BODY = 2_000_000;
/** A sandbox may stand for days; the oldest requests are forgotten. */
const MOST_KEPT = 20_000;

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size <= MAX_BODY) chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const NOT_FOUND: Reply = {
  status: 404,
  headers: { 'content-type': 'application/json' },
  body: '{"message":"Not Found"}',
};

function send(response: ServerResponse, reply: Reply, head: boolean, date?: number): void {
  const body = reply.body ?? '';
  const length = Buffer.byteLength(body);
  const bodiless = reply.status === 204 || reply.status === 304;
  response.writeHead(reply.status, {
    ...(bodiless ? {} : { 'content-length': String(length) }),
    ...(date === undefined ? {} : { date: new Date(date).toUTCString() }),
    ...reply.headers,
  });
  response.end(head || bodiless ? undefined : body);
}

async function take(system: System, wire: Wire, request: IncomingMessage, origin: string) {
  const url = new URL(`http://sandbox${request.url ?? '/'}`);
  const { pathname: path, searchParams: query } = url;
  const method = request.method ?? 'GET';
  const { headers } = request;
  const fault = wire.faults.take(system.name, method, path);
  if (fault?.kind === 'drop-before') return undefined;
  const body = await bodyOf(request);
  const taken: TakenRequest = {
    at: wire.now(),
    system: system.name,
    method,
    path: path + url.search,
    headers: maskHeaders(headers),
    body,
    ...(fault ? { fault: fault.kind } : {}),
  };
  if (wire.taken.push(taken) > MOST_KEPT) wire.taken.splice(0, MOST_KEPT / 10);
  const ask: Ask = { method, path, query, headers, body, params: {}, origin };
  return { taken, ask, fault };
}

/** Answers one request of a system: records it, applies faults and outages, then asks the system. */
export async function serveExchange(
  system: System,
  wire: Wire,
  origin: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.on('error', () => {});
  const found = await take(system, wire, request, origin);
  if (!found) {
    request.socket.destroy();
    return;
  }
  const { taken, ask, fault } = found;
  const answer = () => {
    const reply = system.handle(ask);
    if (!reply) taken.unexpected = true;
    return reply ?? NOT_FOUND;
  };
  const finish = (reply: Reply) => {
    taken.status = reply.status;
    const date = system.ahead === undefined ? undefined : wire.now() + system.ahead;
    if (!response.destroyed) send(response, reply, ask.method === 'HEAD', date);
  };
  if (fault) applyFault({ fault, response, answer, finish });
  else settle(system.outage?.(ask), request, answer, finish);
}

function settle(
  effect: OutageEffect | undefined,
  request: IncomingMessage,
  answer: () => Reply,
  finish: (reply: Reply) => void,
): void {
  if (effect?.kind === 'drop') request.socket.destroy();
  else if (effect?.kind === 'slow') setTimeout(() => finish(answer()), effect.delay).unref();
  else finish(effect?.kind === 'status' ? effect.reply : answer());
}
