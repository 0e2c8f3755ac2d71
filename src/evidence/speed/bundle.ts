import { TsopsError } from '../../contract/errors.ts';
import { versionBefore } from '../../domain/deploys/version-before.ts';
import { compareTags, sameVersion } from '../../domain/deploys/version-tag.ts';
import { bundleWording } from '../../domain/evidence/wording/bundle.ts';
import {
  bundleVerdict,
  type KeptFile,
  type KeptVersion,
  largestGrowth,
  totalOf,
} from '../../domain/speed/bundle-rules.ts';
import type { Bundle, LoadedFile } from '../../domain/speed/findings.ts';
import { nameWithoutHash, type PageTag } from '../../domain/speed/page.ts';
import type { LoadedCode, LoadedPage } from '../../ports/web-pages.ts';
import type { Collector, Inquiry } from '../asking/inquiry.ts';
import { lostFiles, settle, withGaps } from '../asking/settle.ts';
import { readBuildInfo } from '../reading/build-info.ts';
import {
  arrived,
  type FetchedFile,
  isOwnFile,
  loadCode,
  loadPage,
  servedVersionOf,
  siteCode,
  siteOf,
  sitePage,
} from '../reading/page-load.ts';

/** On top of the inquiry's budget: the files come after the page, and a version to compare with after them. */
const more = 10_000;

/** The scripts and styles that the page really loads, against those of the version before. */
const bundle: Collector<'bundle'> = (inquiry) => {
  const question = {
    question: 'how much code does the page load, and did it grow?',
    source: `the page of ${inquiry.environment}`,
    unit: 'B',
    budget: inquiry.budget + more,
  };
  return settle(inquiry.context, question, async () => {
    const [page, code, served] = await Promise.all([
      sitePage(inquiry),
      siteCode(inquiry),
      servedVersionOf(inquiry),
    ]);
    const files = filesOf(inquiry, page, code);
    if (files.length === 0) throw nothingRead(page.url);
    const lost = lostOf(inquiry, page, code);
    const value = await compared(inquiry, files, served);
    if (served !== null && lost === 0) await keep(inquiry, served, files);
    const detail = bundleWording.sentence(value).en;
    return withGaps({ verdict: bundleVerdict(value), value, detail }, lostFiles(lost));
  });
};
export default bundle;

function nothingRead(url: string): TsopsError {
  const message = `no script and no style of ${url} could be read`;
  return new TsopsError({ kind: 'unreachable', message });
}

/** What the page loads and runs at once; what it only prefetches or preloads may never be run. */
function loadedAtOnce({ tags }: LoadedPage): Map<string, PageTag> {
  return new Map(tags.filter((tag) => !isOnlyFetched(tag)).map((tag) => [tag.url, tag]));
}

function isOnlyFetched({ kind }: PageTag): boolean {
  return kind === 'prefetch' || kind === 'preload';
}

function filesOf(
  inquiry: Inquiry,
  page: LoadedPage,
  code: ReadonlyMap<string, FetchedFile<LoadedCode>>,
): LoadedFile[] {
  const own = isOwnFile(inquiry.config);
  const named = new Set(page.tags.map(({ url }) => url));
  const tags = loadedAtOnce(page);
  return arrived(code.values())
    .filter(({ url }) => own(url) && (tags.has(url) || !named.has(url)))
    .map(({ url, type, transfer, decoded }) => {
      const style = tags.get(url)?.kind === 'style' || type === 'text/css';
      const kind = style ? 'style' : 'script';
      return { url, name: nameWithoutHash(url), kind, transfer, decoded } as const;
    })
    .sort((a, b) => b.decoded - a.decoded);
}

/** Files of ours that did not come: the figures are then too low to be kept. */
function lostOf(
  inquiry: Inquiry,
  page: LoadedPage,
  code: ReadonlyMap<string, FetchedFile<LoadedCode>>,
): number {
  const own = isOwnFile(inquiry.config);
  const came = new Set(arrived(code.values()).map(({ url }) => url));
  const tags = loadedAtOnce(page);
  return [...code.keys()].filter((url) => tags.has(url) && own(url) && !came.has(url)).length;
}

async function keep(
  inquiry: Inquiry,
  version: string,
  files: readonly LoadedFile[],
): Promise<void> {
  const kept = await inquiry.context.services.keptFigures();
  const figures = files.map(({ name, kind, decoded }) => ({ name, kind, decoded }));
  const at = inquiry.context.clock.now();
  await kept.keep(siteOf(inquiry).url, { version, at, files: figures });
}

async function compared(
  inquiry: Inquiry,
  files: readonly LoadedFile[],
  served: string | null,
): Promise<Bundle> {
  const earlier = served === null ? null : await earlierFigures(inquiry, served);
  const count = (kind: LoadedFile['kind']) => files.filter((file) => file.kind === kind).length;
  return {
    version: served ?? '?',
    files,
    scripts: count('script'),
    styles: count('style'),
    total: totalOf(files),
    comparedWith:
      earlier === null
        ? null
        : { version: earlier.version, total: totalOf(earlier.files), source: earlier.source },
    largestGrowth: earlier === null ? null : largestGrowth(earlier.files, files),
  };
}

interface Earlier {
  readonly version: string;
  readonly files: readonly KeptFile[];
  readonly source: string;
}

/** Figures that were kept of an earlier version, else those of an environment that still serves one. */
async function earlierFigures(inquiry: Inquiry, served: string): Promise<Earlier | null> {
  const [kept, deploys] = await Promise.all([
    inquiry.context.services.keptFigures().then((figures) => figures.versions(siteOf(inquiry).url)),
    inquiry.ask('recent-deploys'),
  ]);
  const before = versionBefore(deploys.value?.deploys ?? [], served);
  const found = chosen(kept, served, before);
  if (found === undefined) return elsewhere(inquiry, served);
  const day = new Date(found.at).toISOString().slice(0, 10);
  return { ...found, source: `figures kept on ${day}` };
}

/** The version that was live before; where it was never read, the newest of those that are older. */
function chosen(
  kept: readonly KeptVersion[],
  served: string,
  before: string | null,
): KeptVersion | undefined {
  const exact = kept.find(({ version }) => before !== null && sameVersion(version, before));
  return exact ?? kept.find(({ version }) => isOlder(version, served));
}

function isOlder(version: string, served: string): boolean {
  const distance = compareTags(version, served);
  return distance === null ? !sameVersion(version, served) : distance < 0;
}

async function elsewhere(inquiry: Inquiry, served: string): Promise<Earlier | null> {
  const { context, config, environment, budget } = inquiry;
  for (const [name, site] of Object.entries(config.environments)) {
    if (name === environment) continue;
    const reading = { timeout: budget, signal: context.signal };
    const info = await readBuildInfo(context, site.buildInfo, reading).catch(() => null);
    context.signal.throwIfAborted();
    if (info === null || !isOlder(info.version, served)) continue;
    const page = await loadPage(inquiry, site.url).catch(() => null);
    const files = page === null ? [] : filesOf(inquiry, page, await loadCode(inquiry, page));
    if (files.length > 0) return { version: info.version, files, source: `what ${name} serves` };
  }
  return null;
}
