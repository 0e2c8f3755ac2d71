/*
 * The AWS SDK over our own HTTP: the same proxies, certificates and limits as everything else, a fresh
 * connection for a write, and failures that say whether the request had left.
 */
import type { Http } from '../../ports/http.ts';

/** The part of the SDK's request that is sent. */
interface SdkRequest {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface SdkResponse {
  readonly response: {
    readonly statusCode: number;
    readonly headers: Record<string, string>;
    readonly body: Uint8Array;
  };
}

/** Milliseconds of one exchange, its body included. */
const longest = 15_000;

/** What the SDK takes as `requestHandler`. Rejects with HttpFailure. */
export function awsRequestHandler(http: Http) {
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    async handle(
      request: SdkRequest,
      options: { readonly abortSignal?: unknown; readonly requestTimeout?: number } = {},
    ): Promise<SdkResponse> {
      const { status, headers, body } = await http.send({
        method: request.method,
        url: urlOf(request),
        headers: request.headers,
        timeout: Math.min(longest, options.requestTimeout ?? longest),
        ...bodyOf(request),
        ...(options.abortSignal instanceof AbortSignal ? { signal: options.abortSignal } : {}),
      });
      return { response: { statusCode: status, headers: { ...headers }, body } };
    },
  };
}

function urlOf({ protocol, hostname, port, path, query = {} }: SdkRequest): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value]
      .flat()
      .map((each) => (each === null ? escaped(name) : `${escaped(name)}=${escaped(each)}`)),
  );
  const search = pairs.length === 0 ? '' : `?${pairs.join('&')}`;
  return `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}${search}`;
}

/** RFC 3986, as the signature has it. */
function escaped(text: unknown): string {
  return encodeURIComponent(String(text)).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function bodyOf({ body }: SdkRequest): { body?: string | Uint8Array } {
  if (body === undefined || body === null) return {};
  if (typeof body === 'string' || body instanceof Uint8Array) return { body };
  throw new TypeError('the AWS SDK gave a body that is not text and no bytes');
}
