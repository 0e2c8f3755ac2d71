/* Ids that a file does not give: made of the text, so that they stay while the text does. */
import { createHash } from 'node:crypto';
import type { Note } from '../lint-codes.ts';
import type { Named } from './fields.ts';

const idPattern = /^[A-Za-z0-9][A-Za-z0-9-]*$/;
const longest = 48;

/** `Roll back to v1.2` → `roll-back-to-v1-2`; a text without such letters → a hash of it. */
function derivedId(text: string): string {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const id = words.join('-').slice(0, longest).replace(/-$/, '');
  const foreign = /[^\p{ASCII}]/u.test(text);
  if (id !== '' && !foreign) return id;
  return `t-${createHash('sha256').update(text.normalize()).digest('hex').slice(0, 8)}`;
}

/** Gives out ids that no other has; one that is written twice is a mistake. */
export function idGiver(written: readonly (Named | undefined)[], note: Note) {
  const given = new Set<string>();
  const reserved = new Set(written.map((id) => id?.name));
  return (id: Named | undefined, text: string): string => {
    if (id === undefined) return unused(derivedId(text), given, reserved);
    if (!idPattern.test(id.name)) {
      const fix = 'use letters, digits and dashes, such as roll-back';
      note('bad-id', id.at, `"${id.name}" cannot be an id`, fix);
    } else if (given.has(id.name)) {
      note('duplicate-id', id.at, `the id ${id.name} is given a second time`, 'give it another id');
    }
    given.add(id.name);
    return id.name;
  };
}

function unused(id: string, given: Set<string>, reserved: ReadonlySet<string | undefined>): string {
  let free = id;
  for (let nth = 2; given.has(free) || reserved.has(free); nth += 1) free = `${id}-${nth}`;
  given.add(free);
  return free;
}
