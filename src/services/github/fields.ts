/* Reads what must be there in GitHub's answers, and says what is wrong where they are not what GitHub promises. */

import { TsopsError } from '../../contract/errors.ts';
import { field, neededFields, textOrNull } from '../http/json.ts';

/** An answer that is not GitHub's: HTML of a proxy, cut JSON, other types than promised. */
export function notGitHub(what: string): TsopsError {
  return new TsopsError({
    kind: 'unreachable',
    message: `GitHub's answer cannot be read: ${what}`,
    why: 'something between here and GitHub may have changed it (a proxy, a sign-in page)',
    next: ['tsops doctor'],
  });
}

export const { fields, items, id, text, time } = neededFields(notGitHub);

/** The value of `login`, `slug` or `name` of a nested object; null when there is none. */
export function nameIn(value: unknown, name: string): string | null {
  return textOrNull(field(value, name));
}
