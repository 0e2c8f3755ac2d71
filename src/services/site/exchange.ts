import { request } from 'node:http';
import type { Socket } from 'node:net';
import type { ProbeTarget } from '../../domain/health/probe.ts';
import { type SiteAttempt, step } from './attempt.ts';
import { type Answered, type Body, readBody } from './body.ts';

export interface SiteQuestion {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly target: ProbeTarget;
  /** The whole address, where it is a proxy that is asked for it. */
  readonly path?: string;
}

/** Bytes. Node's own limit of 16 KiB is below what some content security policies take. */
const maxHeaderSize = 65_536;

/**
 * One request over a socket that is already connected. `onHead` sees the head of the answer and says
 * whether its body is wanted; without it resolves to null.
 */
export function exchangeWithSite(
  attempt: SiteAttempt,
  socket: Socket,
  question: SiteQuestion,
  onHead: (incoming: Answered) => boolean,
): Promise<Body | null> {
  return step(attempt, 'response', (done, reject) => {
    const outgoing = request({
      createConnection: () => socket,
      method: question.target.method,
      path: question.path ?? `${question.url.pathname}${question.url.search}`,
      headers: question.headers,
      maxHeaderSize,
    });
    outgoing.on('error', reject);
    // An upgrade that nobody asked for is an answer like any other.
    outgoing.on('upgrade', (incoming) => {
      onHead(incoming);
      done(null);
    });
    outgoing.on('response', (incoming) => {
      incoming.on('error', reject);
      attempt.phase = 'body';
      read(incoming, question.target, onHead).then(done, reject);
    });
    outgoing.end();
    return () => socket.destroy();
  });
}

async function read(
  incoming: Answered,
  target: ProbeTarget,
  onHead: (incoming: Answered) => boolean,
): Promise<Body | null> {
  return onHead(incoming) ? readBody(incoming, target) : null;
}

/** The same over a socket that has agreed on HTTP/2. */
export function exchangeWithSiteHttp2(
  attempt: SiteAttempt,
  socket: Socket,
  { url, headers, target }: SiteQuestion,
  onHead: (incoming: Answered) => boolean,
): Promise<Body | null> {
  return step(attempt, 'response', (done, reject) => {
    const { method } = target;
    void import('../http/http2.ts')
      .then(({ askHttp2 }) =>
        askHttp2(
          socket,
          { url, method, headers },
          (answer) => {
            attempt.phase = 'body';
            read(answer, target, onHead).then(done, reject);
          },
          reject,
        ),
      )
      .catch(reject);
    return () => socket.destroy();
  });
}
