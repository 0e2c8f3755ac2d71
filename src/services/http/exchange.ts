import type { Agent, ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import {
  HttpFailure,
  type HttpFailureCode,
  type HttpRequest,
  type HttpResponse,
} from '../../ports/http.ts';

const defaultMaxBody = 10 * 1024 * 1024;

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

/** How a request leaves: over which module and agent, and through which proxy. */
export interface Way {
  readonly open: (url: URL, options: RequestOptions) => ClientRequest;
  readonly agent: Agent;
  /** Host and port of the proxy, without its password. */
  readonly proxy?: string | undefined;
  /** Where a proxy is asked for the whole address, what that changes of the request. */
  readonly through?: {
    readonly options: RequestOptions;
    readonly headers: Readonly<Record<string, string>>;
  };
}

/** What `exchange` found out beside its failure. */
export interface Attempted {
  /** The connection had carried an earlier exchange: its other end may have closed it meanwhile. */
  reused: boolean;
}

export function exchangeHttp(
  way: Way,
  url: URL,
  request: HttpRequest,
  attempted: Attempted,
): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    let sent = false;
    const fail = (cause: Error & { code?: string }): void => {
      clearTimeout(timer);
      attempted.reused = outgoing.reusedSocket;
      outgoing.destroy();
      if (request.signal?.aborted) reject(request.signal.reason);
      else reject(cause instanceof HttpFailure ? cause : failure(cause, url, sent, way.proxy));
    };
    const outgoing = way.open(url, { agent: way.agent, ...head(request, way) });
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

function head(request: HttpRequest, { through }: Way): RequestOptions {
  const length =
    request.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(request.body)) };
  return {
    ...through?.options,
    method: request.method ?? 'GET',
    headers: { 'user-agent': 'tsops', ...length, ...request.headers, ...through?.headers },
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
  proxy: string | undefined,
): HttpFailure {
  const refused = /^Bad response: (\d{3})$/.exec(cause.message)?.[1];
  if (proxy !== undefined && refused !== undefined) {
    return proxyRefused(url.host, proxy, Number(refused), cause);
  }
  const tls = cause.code !== undefined && /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/.test(cause.code);
  const code = tls ? 'tls' : (failureCodes[cause.code ?? ''] ?? 'other');
  // A certificate is checked before anything is sent, also on a socket that a proxy had connected.
  const left = sent && !/CERT|SELF_SIGNED|UNABLE_TO/.test(cause.code ?? '');
  // Through a proxy it is the proxy that is looked up and connected to.
  const ofProxy = proxy !== undefined && !sent && !tls;
  const place = ofProxy ? `${url.host}: the proxy ${proxy}` : url.host;
  return new HttpFailure(code, `${place}: ${phrase(code, cause)}`, left, cause);
}

/** A proxy that did not let us through to a host: nothing has reached that. */
export function proxyRefused(
  host: string,
  proxy: string,
  status: number,
  cause?: unknown,
): HttpFailure {
  const password = status === 407 ? ': it needs a user and a password in its address' : '';
  const message = `${host}: the proxy ${proxy} did not let us through (${status})${password}`;
  return new HttpFailure('other', message, false, cause);
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
