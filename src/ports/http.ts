export interface HttpRequest {
  readonly method?: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Milliseconds for the whole exchange, the body included. */
  readonly timeout: number;
  /** Bytes of body kept; what is longer ends in a `body-too-large` failure. Default 10 MiB. */
  readonly maxBody?: number;
  readonly signal?: AbortSignal;
  /** Over a connection of its own. */
  readonly fresh?: boolean;
  /**
   * An address of the site, read as a browser reads it: with the headers that the config gives for its
   * origin, and over HTTP/2 where the server speaks nothing else.
   */
  readonly site?: boolean;
  /** The body without its Content-Encoding; `maxBody` counts for what it unpacks to as well. */
  readonly unpack?: boolean;
}

export interface HttpResponse {
  readonly status: number;
  /** Lower-case names; a repeated header is joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export type HttpFailureCode =
  | 'dns'
  | 'refused'
  | 'reset'
  | 'network-unreachable'
  | 'tls'
  | 'timeout'
  | 'body-too-large'
  | 'not-loopback'
  | 'bad-url'
  | 'other';

/**
 * No answer came. `sent` tells whether the request had left, so that a write may have been taken: what
 * was not sent can be repeated, what was sent cannot.
 */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure';
  readonly code: HttpFailureCode;
  readonly sent: boolean;
  constructor(code: HttpFailureCode, message: string, sent: boolean, cause?: unknown) {
    super(message, { cause });
    this.code = code;
    this.sent = sent;
  }
}

/**
 * One exchange: no redirect is followed. Nothing is repeated but a read over a connection that its other end
 * had closed meanwhile. Rejects with HttpFailure.
 */
export interface Http {
  send(request: HttpRequest): Promise<HttpResponse>;
}
