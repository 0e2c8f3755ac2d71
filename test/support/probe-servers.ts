/*
 * Servers on loopback for the prober to meet, and a prober with what each test changes about it.
 * `closeServers` ends all of them, with the connections that still hang.
 */
import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createSecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { createServer as createHttpsServer } from 'node:https';
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from 'node:net';
import type { ProbeTarget } from '../../src/domain/health/probe.ts';
import { createSite, type SiteOptions } from '../../src/services/site/client.ts';

const open: { server: Server; sockets: Set<Socket> }[] = [];

async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  open.push({ server, sockets });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

export async function closeServers(): Promise<void> {
  for (const { server, sockets } of open.splice(0)) {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
}

/** `http://127.0.0.1:port` of a server that answers so. */
export async function httpServer(answer: RequestListener): Promise<string> {
  return `http://127.0.0.1:${await listen(createHttpServer(answer))}`;
}

/** The port of a server that does this with each raw connection. */
export async function tcpServer(take: (socket: Socket) => void): Promise<number> {
  return listen(createTcpServer(take));
}

/** A port on which nothing listens. */
export async function closedPort(): Promise<number> {
  const server = createTcpServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export type Fixture =
  | 'valid'
  | 'expired'
  | 'not-yet-valid'
  | 'other-name'
  | 'self-signed'
  | 'self-signed-expired';

function fixture(name: string): string {
  return readFileSync(new URL(`../fixtures/tls/${name}.pem`, import.meta.url), 'utf8');
}

/** `https://127.0.0.1:port` of a server with one of the certificates of `fixtures/tls`. */
export async function httpsServer(certificate: Fixture, answer: RequestListener): Promise<string> {
  const server = createHttpsServer({ key: fixture('key'), cert: fixture(certificate) }, answer);
  server.on('tlsClientError', () => undefined);
  return `https://127.0.0.1:${await listen(server)}`;
}

/** `https://127.0.0.1:port` of a server that speaks HTTP/2 and nothing else. */
export async function http2Server(
  answer: (request: Http2ServerRequest, response: Http2ServerResponse) => void,
): Promise<string> {
  const server = createSecureServer({ key: fixture('key'), cert: fixture('valid') }, answer);
  server.on('tlsClientError', () => undefined);
  server.on('sessionError', () => undefined);
  return `https://127.0.0.1:${await listen(server)}`;
}

/** The test authority, to trust instead of the usual ones. */
export const testAuthority = fixture('ca');

/** A prober that trusts the test authority, on a real clock unless one is given. */
export function testSite(options: Partial<SiteOptions> = {}) {
  return createSite({
    env: {},
    drill: false,
    clock: { now: () => Date.now() },
    ca: fixture('ca'),
    ...options,
  });
}

export function target(url: string, changes: Partial<ProbeTarget> = {}): ProbeTarget {
  return {
    name: 'a monitor',
    url,
    env: 'production',
    method: 'GET',
    timeout: 5000,
    headers: {},
    keyword: null,
    status: [{ from: 200, to: 299 }],
    slowAfter: 3000,
    certWarnDays: 14,
    maxBody: 1_048_576,
    ...changes,
  };
}
