import { isWithinDomain } from '../net/within-domain.ts';
import type { ErrorTypes } from './findings.ts';

/** Share of the errors that must name the same host. */
const most = 0.8;
/** Ends of host names that code does not look like: `this.props.app` is none. */
const bare = /\b(?:[a-z\d-]+\.)+(?:com|net|org|io|kr|jp|example|test)\b/g;
const withScheme = /\b(?:https?|wss?):\/\/([a-z\d.-]+)/g;

/** Host names in a message, lower case. */
function hostsIn(title: string): string[] {
  const text = title.toLowerCase();
  const named = [...text.matchAll(withScheme)].flatMap(([, host]) => host ?? []);
  return [...new Set([...named, ...(text.match(bare) ?? [])])];
}

/** The host of others that nearly all errors (levels error and fatal) name; null where there is none. */
export function foreignHostOf(
  { types }: ErrorTypes,
  own: readonly string[],
): { readonly host: string; readonly share: number } | null {
  const errors = types.filter(({ level }) => level === 'error' || level === 'fatal');
  const all = errors.reduce((sum, { events }) => sum + events, 0);
  const byHost = new Map<string, number>();
  for (const { title, events } of errors) {
    for (const host of hostsIn(title)) {
      if (!own.some((one) => isWithinDomain(host, one)))
        byHost.set(host, (byHost.get(host) ?? 0) + events);
    }
  }
  const [first] = [...byHost].sort(([, a], [, b]) => b - a);
  if (first === undefined || all === 0 || first[1] < most * all) return null;
  return { host: first[0], share: first[1] / all };
}
