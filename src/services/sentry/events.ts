/* Sentry's issues, events, spans and sessions, through its API version 0. Reads only. */
import type { Window } from '../../domain/evidence/shape.ts';
import { hour } from '../../domain/time/units.ts';
import type { ErrorKind, ErrorsRead, ErrorTracker, EventField } from '../../ports/errors.ts';
import { field, list } from '../http/vendor-answer.ts';
import {
  countSeriesOf,
  issueOf,
  releaseSessionsOf,
  rowsOf,
  sharesOf,
  totalsOf,
} from './answers.ts';
import { firstSeen, spanOf, vitalOverTime } from './history.ts';
import { askSentry, type SentryParts, unreadable } from './request.ts';

const pageSize = 100;
/** Information and warnings are no errors. */
const isError = 'level:[error,fatal]';
/**
 * How the SDK came by it. Its global handlers carry a prefix since version 10, hence the star. Source: Sentry
 * docs, "Exception Interface", mechanism.
 */
const counted: Readonly<Record<ErrorKind, string>> = {
  errors: isError,
  'unhandled-rejections': 'error.mechanism:*onunhandledrejection',
};
/** Source: Sentry docs, span properties; a page load is a transaction of that operation. */
const isPageLoad = 'is_transaction:true transaction.op:pageload';

type Pairs = readonly (readonly [string, string])[];

export function createSentryEvents(parts: SentryParts): ErrorTracker {
  const table = (asked: Table, window: Window, read?: ErrorsRead) =>
    tableOf(parts, asked, window, read);
  return {
    issues: (window, read) => issues(parts, window, read?.limit ?? pageSize, read),
    async firstRelease(issueId, read) {
      const path = `issues/${encodeURIComponent(issueId)}/`;
      const { json } = await askSentry(parts, { path, scope: 'event:read' }, read);
      const version = field(json, 'firstRelease', 'version');
      return typeof version === 'string' ? version : null;
    },
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
      return countSeriesOf((await askSentry(parts, asked, read)).json, window);
    },
    sessions: (window, read) => sessions(parts, window, read),
    vitals: (window, read) => vitals(parts, window, read),
    vitalOverTime: (vital, window, step, read) =>
      vitalOverTime(parts, { vital, window, step }, read),
    firstSeen: (window, read) => firstSeen(parts, window, read),
  };
}

async function issues(
  parts: SentryParts,
  window: Window,
  limit: number,
  read: ErrorsRead | undefined,
) {
  const found: ReturnType<typeof issueOf>[] = [];
  let cursor: string | null = null;
  do {
    const query: Pairs = [
      // Empty, not left out: else only unresolved ones are listed.
      ['query', ''],
      ['sort', 'freq'],
      ['limit', String(Math.min(pageSize, limit - found.length))],
      ['groupStatsPeriod', ''],
      ...spanOf(window),
      ...(cursor === null ? [] : [['cursor', cursor] as const]),
    ];
    const page = await askSentry(parts, { path: 'issues/', scope: 'event:read', query }, read);
    const items = list(page.json);
    if (items === undefined) throw unreadable('it is not a list of issues');
    found.push(...items.map(issueOf));
    cursor = page.cursor === cursor ? null : page.cursor;
  } while (cursor !== null && found.length < limit);
  return found.slice(0, limit);
}

interface Table {
  readonly dataset: 'errors' | 'spans';
  readonly query: string;
  readonly by?: EventField;
}

async function tableOf(
  parts: SentryParts,
  { dataset, query, by }: Table,
  window: Window,
  read: ErrorsRead | undefined,
) {
  const pairs: Pairs = [
    ['dataset', dataset],
    ...(by === undefined ? [] : [['field', by] as const]),
    ['field', 'count()'],
    // Of page loads only a sample is traced: people can not be counted in it.
    ...(dataset === 'spans' ? [] : [['field', 'count_unique(user)'] as const]),
    ['query', query],
    ['sort', '-count()'],
    ['per_page', String(pageSize)],
    ...spanOf(window),
  ];
  const asked = { path: 'events/', scope: 'org:read', query: pairs } as const;
  return rowsOf((await askSentry(parts, asked, read)).json);
}

async function sessions(parts: SentryParts, window: Window, read: ErrorsRead | undefined) {
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
  const { json } = await askSentry(parts, { path: 'sessions/', scope: 'org:read', query }, read);
  return { window: counted, releases: releaseSessionsOf(json) };
}

const measured = ['lcp', 'inp', 'cls', 'fcp', 'ttfb'] as const;
const p75 = (vital: string) => `p75(measurements.${vital})`;

/** INP comes in spans of its own, so that they are not narrowed to page loads. */
async function vitals(parts: SentryParts, window: Window, read: ErrorsRead | undefined) {
  const query: Pairs = [
    ['dataset', 'spans'],
    ...measured.map((vital) => ['field', p75(vital)] as const),
    ['query', ''],
    ['per_page', '1'],
    ...spanOf(window),
  ];
  const asked = { path: 'events/', scope: 'org:read', query } as const;
  const [row = {}] = rowsOf((await askSentry(parts, asked, read)).json);
  const values = measured.flatMap((vital) => {
    const value = field(row, p75(vital));
    return typeof value === 'number' && value >= 0 ? [[vital, value] as const] : [];
  });
  return Object.fromEntries(values);
}
