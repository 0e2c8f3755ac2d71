import { randomBytes } from 'node:crypto';
import type { Clock } from '../../contract/context.ts';
import { cleanText } from '../../domain/text/clean.ts';
import type { AccessBudget } from '../../ports/access.ts';
import type {
  DependencyReads,
  FallbackState,
  PageState,
  Probed,
} from '../../ports/dependencies.ts';
import { type Http, HttpFailure, type HttpResponse } from '../../ports/http.ts';
import { field, parseJson } from '../http/json.ts';
import { awsState, decodeBody, slackState, statuspageState } from './status-formats.ts';

/** A healthy answer takes a few hundred milliseconds; users give up on a picture after two seconds. */
const slowAfter = 2000;
const maxBody = 4 * 1024 * 1024;

interface DependencyClients {
  readonly http: Http;
  readonly clock: Pick<Clock, 'now'>;
  readonly region: string;
}

/** `region` is the AWS region whose events concern us, beside the global ones. */
export function createDependencyReads(clients: DependencyClients): DependencyReads {
  const { http, region } = clients;
  return {
    async probe(probe, reach) {
      const first = await probeOnce(clients, probe, reach);
      if (first.state !== 'slow') return first;
      // One late answer may be a lost packet, a cold start or a machine that was busy: two are slow.
      const timeout = Math.min(reach.timeout, slowAfter);
      const second = await probeOnce(clients, probe, { ...reach, timeout });
      // That it answers wrongly now is worse than late; that it was silent for so long is the same.
      if (second.state === 'down' && second.silent !== true) return second;
      if (second.state !== 'up') return first;
      return { ...second, detail: `${second.detail}, once after ${secondsOf(first)}` };
    },
    async statusPage({ url, format }, reach) {
      const whole = format !== 'statuspage' || url.endsWith('.json');
      const answer = await ask(
        http,
        whole ? url : `${url.replace(/\/+$/, '')}/api/v2/status.json`,
        reach,
      );
      return answer instanceof HttpFailure
        ? { state: 'unknown', detail: cleanText(answer.message, 160) }
        : pageState(answer, format, region);
    },
    async fallback({ url, path, keyword }, reach) {
      const answer = await ask(http, url, reach);
      return fallbackState(answer, path, keyword);
    },
  };
}

async function probeOnce(
  { http, clock }: DependencyClients,
  probe: string,
  reach: AccessBudget,
): Promise<Probed> {
  const url = probe.replaceAll('{seed}', `tsops-${randomBytes(6).toString('hex')}`);
  const startedAt = clock.now();
  const answer = await ask(http, url, reach);
  if (answer instanceof HttpFailure) return unanswered(answer);
  return probed(url, answer, clock.now() - startedAt);
}

const secondsOf = ({ answered }: Pick<Probed, 'answered'>): string =>
  `${((answered?.tookMs ?? 0) / 1000).toFixed(1)} s`;

async function ask(
  http: Http,
  url: string,
  reach: AccessBudget,
): Promise<HttpResponse | HttpFailure> {
  try {
    return await http.send({ url, maxBody, ...reach });
  } catch (thrown) {
    if (thrown instanceof HttpFailure) return thrown;
    throw thrown;
  }
}

/** A name that does not resolve and a missing route may be ours; a refusal or silence is theirs. */
function unanswered({ code, message }: HttpFailure): Probed {
  const theirs = ['refused', 'reset', 'timeout', 'tls', 'body-too-large'].includes(code);
  return { state: theirs ? 'down' : 'unknown', detail: cleanText(message, 160), silent: true };
}

function probed(url: string, { status, headers }: HttpResponse, took: number): Probed {
  const answered = { status, tookMs: took };
  if (status === 429) return { state: 'unknown', detail: 'limits our requests (429)', answered };
  if (status >= 300) return { state: 'down', detail: `answers ${status}`, answered };
  const type = cleanText(headers['content-type'] ?? 'no content type', 60);
  if (new URL(url).pathname.endsWith('/svg') && !type.startsWith('image/svg+xml')) {
    return { state: 'down', detail: `answers ${type} instead of an image`, answered };
  }
  const seconds = secondsOf({ answered });
  return took > slowAfter
    ? { state: 'slow', detail: `answers ${status} only after ${seconds}`, answered }
    : { state: 'up', detail: `answers ${status} in ${seconds}`, answered };
}

function pageState(answer: HttpResponse, format: string, region: string): PageState {
  if (answer.status !== 200) {
    return { state: 'unknown', detail: `the status page answers ${answer.status}` };
  }
  const json = parseJson(decodeBody(answer.body));
  const state =
    format === 'aws'
      ? awsState(json, region)
      : format === 'slack'
        ? slackState(json)
        : statuspageState(json);
  return state ?? { state: 'unknown', detail: 'the status page answers in another form' };
}

function fallbackState(
  answer: HttpResponse | HttpFailure,
  path: string | undefined,
  keyword: string,
): FallbackState {
  if (answer instanceof HttpFailure) {
    return { state: 'unknown', detail: cleanText(answer.message, 160) };
  }
  if (answer.status !== 200)
    return { state: 'unknown', detail: `its check answers ${answer.status}` };
  const text = decodeBody(answer.body);
  const found = path === undefined ? text : field(parseJson(text), ...path.split('.'));
  if (found === undefined || found === null) {
    return { state: 'unknown', detail: `its check has no ${cleanText(path, 60)}` };
  }
  const said = typeof found === 'string' ? found : JSON.stringify(found);
  const shown = path === undefined ? 'its check' : `${cleanText(path, 60)}: ${cleanText(said, 40)}`;
  return said.toLowerCase().includes(keyword.toLowerCase())
    ? { state: 'active', detail: shown }
    : { state: 'inactive', detail: shown };
}
