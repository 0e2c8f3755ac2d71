/*
 * One HTTP exchange over node:http and node:https. The global fetch is never used: it costs more at
 * start-up than everything else together.
 */
import type { Agent, ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import type { Env } from '../../domain/net/env.ts';
import { isLoopback } from '../../domain/net/loopback.ts';
import { proxyFor } from '../../domain/net/proxy.ts';
import {
  type Http,
  HttpFailure,
  type HttpFailureCode,
  type HttpRequest,
  type HttpResponse,
} from '../../ports/http.ts';

const defaultMaxBody = 10 * 1024 * 1024;
/** Connections to one host: another handshake costs more than to wait for a turn on an open one. */
const maxSockets = 4;

const failureCodes: Readonly<Record<string, HttpFailureCode>> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ENETUNREACH: 'network-unreachable',
  EHOSTUNREACH: 'network-unreachable',
  ETIMEDOUT: 'timeout',
};

export interface HttpOptions {
  readonly env: Env;
  /** Refuse every address that is not loopback (inside the sandbox). */
  readonly loopbackOnly: boolean;
}

/** An Http over node's own client. Reads share connections; a write always has a fresh one of its own. */
export function createHttp(options: HttpOptions): Http {
  const agents = new Map<string, Promise<Agent>>();
  return {
    async send(request) {
      const url = parse(request.url);
      if (options.loopbackOnly && !isLoopback(url.hostname)) throw notLoopback(url);
      const { module, agent } = await connection(url, request.method ?? 'GET', options, agents);
      return again(() => exchange(module.request, url, agent, request));
    },
  };
}

function parse(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new HttpFailure('bad-url', `${text} is not an http or https address`, false);
}

function notLoopback(url: URL): HttpFailure {
  return new HttpFailure(
    'not-loopback',
    `${url.host} was not contacted: inside the sandbox only loopback addresses are`,
    false,
  );
}

type Requester = (url: URL, options: RequestOptions) => ClientRequest;

async function connection(
  url: URL,
  method: string,
  { env, loopbackOnly }: HttpOptions,
  agents: Map<string, Promise<Agent>>,
): Promise<{ module: { request: Requester }; agent: Agent }> {
  const module = url.protocol === 'https:' ? await import('node:https') : await import('node:http');
  // A proxy is one more address that would be contacted.
  const proxy = loopbackOnly ? undefined : proxyFor(url.href, env);
  const keepAlive = method === 'GET' || method === 'HEAD';
  const key = `${url.protocol} ${proxy ?? ''} ${keepAlive}`;
  let agent = agents.get(key);
  if (agent === undefined) {
    agent =
      proxy === undefined
        ? Promise.resolve(new module.Agent({ keepAlive, maxSockets }))
        : proxyAgent(url.protocol, proxy, keepAlive);
    agents.set(key, agent);
  }
  return { module, agent: await agent };
}

async function proxyAgent(protocol: string, proxy: string, keepAlive: boolean): Promise<Agent> {
  const { HttpProxyAgent, HttpsProxyAgent } = await import('hpagent');
  return protocol === 'https:'
    ? new HttpsProxyAgent({ proxy, keepAlive })
    : new HttpProxyAgent({ proxy, keepAlive });
}

/** Thrown for a connection that had served before, and that the server closed as we used it again. */
class DroppedReuse extends HttpFailure {}

/** Once: only reads share connections, and nothing says that the next one would be older. */
async function again(send: () => Promise<HttpResponse>): Promise<HttpResponse> {
  try {
    return await send();
  } catch (thrown) {
    if (!(thrown instanceof DroppedReuse)) throw thrown;
    return send();
  }
}

function exchange(
  open: Requester,
  url: URL,
  agent: Agent,
  request: HttpRequest,
): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    let sent = false;
    let answered = false;
    const fail = (cause: Error & { code?: string }): void => {
      clearTimeout(timer);
      outgoing.destroy();
      if (request.signal?.aborted) reject(request.signal.reason);
      else if (cause instanceof HttpFailure) reject(cause);
      else reject(failure(cause, url, sent, outgoing.reusedSocket && !answered));
    };
    const outgoing = open(url, { agent, ...head(request) });
    const timer = setTimeout(() => {
      fail(
        new HttpFailure('timeout', `${url.host} did not answer within ${request.timeout} ms`, sent),
      );
    }, request.timeout);
    outgoing.on('socket', (socket) => {
      if (!socket.connecting) sent = true;
      else
        socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => (sent = true));
    });
    outgoing.on('error', fail);
    outgoing.on('response', (incoming) => {
      answered = true;
      collect(
        incoming,
        request.maxBody ?? defaultMaxBody,
        url,
        (response) => {
          clearTimeout(timer);
          resolve(response);
        },
        fail,
      );
    });
    outgoing.end(request.body);
  });
}

function head(request: HttpRequest): RequestOptions {
  const length =
    request.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(request.body)) };
  return {
    method: request.method ?? 'GET',
    headers: { 'user-agent': 'tsops', ...length, ...request.headers },
    ...(request.signal === undefined ? {} : { signal: request.signal }),
  };
}

function collect(
  incoming: IncomingMessage,
  maxBody: number,
  url: URL,
  done: (response: HttpResponse) => void,
  fail: (cause: Error) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  incoming.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= maxBody) chunks.push(chunk);
    else
      fail(
        new HttpFailure('body-too-large', `${url.host} answered more than ${maxBody} bytes`, true),
      );
  });
  incoming.on('error', fail);
  incoming.on('end', () => {
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(incoming.headers)) {
      if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
    }
    done({ status: incoming.statusCode ?? 0, headers, body: Buffer.concat(chunks) });
  });
}

function failure(
  cause: Error & { code?: string },
  url: URL,
  sent: boolean,
  reused: boolean,
): HttpFailure {
  const tls = cause.code !== undefined && /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/.test(cause.code);
  const code = tls ? 'tls' : (failureCodes[cause.code ?? ''] ?? 'other');
  // A certificate is checked before anything is sent, also on a socket that a proxy had connected.
  const left = sent && !/CERT|SELF_SIGNED|UNABLE_TO/.test(cause.code ?? '');
  const Failure = reused && code === 'reset' ? DroppedReuse : HttpFailure;
  return new Failure(code, `${url.host}: ${phrase(code, cause)}`, left, cause);
}

function phrase(code: HttpFailureCode, cause: Error & { code?: string }): string {
  const phrases: Partial<Record<HttpFailureCode, string>> = {
    dns: 'its name could not be resolved',
    refused: 'the connection was refused',
    reset: 'the connection was dropped',
    'network-unreachable': 'there is no route to it from here',
    tls: `its certificate does not hold (${cause.code ?? cause.message})`,
    timeout: 'the connection timed out',
  };
  return phrases[code] ?? cause.code ?? cause.message;
}
