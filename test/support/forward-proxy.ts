/* A proxy on loopback as squid is one: it asks for whole addresses, and tunnels to secure ports. */
import {
  createServer,
  type IncomingMessage,
  request as requestHttp,
  type ServerResponse,
} from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

export interface ForwardProxy {
  /** `http://127.0.0.1:port`. */
  readonly url: string;
  /** What it was asked, each with the credentials that came along (`-` for none). */
  readonly asked: string[];
  close(): Promise<void>;
}

interface Behaviour {
  /** Answers a plain request itself instead of passing it on. */
  readonly plain?: (request: IncomingMessage, response: ServerResponse) => void;
  /** The status of an answer to CONNECT; 200 tunnels. */
  readonly connect?: number;
  /** Where every request leads instead of to the port it names. */
  readonly port?: number;
  /** Where it listens, if not on 127.0.0.1. */
  readonly address?: string;
}

export async function forwardProxy(behaviour: Behaviour = {}): Promise<ForwardProxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const note = ({ method, url, headers }: IncomingMessage): void => {
    asked.push(`${method} ${url} ${headers['proxy-authorization'] ?? '-'}`);
  };
  const server = createServer((request, response) => {
    note(request);
    if (behaviour.plain === undefined) pass(request, response, behaviour.port);
    else behaviour.plain(request, response);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  server.on('connect', (request, client) => {
    note(request);
    const { connect: status = 200, port = Number(request.url?.split(':').at(-1)) } = behaviour;
    if (status === 200) tunnel(client as Socket, port);
    else client.end(`HTTP/1.1 ${status} No\r\n\r\n`);
  });
  const { address = '127.0.0.1' } = behaviour;
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  return {
    url: `http://${address.includes(':') ? `[${address}]` : address}:${(server.address() as AddressInfo).port}`,
    asked,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function pass(request: IncomingMessage, response: ServerResponse, port: number | undefined): void {
  const url = new URL(request.url ?? '');
  const { method, headers } = request;
  const options = { host: '127.0.0.1', port: port ?? url.port, path: url.pathname + url.search };
  const onward = requestHttp({ ...options, method, headers, agent: false }, (answer) => {
    response.writeHead(answer.statusCode ?? 0, { ...answer.headers, via: '1.1 proxy.test' });
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  request.pipe(onward);
}

function tunnel(client: Socket, port: number): void {
  const upstream = connect(port, '127.0.0.1', () => {
    client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    upstream.pipe(client).pipe(upstream);
  });
  client.on('error', () => upstream.destroy());
  client.on('close', () => upstream.destroy());
  upstream.on('error', () => client.destroy());
}
