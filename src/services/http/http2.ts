/* For a site that speaks HTTP/2 and nothing else. Loaded only where HTTP/1.1 led to no answer. */

import type { ClientHttp2Session, ClientHttp2Stream, IncomingHttpHeaders } from 'node:http2';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { HttpFailure, type HttpRequest, type HttpResponse } from '../../ports/http.ts';
import type { Way } from './exchange.ts';

/**
 * True for an error (node's code) with which a server may refuse HTTP/1.1: it has no protocol in common, or
 * answers what the parser does not know, or hangs up.
 */
export function mayWantHttp2(code: string | undefined): boolean {
  return /ALPN|NO_APPLICATION_PROTOCOL|^HPE_|^ECONNRESET$|^EPROTO$/.test(code ?? '');
}

/** Headers that HTTP/2 has none of (RFC 9113, section 8.2.2). */
const connectionHeaders = new Set([
  'connection',
  'host',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
]);

export interface Http2Question {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A response as node's HTTP/1.1 client gives it, of one stream. */
export type Http2Answer = ClientHttp2Stream & {
  statusCode: number;
  httpVersion: string;
  headers: Record<string, string | undefined>;
};

/** Asks once over a socket that has agreed on `h2`. `onError` gets what ends it before its end. */
export async function askHttp2(
  socket: Duplex,
  { url, method, headers }: Http2Question,
  onAnswer: (answer: Http2Answer) => void,
  onError: (cause: Error) => void,
): Promise<ClientHttp2Session> {
  const { connect } = await import('node:http2');
  const session = connect(url.origin, { createConnection: () => socket });
  session.on('error', onError);
  const kept = Object.entries(headers).filter(
    ([name]) => !connectionHeaders.has(name.toLowerCase()),
  );
  const stream = session.request({
    ':method': method,
    ':path': `${url.pathname}${url.search}`,
    ':authority': headers.host ?? url.host,
    ...Object.fromEntries(kept),
  });
  stream.on('error', onError);
  stream.on('response', (given) => {
    const answer = { statusCode: given[':status'] ?? 0, httpVersion: '2', headers: joined(given) };
    onAnswer(Object.assign(stream, answer));
  });
  stream.end();
  return session;
}

function joined(headers: IncomingHttpHeaders): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !name.startsWith(':'))
      .map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
}

/** The same exchange over HTTP/2, on a connection of its own; rejects with `before` where there is none. */
export async function exchangeHttp2(
  way: Way,
  url: URL,
  request: HttpRequest,
  before: HttpFailure,
): Promise<HttpResponse> {
  const socket = await connectHttp2(way, url, request.timeout).catch(() => undefined);
  if (socket?.alpnProtocol !== 'h2') {
    socket?.destroy();
    throw before;
  }
  try {
    return await answerOver(socket, url, request);
  } finally {
    socket.destroy();
  }
}

function connectHttp2(way: Way, url: URL, timeout: number): Promise<TLSSocket> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const named = isIP(host) === 0 ? { servername: host } : {};
  const options = { host, port: Number(url.port) || 443, timeout, ...named };
  const agent = way.agent as unknown as {
    readonly options: object;
    createConnection(
      options: object,
      done?: (error: Error | null, made: TLSSocket) => void,
    ): TLSSocket | undefined;
  };
  return new Promise((resolve, reject) => {
    const watch = (socket: TLSSocket): void => {
      socket.once('secureConnect', () => resolve(socket));
      socket.once('error', reject);
      socket.setTimeout(timeout, () => socket.destroy(new Error('timeout')));
    };
    const given = { ...agent.options, ...options, ALPNProtocols: ['h2'] };
    // An agent of a proxy answers by its callback, node's own by what it returns.
    if (way.proxy === undefined) {
      const made = agent.createConnection(given);
      if (made !== undefined) watch(made);
    } else {
      agent.createConnection(given, (error, made) =>
        error === null ? watch(made) : reject(error),
      );
    }
  });
}

function answerOver(socket: TLSSocket, url: URL, request: HttpRequest): Promise<HttpResponse> {
  const { method = 'GET', headers = {}, maxBody = 10 * 1024 * 1024, timeout, signal } = request;
  return new Promise((resolve, reject) => {
    const fail = (cause: Error): void => {
      clearTimeout(timer);
      const failed = new HttpFailure('other', `${url.host}: ${cause.message}`, true, cause);
      reject(
        signal?.aborted === true ? signal.reason : cause instanceof HttpFailure ? cause : failed,
      );
    };
    const over = `${url.host} did not answer within ${timeout} ms`;
    const timer = setTimeout(() => fail(new HttpFailure('timeout', over, true)), timeout);
    signal?.addEventListener('abort', () => fail(new Error('aborted')), { once: true });
    const all = { 'user-agent': 'tsops', ...headers };
    const take = (answer: Http2Answer): void => {
      const chunks: Buffer[] = [];
      let size = 0;
      answer.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= maxBody) chunks.push(chunk);
        else
          fail(
            new HttpFailure(
              'body-too-large',
              `${url.host} answered more than ${maxBody} bytes`,
              true,
            ),
          );
      });
      answer.on('end', () => {
        clearTimeout(timer);
        const given = Object.entries(answer.headers).filter(([, value]) => value !== undefined);
        const body = Buffer.concat(chunks);
        resolve({
          status: answer.statusCode,
          headers: Object.fromEntries(given) as Record<string, string>,
          body,
        });
      });
    };
    askHttp2(socket, { url, method, headers: all }, take, fail).catch(fail);
  });
}
