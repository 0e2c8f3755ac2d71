/* What the files of a project tell of the service: its name, and the address that people open. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isHttpUrl } from '../kinds.ts';

/** A value, and the file that told it. */
export interface Derived {
  readonly value: string;
  readonly from: string;
}

/** Larger files tell nothing that is looked for here. Characters. */
const longest = 1_048_576;

/** `name` and `url`, as far as `package.json`, `CNAME`, `vercel.json` and `netlify.toml` below `root` tell them. */
export function deriveService(root: string): {
  readonly name?: Derived;
  readonly url?: Derived;
} {
  const manifest = jsonOf(join(root, 'package.json'));
  const name = nameOf(manifest);
  const url =
    fromCname(root) ??
    fromVercel(jsonOf(join(root, 'vercel.json'))) ??
    fromNetlify(textOf(join(root, 'netlify.toml'))) ??
    fromHomepage(manifest);
  return { ...(name && { name }), ...(url && { url }) };
}

/** Names that templates give, and that say nothing. */
const generic =
  /^(?:app|my-?app|web|website|site|frontend|client|root|monorepo|workspace|package|project|test|vite-project|nextjs?-app|(?:react|vue|angular|svelte)-app)$/i;

function nameOf(manifest: unknown): Derived | undefined {
  const named = [field(manifest, 'productName'), field(manifest, 'displayName')];
  const own = field(manifest, 'name').replace(/^@[^/]+\//, '');
  const value = [...named, generic.test(own) ? '' : own].find((each) => isName(each));
  return value === undefined ? undefined : { value, from: 'package.json' };
}

function isName(text: string): boolean {
  return text !== '' && text.length <= 60 && /^[^\0-\x1f\x7f]+$/.test(text) && text.trim() !== '';
}

/** `npm init` writes the address of the repository. */
const notTheSite =
  /(?:^|\.)(?:github\.com|githubusercontent\.com|gitlab\.com|bitbucket\.org|npmjs\.com|localhost|example\.(?:com|org|net))$/i;

function siteOf(address: string): string | undefined {
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`;
  if (!isHttpUrl(whole)) return undefined;
  const { hostname, origin, pathname } = new URL(whole);
  if (notTheSite.test(hostname) || !hostname.includes('.') || /^[\d.]+$/.test(hostname))
    return undefined;
  return pathname === '/' ? origin : `${origin}${pathname}`;
}

function fromHomepage(manifest: unknown): Derived | undefined {
  const value = siteOf(field(manifest, 'homepage'));
  return value === undefined ? undefined : { value, from: 'package.json (homepage)' };
}

const cnames = ['CNAME', 'public/CNAME', 'static/CNAME', 'docs/CNAME'];

function fromCname(root: string): Derived | undefined {
  for (const file of cnames) {
    const host = textOf(join(root, file)).trim();
    const value = isHost(host) ? siteOf(host) : undefined;
    if (value !== undefined) return { value, from: file };
  }
  return undefined;
}

function isHost(text: string): boolean {
  return /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i.test(text);
}

/** Its alias; else where it leads the address that Vercel gave. */
function fromVercel(settings: unknown): Derived | undefined {
  const aliases = [child(settings, 'alias')].flat().map(String);
  const moved = list(child(settings, 'redirects'))
    .filter((each) => list(child(each, 'has')).some((has) => child(has, 'type') === 'host'))
    .map((each) => addressBefore(String(child(each, 'destination') ?? ''), ':'));
  const value = [...aliases.filter(isHost), ...moved]
    .filter((each) => !each.endsWith('.vercel.app'))
    .flatMap((each) => siteOf(each) ?? [])[0];
  return value === undefined ? undefined : { value, from: 'vercel.json' };
}

/** `URL`, `SITE_URL`, `NEXT_PUBLIC_SITE_URL`: never the address of an API. */
const siteVariable =
  /^(?:(?:NEXT_PUBLIC|PUBLIC|VITE|GATSBY|REACT_APP)_)?(?:SITE_|BASE_|APP_)?URL\s*=\s*"(https?:\/\/[^"]+)"/;

/** The address that its variables name, or where it leads the address that Netlify gave. */
function fromNetlify(text: string): Derived | undefined {
  const lines = text.split('\n').map((line) => line.trim());
  const named = lines.flatMap((line) => siteVariable.exec(line)?.[1] ?? []);
  const led = lines.flatMap((line, at) => {
    if (!/^from\s*=\s*"https?:\/\/[^"/]+\.netlify\.app/.test(line)) return [];
    const to = lines.slice(at + 1, at + 4).find((each) => each.startsWith('to')) ?? '';
    return addressBefore(/"(https?:\/\/[^"]+)"/.exec(to)?.[1] ?? '', ':splat');
  });
  const value = [...led, ...named].flatMap((each) => siteOf(each) ?? [])[0];
  return value === undefined ? undefined : { value, from: 'netlify.toml' };
}

/** The origin of an address whose path holds placeholders. */
function addressBefore(address: string, placeholder: string): string {
  const at = address.indexOf(placeholder, 'https:'.length);
  const plain = at === -1 ? address : address.slice(0, at);
  return URL.canParse(plain) ? new URL(plain).origin : '';
}

function textOf(file: string): string {
  try {
    const text = readFileSync(file, 'utf8');
    return text.length > longest ? '' : text.replace(/^\ufeff/, '');
  } catch {
    return '';
  }
}

function jsonOf(file: string): unknown {
  try {
    return JSON.parse(textOf(file));
  } catch {
    return undefined;
  }
}

function child(data: unknown, key: string): unknown {
  return typeof data === 'object' && data !== null
    ? (data as Record<string, unknown>)[key]
    : undefined;
}

function field(data: unknown, key: string): string {
  const value = child(data, key);
  return typeof value === 'string' ? value.trim() : '';
}

function list(data: unknown): readonly unknown[] {
  return Array.isArray(data) ? data : [];
}
