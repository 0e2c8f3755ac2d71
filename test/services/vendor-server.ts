import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';

export interface VendorReply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON; text and bytes as they are. */
  readonly body?: unknown;
  /** Take the request, then drop the connection. */
  readonly drop?: boolean;
  /** Take the request and never answer. */
  readonly hang?: boolean;
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  /** Whole once it was answered. */
  readonly body: string;
}

export interface VendorServer {
  readonly url: string;
  readonly asked: readonly Asked[];
}

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/**
 * A vendor on loopback, closed after the test. Answers by `METHOD /path`; a request that is not expected,
 * and an answer that nobody asked for, fail the test. Of a list of answers each is given once, the last ever after.
 */
export async function vendorServer(
  answers: Readonly<Record<string, VendorReply | readonly VendorReply[]>>,
): Promise<VendorServer> {
  const asked: Asked[] = [];
  const unexpected: string[] = [];
  const left = new Set(Object.keys(answers));
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://vendor.test');
    const method = request.method ?? '';
    const key = `${method} ${url.pathname}`;
    const { headers } = request;
    const one = { method, path: url.pathname, query: url.searchParams, headers, body: '' };
    request.on('data', (chunk: Buffer) => {
      one.body += chunk.toString('utf8');
    });
    asked.push(one);
    left.delete(key);
    const given = [answers[key] ?? []].flat();
    const before = asked.filter((one) => `${one.method} ${one.path}` === key).length - 1;
    const reply = given[Math.min(before, given.length - 1)];
    if (reply === undefined) unexpected.push(key);
    if (method === 'GET') send(response, reply ?? { status: 599 });
    else request.on('end', () => send(response, reply ?? { status: 599 }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    if (unexpected.length > 0) throw new Error(`unexpected requests: ${unexpected.join(', ')}`);
    if (left.size > 0) throw new Error(`never asked: ${[...left].join(', ')}`);
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

function send(response: ServerResponse, reply: VendorReply): void {
  if (reply.hang) return;
  if (reply.drop) {
    response.destroy();
    return;
  }
  const { status = 200, headers = {}, body = '' } = reply;
  const plain = typeof body === 'string' || body instanceof Uint8Array;
  const type = plain ? 'text/html' : 'application/json';
  response.writeHead(status, { 'content-type': type, ...headers });
  response.end(plain ? body : JSON.stringify(body));
}

const hostile = '\u001b]8;;https://evil.test\u0007click\u001b[31m\u202eevil\nline';

/** Answers that say nothing about our access, and the text that a person must be able to act on. */
export const uselessAnswers: readonly (readonly [string, VendorReply, RegExp])[] = [
  ['an HTML page with status 200', { body: '<!doctype html><title>Login</title>' }, /not JSON/],
  ['broken JSON', { body: '{"ok": tru' }, /not JSON/],
  ['an empty body', { body: '' }, /not JSON/],
  ['bytes that are no text', { body: Buffer.from([0xff, 0xfe, 0x00, 0x80]) }, /not JSON/],
  ['JSON null', { body: 'null' }, /answered 200/],
  ['a JSON number', { body: '7' }, /answered 200/],
  ['a list where an object belongs', { body: '[]' }, /answered 200/],
  ['wrong types', { body: { ok: 'yes', data: {}, services: 'none', status: 3 } }, /answered 200/],
  ['500', { status: 500, body: hostile }, /in trouble: it answered 500/],
  ['503 as HTML', { status: 503, body: '<html>' }, /in trouble: it answered 503/],
  ['429', { status: 429, headers: { 'retry-after': '30' } }, /limits our requests.*30 s/],
  ['a redirect', { status: 302, headers: { location: 'https://sso.test/' } }, /a redirect/],
  ['a dropped connection', { drop: true }, /\S/],
  ['no answer in time', { hang: true }, /did not answer|no answer/],
  ['a body of 3 MB', { body: `"${'x'.repeat(3_000_000)}"` }, /\S/],
];

/** Nothing in it may steer a terminal, and it is no stack trace. */
export function isCleanLine(text: string): boolean {
  return (
    text !== '' && !/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]|\n\s+at /.test(text)
  );
}
