import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach } from 'vitest';

export interface ScriptedReply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON; text as it is. */
  readonly body?: unknown;
  /** Take the request, then drop the connection. */
  readonly drop?: boolean;
}

export interface ScriptedRequest {
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** Whether its connection had carried another request before. */
  readonly reused: boolean;
}

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A vendor on loopback that answers each request by what `reply` makes of it; closed after the test. */
export async function scriptedVendor(
  reply: (request: ScriptedRequest, index: number) => ScriptedReply,
) {
  const seen: ScriptedRequest[] = [];
  const known = new WeakSet<Socket>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const { url = '', headers, socket } = request;
      const asked = { url, headers, body, reused: known.has(socket) };
      known.add(socket);
      seen.push(asked);
      const {
        status = 200,
        headers: more = {},
        body: sent = '',
        drop,
      } = reply(asked, seen.length - 1);
      if (drop === true) {
        socket.destroy();
        return;
      }
      const text = typeof sent === 'string' ? sent : JSON.stringify(sent);
      const type = text.startsWith('<?xml') ? 'text/xml' : 'application/json';
      response.writeHead(status, { 'content-type': type, ...more }).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}
