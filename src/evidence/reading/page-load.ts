/*
 * The page of the environment and its files, loaded once in an inquiry, whichever collector asks first:
 * all of them then speak of the same answers.
 */
import type { Config, Environment } from '../../config/schema.ts';
import { asTsopsError, TsopsError } from '../../contract/errors.ts';
import { isOwn, type PageTag } from '../../domain/speed/page.ts';
import type { Loaded, LoadedCode, LoadedImage, LoadedPage } from '../../ports/web-pages.ts';
import { forEachConcurrently } from '../asking/concurrently.ts';
import type { Inquiry } from '../asking/inquiry.ts';
import { readBuildInfo } from './build-info.ts';

/** As many as browsers open to one host over HTTP/1.1. */
const atOnce = 6;
/** A page with more is described well enough by the first. */
const most = { code: 60, images: 60 };

/** What a file was answered with, or why it was not. */
export type FetchedFile<File> = File | TsopsError;

interface Loads {
  page?: Promise<LoadedPage>;
  code?: Promise<ReadonlyMap<string, FetchedFile<LoadedCode>>>;
  images?: Promise<ReadonlyMap<string, FetchedFile<LoadedImage>>>;
  version?: Promise<string | null>;
}

const loads = new WeakMap<Inquiry, Loads>();

function loadsOf(inquiry: Inquiry): Loads {
  const known = loads.get(inquiry) ?? {};
  loads.set(inquiry, known);
  return known;
}

export function siteOf({
  config,
  environment,
}: Pick<Inquiry, 'config' | 'environment'>): Environment {
  const site = config.environments[environment];
  if (site !== undefined) return site;
  throw new TsopsError({ kind: 'config', message: `no environment is called ${environment}` });
}

/** True for files of our own hosts, those of every environment. */
export function isOwnFile({ environments }: Config): (url: string) => boolean {
  const sites = Object.values(environments).map(({ url }) => url);
  return (url) => isOwn(url, sites);
}

/** Throws TsopsError `unreachable` where it does not come, or comes with another status than 2xx. */
export function sitePage(inquiry: Inquiry): Promise<LoadedPage> {
  const known = loadsOf(inquiry);
  known.page ??= loadPage(inquiry, siteOf(inquiry).url);
  return known.page;
}

export async function loadPage(inquiry: Inquiry, url: string): Promise<LoadedPage> {
  const pages = await inquiry.context.services.webPages();
  const page = await pages.page(url, loadingOf(inquiry));
  if (page.status >= 200 && page.status < 300) return page;
  const message = `${url} answers HTTP ${page.status}, so what it loads cannot be seen`;
  throw new TsopsError({ kind: 'unreachable', message });
}

/** The version that the edge serves; null where build-info.json does not tell. */
export function servedVersionOf(inquiry: Inquiry): Promise<string | null> {
  const known = loadsOf(inquiry);
  known.version ??= readBuildInfo(
    inquiry.context,
    siteOf(inquiry).buildInfo,
    loadingOf(inquiry),
  ).then(
    ({ version }) => version,
    () => null,
  );
  return known.version;
}

/** Scripts and styles of the page, ours and others', and the modules that its scripts import. */
export function siteCode(inquiry: Inquiry): Promise<ReadonlyMap<string, FetchedFile<LoadedCode>>> {
  const known = loadsOf(inquiry);
  known.code ??= sitePage(inquiry).then((page) => loadCode(inquiry, page));
  return known.code;
}

export async function loadCode(
  inquiry: Inquiry,
  page: LoadedPage,
): Promise<ReadonlyMap<string, FetchedFile<LoadedCode>>> {
  const found = new Map<string, FetchedFile<LoadedCode>>();
  const pages = await inquiry.context.services.webPages();
  const load = (url: string) => pages.code(url, loadingOf(inquiry));
  await loadAll(
    inquiry,
    page.tags.filter(isCode).map(({ url }) => url),
    load,
    found,
  );
  const imported = [...found.values()].flatMap((file) =>
    file instanceof TsopsError ? [] : file.imports,
  );
  await loadAll(inquiry, imported, load, found);
  return found;
}

function isCode({ kind, as }: PageTag): boolean {
  if (kind === 'preload' || kind === 'prefetch') return as === 'script' || as === 'style';
  return kind !== 'image';
}

export function siteImages(
  inquiry: Inquiry,
): Promise<ReadonlyMap<string, FetchedFile<LoadedImage>>> {
  const known = loadsOf(inquiry);
  known.images ??= sitePage(inquiry).then(async ({ tags }) => {
    const found = new Map<string, FetchedFile<LoadedImage>>();
    const pages = await inquiry.context.services.webPages();
    const urls = tags.filter(isImage).map(({ url }) => url);
    await loadAll(inquiry, urls, (url) => pages.image(url, loadingOf(inquiry)), found, most.images);
    return found;
  });
  return known.images;
}

export function isImage({ kind, as }: PageTag): boolean {
  return kind === 'image' || (kind === 'preload' && as === 'image');
}

/** Adds what is not there yet; a file that fails keeps its reason. */
async function loadAll<File extends Loaded>(
  inquiry: Inquiry,
  urls: readonly string[],
  load: (url: string) => Promise<File>,
  found: Map<string, FetchedFile<File>>,
  limit = most.code,
): Promise<void> {
  const wanted = [...new Set(urls)].filter((url) => !found.has(url)).slice(0, limit - found.size);
  await forEachConcurrently(wanted, atOnce, async (url) => {
    const outcome = await load(url).catch(asTsopsError);
    inquiry.context.signal.throwIfAborted();
    found.set(url, outcome);
  });
}

function loadingOf({ context, budget }: Inquiry) {
  return { timeout: budget, signal: context.signal };
}

/** Files that came as what they are. A single-page app may answer a file that is gone with its page. */
export function arrived<File extends Loaded>(outcomes: Iterable<FetchedFile<File>>): File[] {
  return [...outcomes].filter(
    (file): file is File => !(file instanceof TsopsError) && !isMissing(file),
  );
}

export function isMissing({ status, type }: Loaded): boolean {
  return [403, 404, 410].includes(status) || type === 'text/html';
}
