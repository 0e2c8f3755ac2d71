/* The file in which the figures of earlier versions are kept: written, read and bounded. */
import type { KeptFile, KeptVersion } from './bundle-rules.ts';

/** As many versions as a comparison may reach back. */
const most = 20;

/** Newest first; what is not ours, or is damaged, is left out. Never throws. */
export function parseBundleHistory(text: string): KeptVersion[] {
  try {
    const { versions } = JSON.parse(text) as { versions?: unknown };
    return Array.isArray(versions) ? versions.filter(isVersion) : [];
  } catch {
    return [];
  }
}

export function bundleHistoryText(versions: readonly KeptVersion[]): string {
  return `${JSON.stringify({ versions })}\n`;
}

/** The list with one more, which takes the place of an earlier read of the same version. */
export function withVersion(known: readonly KeptVersion[], one: KeptVersion): KeptVersion[] {
  const others = known.filter(({ version }) => version !== one.version);
  return [one, ...others].sort((a, b) => b.at - a.at).slice(0, most);
}

/** The name of the file of one site: `talkstudio.app.json`. */
export function bundleHistoryFile(site: string): string {
  return `${new URL(site).host.replace(/[^\w.-]/g, '_')}.json`;
}

const kinds: readonly unknown[] = ['script', 'style', 'image', 'font', 'other'];

function isVersion(value: unknown): value is KeptVersion {
  const { version, at, files } = (value ?? {}) as Partial<KeptVersion>;
  return (
    typeof version === 'string' &&
    typeof at === 'number' &&
    Array.isArray(files) &&
    files.every(isFile)
  );
}

function isFile(value: unknown): value is KeptFile {
  const { name, kind, decoded } = (value ?? {}) as Partial<KeptFile>;
  return typeof name === 'string' && kinds.includes(kind) && typeof decoded === 'number';
}
