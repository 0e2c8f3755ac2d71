import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Fault, Faults } from './fault.ts';
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
  fault?: Fault['kind'];
  unexpected?: true;
}

export interface System {
  readonly name: string;
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

function send(response: ServerResponse, reply: Reply, head: boolean): void {
  const body = reply.body ?? '';
  const length = Buffer.byteLength(body);
  const bodiless = reply.status === 204 || reply.status === 304;
  response.writeHead(reply.status, {
    ...(bodiless ? {} : { 'content-length': String(length) }),
    ...reply.headers,
  });
  response.end(head || bodiless ? undefined : body);
}

/** Answers the requests of one system: records them, applies faults and outages, then asks the system. */
function listener(system: System, wire: Wire, origin: () => string) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.on('error', () => {});
    const url = new URL(request.url ?? '/', 'http://sandbox');
    const method = request.method ?? 'GET';
    const { pathname: path, searchParams: query } = url;
    const fault = wire.faults.take(system.name, method, path);
    if (fault?.kind === 'drop-before') {
      request.socket.destroy();
      return;
    }
    const body = await bodyOf(request).catch(() => '');
    const taken: TakenRequest = {
      at: wire.now(),
      system: system.name,
      method,
      path: path + url.search,
      headers: maskHeaders(request.headers),
      body,
      ...(fault ? { fault: fault.kind } : {}),
    };
    wire.taken.push(taken);
    const ask: Ask = {
      method,
      path,
      query,
      headers: request.headers,
      body,
      params: {},
      origin: origin(),
    };
    const answer = () => {
      const reply = system.handle(ask);
      if (!reply) taken.unexpected = true;
      return reply ?? NOT_FOUND;
    };
    const finish = (reply: Reply) => {
      taken.status = reply.status;
      if (!response.destroyed) send(response, reply, method === 'HEAD');
    };
    if (fault) {
      applyFault({ fault, response, answer, finish });
      return;
    }
    const effect = system.outage?.(ask);
    if (effect?.kind === 'drop') return void request.socket.destroy();
    if (effect?.kind === 'slow')
      return void setTimeout(() => finish(answer()), effect.delay).unref();
    finish(effect?.kind === 'status' ? effect.reply : answer());
  };
}

export interface Listening {
  /** `http://127.0.0.1:PORT`; of a unix socket its path. */
  readonly url: string;
  close(): Promise<void>;
}

type Factory = (handler: (request: IncomingMessage, response: ServerResponse) => void) => Server;

/** Listens on an own port of 127.0.0.1, or on a unix socket, and closes with every connection cut. */
export async function listen(
  system: System,
  wire: Wire,
  options: { socketPath?: string; create?: Factory; scheme?: string; origin?: string } = {},
): Promise<Listening> {
  let url = '';
  const handle = listener(system, wire, () => options.origin ?? url);
  const server = (options.create ?? createServer)((request, response) => {
    handle(request, response).catch(() => request.socket.destroy());
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    if (options.socketPath) server.listen(options.socketPath, resolve);
    else server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = (server.address() as AddressInfo | null) ?? { port: 0 };
  url = options.socketPath ?? `${options.scheme ?? 'http'}://127.0.0.1:${port}`;
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
