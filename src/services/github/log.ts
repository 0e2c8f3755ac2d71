import { TsopsError } from '../../contract/errors.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { type Http, HttpFailure, type HttpResponse } from '../../ports/http.ts';
import type { Reading } from '../../ports/repository.ts';
import type { GitHubClient } from './client.ts';

const timeout = 15_000;
const maxBody = 32 * 1024 * 1024;
/** Groups that a step opens and closes, whole; of an error or a warning the mark alone. */
const mark = /^##\[(?:(?:end)?group\].*|\w+\])/;
const stamp = /^\ufeff?\d{4}-\d\d-\d\dT[\d:.]+Z ?/;

/**
 * The last lines of a job's log. GitHub answers with a short-lived address of another host, which is
 * asked without the token.
 */
export async function logTail(
  client: GitHubClient,
  http: Http,
  jobId: number,
  lines: number,
  reading?: Reading,
): Promise<readonly string[]> {
  const route = '/repos/{owner}/{repo}/actions/jobs/{job_id}/logs';
  const parameters = { job_id: jobId, request: { redirect: 'manual' } };
  const answer = await client.get(route, "for the job's log", parameters, reading);
  const { location } = answer.headers;
  if (answer.status < 300) return lastLines(String(answer.data), lines);
  if (typeof location !== 'string' || !URL.canParse(location, answer.url)) {
    throw noLog('GitHub does not say where it is');
  }
  const log = await download(http, new URL(location, answer.url).href, reading?.signal);
  return lastLines(Buffer.from(log.body).toString('utf8'), lines);
}

async function download(http: Http, url: string, signal?: AbortSignal): Promise<HttpResponse> {
  try {
    const options = signal === undefined ? {} : { signal };
    const response = await http.send({ url, timeout, maxBody, ...options });
    if (response.status === 200) return response;
    throw noLog(`its address answers HTTP ${response.status}`);
  } catch (thrown) {
    throw thrown instanceof HttpFailure ? noLog(thrown.message) : thrown;
  }
}

function noLog(why: string): TsopsError {
  return new TsopsError({
    kind: 'unreachable',
    message: `the job's log cannot be read: ${why}`,
    next: ['open the run on github.com'],
  });
}

/** Without time stamps, group marks and blank lines; each safe to show. */
function lastLines(log: string, lines: number): string[] {
  const kept: string[] = [];
  const all = log.split('\n');
  for (let at = all.length - 1; at >= 0 && kept.length < lines; at -= 1) {
    const line = cleanText((all[at] ?? '').replace(stamp, '').replace(mark, ''), 300);
    if (line !== '') kept.push(line);
  }
  return kept.reverse();
}
