/* Who is meant by a name: of the contacts, and then of PagerDuty's people. */

import { TsopsError } from '../../contract/errors.ts';
import { isSameName, type Reachable } from '../../domain/oncall/contact.ts';
import type { PagedPerson } from '../../domain/paging/paged-incident.ts';
import { cleanText } from '../../domain/text/clean.ts';
import type { Pages } from '../../ports/pages.ts';

/** A whole name or role, else a part of the name that only one has; undefined where no contact fits. */
export function contactMeant(contacts: readonly Reachable[], name: string): Reachable | undefined {
  const whole = contacts.find((each) => isSameName(each.name, name) || isSameName(each.role, name));
  if (whole !== undefined) return whole;
  const part = name.trim().toLowerCase();
  const [first, second] = contacts.filter((each) => each.name.toLowerCase().includes(part));
  return second === undefined ? first : undefined;
}

/** PagerDuty's person of that name. Throws a usage error where there is none, or where several fit. */
export async function personNamed(
  pager: Pages,
  contacts: readonly Reachable[],
  name: string,
  signal: AbortSignal,
): Promise<PagedPerson> {
  const wanted = contactMeant(contacts, name)?.name ?? name;
  const found = await pager.people(wanted, signal);
  const exact = found.filter((person) => isSameName(person.name, wanted));
  const [first, second] = exact.length > 0 ? exact : found;
  if (first !== undefined && second === undefined) return first;
  const shown = cleanText(wanted, 60);
  throw new TsopsError({
    kind: 'usage',
    message:
      first === undefined
        ? `PagerDuty has no user named ${shown}.`
        : `PagerDuty knows ${found.length} people named ${shown}; give the whole name.`,
    why: 'Nobody was paged.',
    next:
      first === undefined
        ? [`the contacts are ${contacts.map((each) => each.name).join(', ') || 'empty'}`]
        : found.slice(0, 5).map((person) => person.name),
  });
}
