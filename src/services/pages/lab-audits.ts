import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Children, ProgramEnd } from '../../contract/context.ts';
import type { Env } from '../../domain/net/env.ts';
import type { LabAudit, LabAudits, Measuring } from '../../ports/lab.ts';
import { parseJson } from '../http/json.ts';
import { labReportOf } from '../http/lighthouse-report.ts';
import { findBrowser, lastLine, onPath, startChromium } from './chromium.ts';

interface AuditTools {
  readonly children: Pick<Children, 'run'>;
  readonly env: Env;
  /** In the sandbox, which nothing leaves. */
  readonly drill: boolean;
}

/**
 * Lighthouse as it is installed here, as a child: to load it costs 13 times the start of Node. The browser is our own
 * child too, as one that Lighthouse starts is a group of its own and outlives a `kill`.
 */
export function createLabAudits(tools: AuditTools): LabAudits {
  return {
    async audit(url, measuring) {
      const program = onPath('lighthouse', tools.env);
      if (program === null) return { missing: 'program' };
      const browser = findBrowser(tools.env);
      if (browser === null) return { missing: 'browser' };
      await removeLeft();
      const folder = await mkdtemp(join(tmpdir(), prefix));
      try {
        return await auditIn(folder, { program, browser, url }, measuring, tools);
      } finally {
        await rm(folder, { recursive: true, force: true, maxRetries: 5 });
      }
    },
  };
}

const prefix = 'tsops-audit-';
const leftAfter = 3_600_000;

/** What runs left that were killed: none takes as long. */
async function removeLeft(): Promise<void> {
  const names = (await readdir(tmpdir()).catch(() => [])).filter((name) => name.startsWith(prefix));
  for (const name of names) {
    const folder = join(tmpdir(), name);
    const { mtimeMs = Date.now(), uid } = (await stat(folder).catch(() => null)) ?? {};
    if (uid !== userInfo().uid || Date.now() - mtimeMs < leftAfter) continue;
    await rm(folder, { recursive: true, force: true }).catch(() => {});
  }
}

interface Programs {
  readonly program: string;
  readonly browser: string;
  readonly url: string;
}

async function auditIn(
  folder: string,
  { program, browser, url }: Programs,
  { device, timeout, signal }: Measuring,
  { children, env, drill }: AuditTools,
): Promise<LabAudit> {
  signal.throwIfAborted();
  const over = new AbortController();
  const both = {
    env: childEnv(env, folder),
    timeout,
    signal: AbortSignal.any([signal, over.signal]),
  };
  const chromium = startChromium(children, { file: browser, folder, loopbackOnly: drill, ...both });
  try {
    const port = await chromium.port;
    if (typeof port !== 'number') return failed(port.failure, signal);
    const crashed = chromium.ended.then((end) => {
      over.abort();
      return end;
    });
    const ended = await children.run(program, argumentsOf(url, folder, port, device), {
      ...both,
      cwd: folder,
      line() {},
    });
    signal.throwIfAborted();
    // Where the browser went first, Lighthouse only tells that it lost it.
    const lost = over.signal.aborted ? await crashed : null;
    return await auditOf(folder, ended, lost, timeout);
  } finally {
    over.abort();
    await chromium.ended;
  }
}

function failed(failure: string, signal: AbortSignal): LabAudit {
  signal.throwIfAborted();
  return { failure };
}

/** No key of ours; what they write goes into the folder that is removed. */
function childEnv(env: Env, folder: string): Env {
  const needed = /^(?:PATH|LANG|LC_\w+|TZ|SSL_CERT_\w+|(?:HTTPS?|ALL|NO)_PROXY)$/i;
  const kept = Object.entries(env).filter(([name]) => needed.test(name));
  return { ...Object.fromEntries(kept), HOME: folder, TMPDIR: folder };
}

function argumentsOf(url: string, folder: string, port: number, device: 'mobile' | 'desktop') {
  return [
    url,
    '--output=html',
    '--output=json',
    `--output-path=${join(folder, 'audit')}`,
    '--only-categories=performance,accessibility,best-practices,seo',
    '--quiet',
    '--no-enable-error-reporting',
    `--port=${port}`,
    ...(device === 'desktop' ? ['--preset=desktop'] : []),
  ];
}

/** Bytes of one document; a page of megabytes makes one of some. */
const largest = 64 * 1024 * 1024;

/** A page that cannot be reached ends with exit code 1, and yet its report tells why. */
async function auditOf(
  folder: string,
  ended: ProgramEnd,
  lost: ProgramEnd | null,
  timeout: number,
): Promise<LabAudit> {
  const text = async (name: string): Promise<string> => {
    const file = join(folder, name);
    const { size = 0 } = (await stat(file).catch(() => null)) ?? {};
    return size > largest ? '' : readFile(file, 'utf8').catch(() => '');
  };
  if (ended.ended === 'timeout' || lost?.ended === 'timeout') {
    return { failure: `it was not done within ${Math.round(timeout / 1000)} s` };
  }
  const json = await text('audit.report.json');
  const report = labReportOf(parseJson(json));
  if (report !== null && 'failure' in report) return report;
  if (lost !== null) {
    return { failure: `the browser ended with code ${lost.exitCode} in the midst of it` };
  }
  if (report === null || ended.exitCode !== 0) {
    const code = `Lighthouse ended with code ${ended.exitCode}`;
    const left = report === null ? ' and left no report' : '';
    return { failure: `${code}${left}${lastLine(ended.output)}` };
  }
  return { report, html: await text('audit.report.html'), json };
}
