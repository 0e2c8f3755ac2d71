import { cleanText } from '../text/clean.ts';

/** What an environment says that it runs. Texts are safe to show. */
export interface BuildInfo {
  /** As written there: usually `v1.2.3`, sometimes `1.2.3`. */
  readonly version: string;
  readonly commit: string | null;
  /** Epoch milliseconds. */
  readonly builtAt: number | null;
  /** The object as it was served. */
  readonly raw: Readonly<Record<string, unknown>>;
}

export type BuildInfoReading =
  | { readonly info: BuildInfo }
  /** Why it cannot be told: one phrase that completes “build-info.json …”. */
  | { readonly trouble: string };

const commitFields = ['commit', 'sha', 'gitSha', 'gitCommit', 'revision'];
const timeFields = ['buildTime', 'builtAt', 'buildDate', 'timestamp', 'time', 'date'];
/** The year 2001 in milliseconds: a smaller number is in seconds. */
const secondsBelow = 1e12;

/** Reads the body of build-info.json; never throws. Only `version` must be there, a text of 1 to 100 characters. */
export function parseBuildInfo(body: string): BuildInfoReading {
  const text = body.replace(/^\ufeff/, '').trim();
  if (text === '') return { trouble: 'is empty' };
  if (text.startsWith('<'))
    return { trouble: "is an HTML page, not JSON (the app's fallback page?)" };
  const value = parseJson(text);
  if (value === undefined) return { trouble: 'is not valid JSON' };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { trouble: 'is JSON, but not an object' };
  }
  const raw = value as Record<string, unknown>;
  if (!Object.hasOwn(raw, 'version')) return { trouble: 'has no `version`' };
  const version = typeof raw.version === 'string' ? cleanText(raw.version, 101) : '';
  if (version === '' || version.length > 100) {
    return { trouble: 'has a `version` that is not a short text' };
  }
  return { info: { version, commit: commitOf(raw), builtAt: timeOf(raw), raw } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function commitOf(raw: Record<string, unknown>): string | null {
  for (const field of commitFields) {
    const value = raw[field];
    if (typeof value === 'string' && value !== '') return cleanText(value, 60);
  }
  return null;
}

function timeOf(raw: Record<string, unknown>): number | null {
  for (const field of timeFields) {
    const value = raw[field];
    const ms =
      typeof value === 'string'
        ? Date.parse(value)
        : typeof value === 'number'
          ? value * (value < secondsBelow ? 1000 : 1)
          : Number.NaN;
    if (Number.isFinite(ms)) return ms;
  }
  return null;
}
