import type { PagedIncident, PagedLevel, PagedPerson } from './paged-incident.ts';

/** What can be done to a page. */
export type PageChange =
  | { readonly to: 'acknowledged' }
  | { readonly to: 'resolved'; readonly resolution: string | null }
  /** Pages that step of its policy, from 1; it is triggered anew. */
  | { readonly to: 'level'; readonly level: number; readonly people: readonly PagedPerson[] }
  /** Gives it to one person; it escalates no more by itself. */
  | { readonly to: 'person'; readonly person: PagedPerson };

/** Whether the page shows that it was done. */
export function isReached(page: PagedIncident, change: PageChange): boolean {
  switch (change.to) {
    case 'acknowledged':
    case 'resolved':
      return page.status === change.to;
    case 'person':
      return page.status !== 'resolved' && hasOneOf(page, [change.person]);
    case 'level':
      return page.status !== 'resolved' && hasOneOf(page, change.people);
  }
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
