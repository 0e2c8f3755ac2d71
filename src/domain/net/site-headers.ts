/*
 * Headers that the config gives for the site: basic auth, Cloudflare Access, Vercel's bypass. Their secrets come
 * from variables named TSOPS_HEADER_* and from no other, from a trusted config alone, and go to the origin that
 * the config names alone.
 */
import type { Env } from './env.ts';

type Headers = Readonly<Record<string, string>>;

/** What of a config gives headers. */
export interface HeaderSource {
  readonly environments: Readonly<
    Record<
      string,
      { readonly url: string; readonly buildInfo: string; readonly headers?: Headers | undefined }
    >
  >;
}

export interface FilledHeaders {
  readonly headers: Headers;
  /** Why headers of the config were left out, one phrase each; empty where all could be given. */
  readonly missing: readonly string[];
}

/** `${TSOPS_HEADER_X}` or `$TSOPS_HEADER_X` anywhere in a value; or the name alone. */
const reference = /\$\{(TSOPS_HEADER_\w+)\}|\$(TSOPS_HEADER_\w+)|^(TSOPS_HEADER_\w+)$/g;

/** True for a value that names a variable other than those. */
export function namesOtherVariable(value: string): boolean {
  return /\$\{(?!TSOPS_HEADER_\w+\})/.test(value);
}

/** Headers with their variables filled in; one whose variable cannot be had is left out whole. */
export function fillHeaders(headers: Headers, env: Env, trusted: boolean): FilledHeaders {
  const filled: Record<string, string> = {};
  const missing: string[] = [];
  for (const [name, text] of Object.entries(headers)) {
    const wants = [...text.matchAll(reference)].map(([, a, b, c]) => a ?? b ?? c ?? '');
    const absent = wants.find((variable) => (env[variable] ?? '').trim() === '');
    const value = text.replace(reference, (_, a, b, c) => (env[a ?? b ?? c] ?? '').trim());
    if (wants.length > 0 && !trusted) {
      missing.push(`${name} was not sent: the config that asks for it is not trusted`);
    } else if (absent !== undefined) missing.push(`${absent} is not set, so ${name} was not sent`);
    else if (!/^[\x20-\x7e\t]*$/.test(value)) missing.push(`${name} holds what no header can`);
    else filled[name.toLowerCase()] = value;
  }
  return { headers: filled, missing };
}

/** The headers for an address: those of every environment whose site or build-info.json has its origin. */
export function headersForUrl(
  url: string,
  { environments }: HeaderSource,
  env: Env,
  trusted: boolean,
): FilledHeaders {
  const { origin } = new URL(url);
  const given = Object.values(environments)
    .filter((each) => [each.url, each.buildInfo].some((own) => new URL(own).origin === origin))
    .map((each) => each.headers ?? {});
  return fillHeaders(Object.assign({}, ...given), env, trusted);
}
