/* Reads a whole Lighthouse result (LHR): scores, timings, files, and what makes it comparable. */
import {
  type LabConditions,
  type LabFile,
  type LabReport,
  type LabValues,
  labScores,
} from '../../domain/lab/set.ts';
import { nameWithoutHash } from '../../domain/speed/page.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { field, listAt, textOrNull } from './json.ts';
import { labRunOf } from './lighthouse-result.ts';

/**
 * Null for what is no result; a failure where it says itself that it failed, or measured nothing. What is missing, NaN,
 * negative or of another kind is left out.
 */
export function labReportOf(result: unknown): LabReport | { readonly failure: string } | null {
  const program = textOrNull(field(result, 'lighthouseVersion'), 40);
  if (program === null) return null;
  const run = labRunOf(result);
  if (run.failure !== undefined) return { failure: run.failure };
  const { fcp, lcp, cls, tbt, ttfb } = run.vitals;
  const timings = Object.entries({ fcp, lcp, cls, tbt, ttfb }).filter(([, value]) =>
    isFigure(value),
  );
  const scores = labScores.flatMap((name) => {
    const score = field(result, 'categories', name, 'score');
    return isFigure(score) && score <= 1 ? [[name, Math.round(score * 100)] as const] : [];
  });
  const values: LabValues = Object.fromEntries([...scores, ...timings]);
  const interactive = field(result, 'audits', 'interactive', 'numericValue');
  return {
    values,
    conditions: conditionsOf(result, program),
    files: filesOf(result),
    warnings: (listAt(result, 'runWarnings') ?? [])
      .flatMap((warning) => (typeof warning === 'string' ? [warningText(warning)] : []))
      .slice(0, 5),
    interactive: isFigure(interactive) ? interactive : null,
  };
}

/** Without its Markdown and what it would have us read. */
function warningText(warning: string): string {
  const plain = warning.slice(0, 2000).replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
  return cleanText(plain.replace(/\s*Learn more.*$/s, '').replace(/\s+/g, ' '), 200);
}

function conditionsOf(result: unknown, program: string): LabConditions {
  const setting = (name: string): string =>
    textOrNull(field(result, 'configSettings', name), 40) ?? '?';
  const agent = field(result, 'environment', 'hostUserAgent');
  const [, major] = /Chrom(?:e|ium)\/(\d{1,4})\./.exec(String(agent ?? '')) ?? [];
  const benchmarkIndex = field(result, 'environment', 'benchmarkIndex');
  return {
    program,
    formFactor: setting('formFactor'),
    throttling: setting('throttlingMethod'),
    screen: screenOf(field(result, 'configSettings', 'screenEmulation')),
    browser: major === undefined ? null : Number(major),
    benchmarkIndex: isFigure(benchmarkIndex) && benchmarkIndex > 0 ? benchmarkIndex : null,
  };
}

function screenOf(emulation: unknown): string {
  if (field(emulation, 'disabled') === true) return 'off';
  const [width, height, ratio] = ['width', 'height', 'deviceScaleFactor'].map((name) => {
    const value = field(emulation, name);
    return isFigure(value) ? String(value) : '?';
  });
  const kind = field(emulation, 'mobile') === true ? 'mobile' : 'desktop';
  return `${width}x${height}@${ratio} ${kind}`;
}

const mostFiles = 200;

/** By name: two with one name without their hashes count together. The page itself is its path. */
function filesOf(result: unknown): LabFile[] {
  const items = listAt(result, 'audits', 'network-requests', 'details', 'items') ?? [];
  const page = field(result, 'finalDisplayedUrl') ?? field(result, 'requestedUrl');
  const host = typeof page === 'string' && URL.canParse(page) ? new URL(page).host : '';
  const bytes = new Map<string, number>();
  for (const item of items.slice(0, 5000)) {
    const [url, size] = [field(item, 'url'), field(item, 'transferSize')];
    if (typeof url !== 'string' || !/^https?:/.test(url) || !URL.canParse(url)) continue;
    if (!isFigure(size)) continue;
    const name = nameOf(new URL(url), host);
    bytes.set(name, (bytes.get(name) ?? 0) + size);
  }
  return [...bytes]
    .map(([name, size]) => ({ name, bytes: size }))
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, mostFiles);
}

/** `assets/index.js`; of another host with it. Without its query, which may hold what is nobody's business. */
function nameOf(url: URL, host: string): string {
  const folder = url.pathname.slice(0, url.pathname.lastIndexOf('/') + 1);
  const path = `${folder}${nameWithoutHash(url.href)}`;
  const own = path === '/' ? path : path.slice(1);
  return cleanText(url.host === host ? own : `${url.host}${path}`, 200);
}

function isFigure(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
