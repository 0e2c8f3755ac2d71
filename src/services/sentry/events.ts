/* Sentry's issues, events, spans and sessions, through its API version 0. Reads only. */
import type { EvidenceWindow } from '../../domain/evidence/shape.ts';
import { isWithinDomain } from '../../domain/net/within-domain.ts';
import { hour } from '../../domain/time/units.ts';
import type { ErrorSeriesKind, ErrorsRead, ErrorTracker, EventField } from '../../ports/errors.ts';
import { field, listAt } from '../http/json.ts';
import { readPages } from '../http/pages.ts';
import {
  countSeriesOf,
  discoverRowsOf,
  issueOf,
  releaseSessionsOf,
  sharesOf,
  totalsOf,
  wholeIssueOf,
} from './answers.ts';
import {
  askSentry,
  mostPages,
  openSentry,
  type SentryParts,
  type SentryProject,
  unreadableSentryAnswer,
} from './client.ts';
import { firstSeen, spanOf, vitalOverTime } from './history.ts';

const pageSize = 100;
/** Information and warnings are no errors. */
const isError = 'level:[error,fatal]';
/**
 * How the SDK came by it. Its global handlers carry a prefix since version 10, hence the star. Source: Sentry
 * docs, "Exception Interface", mechanism.
 */
const counted: Readonly<Record<ErrorSeriesKind, string>> = {
  errors: isError,
  'unhandled-rejections': 'error.mechanism:*onunhandledrejection',
};
/** Source: Sentry docs, span properties; a page load is a transaction of that operation. */
const isPageLoad = 'is_transaction:true transaction.op:pageload';

type Pairs = readonly (readonly [string, string])[];

export function createSentryEvents(parts: SentryParts): ErrorTracker {
  const project = openSentry(parts);
  const table = (asked: Table, window: EvidenceWindow, read?: ErrorsRead) =>
    tableOf(project, asked, window, read);
  return {
    page: (environment) => issuesPage(parts.config, environment),
    issues: (window, read) => issues(project, window, read?.limit ?? pageSize, read),
    issue: (id, read) => wholeIssue(project, id, read),
    async errors(window, read) {
      return totalsOf(await table({ dataset: 'errors', query: isError }, window, read));
    },
    async errorsBy(by, window, read) {
      return sharesOf(await table({ dataset: 'errors', query: isError, by }, window, read), by);
    },
    async pageLoadsBy(by, window, read) {
      return sharesOf(await table({ dataset: 'spans', query: isPageLoad, by }, window, read), by);
    },
    async errorsPerMinute(window, read, kind = 'errors') {
      const query: Pairs = [
        ['dataset', 'errors'],
        ['yAxis', 'count()'],
        // With its unit: a plain number is seconds to some versions and milliseconds to others.
        ['interval', '1m'],
        ['query', counted[kind]],
        ...spanOf(window),
      ];
      const asked = { path: 'events-timeseries/', scope: 'org:read', query } as const;
      return countSeriesOf((await askSentry(project, asked, read)).json, window);
    },
    sessions: (window, read) => sessions(project, window, read),
    vitals: (window, read) => vitals(project, window, read),
    vitalOverTime: (vital, window, step, read) =>
      vitalOverTime(project, { vital, window, step }, read),
    firstSeen: (window, read) => firstSeen(project, window, read),
  };
}

async function issues(
  project: SentryProject,
  window: EvidenceWindow,
  limit: number,
  read: ErrorsRead | undefined,
) {
  const bounds = { most: mostPages, enough: (found: readonly unknown[]) => found.length >= limit };
  const { items, more } = await readPages(bounds, async (cursor, found) => {
    const query: Pairs = [
      // Empty, not left out: else only unresolved ones are listed.
      ['query', ''],
      ['sort', 'freq'],
      ['limit', String(Math.min(pageSize, limit - found))],
      ['groupStatsPeriod', ''],
      ...spanOf(window),
      ...(cursor === undefined ? [] : [['cursor', cursor] as const]),
    ];
    const page = await askSentry(project, { path: 'issues/', scope: 'event:read', query }, read);
    const entries = listAt(page.json);
    if (entries === undefined) throw unreadableSentryAnswer('it is not a list of issues');
    return { items: entries.map(issueOf), next: page.cursor };
  });
  if (more && items.length === 0)
    throw unreadableSentryAnswer('its list of issues has no end, and no issue');
  if (more && items.length < limit) read?.onMore?.();
  return items.slice(0, limit);
}

