/*
 * Commands that people write by hand, and what tsops has for them: with a plan, guards and a proof where they write,
 * with a verdict where they read. They are run as they are written all the same.
 */
import type { Danger } from '../contract/command.ts';
import { shellQuote } from '../domain/text/shell-quote.ts';
import { shellWords } from '../domain/text/shell-words.ts';

export interface Instead {
  readonly command: string;
  /** Of the command as it is written, where it writes: nobody consents to less. */
  readonly danger: Danger;
}

interface Row {
  readonly pattern: RegExp;
  instead(found: RegExpExecArray): readonly string[];
  readonly danger: Danger;
}

const value = '["\']?([\\w.+-]+)["\']?';

const rows: readonly Row[] = [
  {
    pattern: new RegExp(`\\bgh\\s+workflow\\s+run\\b[^\\n|;&]*[\\s"']version=${value}`),
    instead: ([, version = '']) => ['rollback', version],
    danger: 'production',
  },
  {
    pattern: /\bgh\s+workflow\s+run\b[^\n|;&]*[\s"']version=/,
    instead: () => ['rollback'],
    danger: 'production',
  },
  {
    pattern: /\baws\s+cloudfront\s+create-invalidation\b[^\n|;&]*--paths\s+(.*)/,
    instead: ([, paths = '']) => ['invalidate', ...pathsIn(paths)],
    danger: 'production',
  },
  {
    pattern: /\baws\s+cloudfront\s+(?:get|list)-invalidations?\b/,
    instead: () => ['invalidate', 'status'],
    danger: 'read',
  },
  {
    pattern: /\bcurl\b[^\n|;&]*\/build-info\.json\b/,
    instead: () => ['version'],
    danger: 'read',
  },
];

/** Undefined where tsops has nothing for it. `sites` are the addresses that the config knows as ours. */
export function insteadOf(text: string, sites: readonly string[]): Instead | undefined {
  const lines = text.replaceAll(/\\\r?\n/g, ' ');
  for (const { pattern, instead, danger } of rows) {
    const found = pattern.exec(lines);
    if (found !== null) return { command: shellQuote(['tsops', ...instead(found)]), danger };
  }
  return asksForHead(lines, sites) ? { command: 'tsops health', danger: 'read' } : undefined;
}

/** `/*` is the whole cache, by whatever name. */
function pathsIn(text: string): readonly string[] {
  const split = shellWords(text.replace(/[\n|;&>].*$/s, ''));
  const words = 'commands' in split ? (split.commands[0] ?? []).map((word) => word.text) : [];
  const end = words.findIndex((word) => word.startsWith('--'));
  const paths = end === -1 ? words : words.slice(0, end);
  return paths.length === 0 || paths.includes('/*') ? ['--all'] : paths;
}

/** `curl -I` of one of our sites, not of somebody else's. */
function asksForHead(lines: string, sites: readonly string[]): boolean {
  const asked = /\bcurl\b[^\n|;&]*\s(?:-[a-zA-Z]*I|--head)\b[^\n|;&]*/.exec(lines)?.[0] ?? '';
  const addresses = asked.match(/https?:\/\/[^\s"']+/g) ?? [];
  const ours = new Set(sites.map(hostOf));
  return addresses.some((address) => ours.has(hostOf(address)));
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}
