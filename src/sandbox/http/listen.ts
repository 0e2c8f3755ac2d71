import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Server, Socket } from 'node:net';
import type { Identity } from '../certificate.ts';
import { type System, serveExchange, type Wire } from './exchange.ts';

export interface Listening {
  /** `http://127.0.0.1:PORT`; of a unix socket its path. */
  readonly url: string;
  /** What a server with TLS shows from the next connection on; nothing happens on one without. */
  present(identity: Identity): void;
  close(): Promise<void>;
}

export interface Where {
  /** A unix socket in place of a port. */
  readonly socketPath?: string;
  /** Listens with TLS. */
  readonly identity?: Identity;
  /** What links in answers begin with; default: where it listens. */
  readonly origin?: string;
}

async function createFor(identity: Identity | undefined, listener: RequestListener) {
  if (!identity) return { server: createServer(listener) as Server, present: () => {} };
  const https = await import('node:https');
  const server = https.createServer({ ...identity }, listener);
  return {
    server: server as Server,
    present: (other: Identity) => server.setSecureContext({ ...other }),
  };
}

/** An answer that went wrong here is a 500, as it would be there. */
function failed(response: ServerResponse, problem: unknown): void {
  if (response.headersSent) response.destroy();
  else response.writeHead(500, { 'content-type': 'text/plain' }).end(`sandbox: ${String(problem)}`);
}

function cutOnClose(server: Server): () => Promise<void> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
}

/** A program that takes us for its proxy asks for a real address. */
const noWayOut =
  'sandbox: no real address is reached from a drill; TSOPS_URL is the site of the sandbox\n';

/** Listens on an own port of 127.0.0.1, or on a unix socket; `close` cuts every connection. */
export async function listen(system: System, wire: Wire, where: Where = {}): Promise<Listening> {
  let url = '';
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    if (/^https?:/i.test(request.url ?? '')) {
      response.writeHead(403, { 'content-type': 'text/plain' }).end(noWayOut);
      return;
    }
    serveExchange(system, wire, where.origin ?? url, request, response).catch((problem) =>
      failed(response, problem),
    );
  };
  const { server, present } = await createFor(where.identity, answer);
  server.on('connect', (_, socket: Socket) => {
    socket.end(`HTTP/1.1 403 Not in a drill\r\ncontent-type: text/plain\r\n\r\n${noWayOut}`);
  });
  const close = cutOnClose(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    if (where.socketPath) server.listen(where.socketPath, resolve);
    else server.listen(0, '127.0.0.1', resolve);
  });
  const port = where.socketPath ? 0 : (server.address() as AddressInfo).port;
  url = where.socketPath ?? `${where.identity ? 'https' : 'http'}://127.0.0.1:${port}`;
  return { url, present, close };
}
