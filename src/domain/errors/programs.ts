import type { ClientShare, ErrorRate } from './findings.ts';

/** What programs call themselves that run the scripts of a page: crawlers, link scanners, test browsers. */
const names =
  /(?:bot|spider|crawler)\b|bot[-/ ]|slurp|headless|lighthouse|phantomjs|facebookexternalhit|pagespeed|prerender|puppeteer|playwright|pingdom/i;

/** True of a browser by its name, as Sentry has it, that no person sits in front of. */
export function isProgram(browser: string): boolean {
  return names.test(browser);
}

/** So many of the errors must be theirs … */
const nearlyAll = 0.9;
/** … and fewer than so many a minute people's: those would be trouble by themselves (MONITORING section 2). */
const people = 10;

/** The program with most of the errors, and the share of all programs, where next to no person meets them; else null. */
export function programBehind(
  clients: readonly ClientShare[],
  { recentPerMinute, limit, recentRate }: ErrorRate,
): { readonly name: string; readonly share: number } | null {
  const programs = clients.filter(({ kind, name }) => kind === 'browser' && isProgram(name));
  const share = programs.reduce((sum, { errorShare }) => sum + errorShare, 0);
  const [first] = programs.toSorted((a, b) => b.errorShare - a.errorShare);
  const left = 1 - share;
  if (first === undefined || share < nearlyAll || left * recentPerMinute >= people) return null;
  return left * (recentRate ?? 0) < limit ? { name: first.name, share } : null;
}
