import type { PagedIncident, PagedLevel, PagedPerson } from './paged-incident.ts';

/** What can be done to a page. */
export type PageChange =
  | { readonly to: 'acknowledged' }
  | { readonly to: 'resolved'; readonly resolution: string | null }
  /** Pages that step of its policy, from 1; it is triggered anew. */
  | { readonly to: 'level'; readonly level: number; readonly people: readonly PagedPerson[] }
  /** Gives it to one person; it escalates no more by itself. */
  | { readonly to: 'person'; readonly person: PagedPerson };

/**
 * Whether the page shows that it was done; `before` is how it stood. Who had acknowledged it is its assignee
 * already, and is paged anew only once it is triggered again.
 */
export function isReached(
  page: PagedIncident,
  change: PageChange,
  before: Pick<PagedIncident, 'changedAt'>,
): boolean {
  if (change.to === 'acknowledged' || change.to === 'resolved') return page.status === change.to;
  const moved = page.status === 'triggered' || page.changedAt !== before.changedAt;
  const people = change.to === 'person' ? [change.person] : change.people;
  return page.status !== 'resolved' && moved && hasOneOf(page, people);
}

function hasOneOf({ assigned }: PagedIncident, people: readonly PagedPerson[]): boolean {
  return assigned.some(({ id }) => people.some((person) => person.id === id));
}

/**
 * The step of the policy that has the page now: the lowest where one of its people stands, since PagerDuty
 * does not tell. 0 where none does, or where it was given to somebody by name.
 */
export function levelOf(page: PagedIncident, levels: readonly PagedLevel[]): number {
  if (page.direct) return 0;
  return levels.find(({ people }) => hasOneOf(page, people))?.level ?? 0;
}

/** The next step; undefined after the last. */
export function nextLevel(
  page: PagedIncident,
  levels: readonly PagedLevel[],
): PagedLevel | undefined {
  const now = levelOf(page, levels);
  return levels.find(({ level }) => level > now);
}

/** A page with whom its next step pages; nobody where that is not known, or where there is none. */
export interface ListedPage extends PagedIncident {
  readonly escalatesTo: readonly string[];
}

export function listed(page: PagedIncident, levels: readonly PagedLevel[]): ListedPage {
  const next = page.escalatesAt === null ? undefined : nextLevel(page, levels);
  return { ...page, escalatesTo: next?.people.map(({ name }) => name) ?? [] };
}