/** Sentry's own service answers people at the organization's host, whatever region its API is of. */
function issuesPage(
  { url, org, environment: usual }: SentryParts['config'],
  environment = usual,
): string | null {
  if (org === undefined) return null;
  const ownService = isWithinDomain(new URL(url).hostname, 'sentry.io');
  const base = ownService
    ? `https://${org}.sentry.io`
    : `${new URL(url).origin}/organizations/${org}`;
  return `${base}/issues/?${new URLSearchParams({ environment })}`;
}

/** Of all environments. Sentry takes a number and a short id at the same address. */
async function wholeIssue(project: SentryProject, id: string, read: ErrorsRead | undefined) {
  const path = `issues/${encodeURIComponent(id)}/`;
  const asked = { path, scope: 'event:read', perhaps: true } as const;
  const answer = await askSentry(project, asked, read);
  return answer.json === null ? null : wholeIssueOf(answer.json);
}

interface Table {
  readonly dataset: 'errors' | 'spans';
  readonly query: string;
  readonly by?: EventField;
}

async function tableOf(
  project: SentryProject,
  { dataset, query, by }: Table,
  window: EvidenceWindow,
  read: ErrorsRead | undefined,
) {
  const pairs: Pairs = [
    ['dataset', dataset],
    ...(by === undefined ? [] : [['field', by] as const]),
    ['field', 'count()'],
    // Of page loads only a sample is traced: people cannot be counted in it.
    ...(dataset === 'spans' ? [] : [['field', 'count_unique(user)'] as const]),
    ['query', query],
    ['sort', '-count()'],
    ['per_page', String(pageSize)],
    ...spanOf(window),
  ];
  const asked = { path: 'events/', scope: 'org:read', query: pairs } as const;
  return discoverRowsOf((await askSentry(project, asked, read)).json);
}

async function sessions(
  project: SentryProject,
  window: EvidenceWindow,
  read: ErrorsRead | undefined,
) {
  const counted = {
    from: Math.floor(window.from / hour) * hour,
    to: Math.ceil(window.to / hour) * hour,
  };
  const query: Pairs = [
    ['field', 'sum(session)'],
    ['field', 'count_unique(user)'],
    ['groupBy', 'release'],
    ['interval', '1h'],
    ['includeSeries', '0'],
    ...spanOf(counted),
  ];
  const { json } = await askSentry(project, { path: 'sessions/', scope: 'org:read', query }, read);
  return { window: counted, releases: releaseSessionsOf(json) };
}

const measured = ['lcp', 'inp', 'cls', 'fcp', 'ttfb'] as const;
const p75 = (vital: string) => `p75(measurements.${vital})`;

/** INP comes in spans of its own, so that they are not narrowed to page loads. */
async function vitals(
  project: SentryProject,
  window: EvidenceWindow,
  read: ErrorsRead | undefined,
) {
  const query: Pairs = [
    ['dataset', 'spans'],
    ...measured.map((vital) => ['field', p75(vital)] as const),
    ['query', ''],
    ['per_page', '1'],
    ...spanOf(window),
  ];
  const asked = { path: 'events/', scope: 'org:read', query } as const;
  const [row = {}] = discoverRowsOf((await askSentry(project, asked, read)).json);
  const values = measured.flatMap((vital) => {
    const value = field(row, p75(vital));
    return typeof value === 'number' && value >= 0 ? [[vital, value] as const] : [];
  });
  return Object.fromEntries(values);
}
