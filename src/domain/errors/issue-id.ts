/*
 * The name of an error as people have it at hand: Sentry's number, its short id (`TALKSTUDIO-WEB-1A`), or the address
 * of its page.
 */

const pathOfIssue = /\/issues\/([^/?#\s]+)/;
const numeric = /^\d{1,20}$/;
/** A project's slug in capitals, and a number in Crockford's base 32. Source: Sentry, `ShortId`. */
const short = /^[A-Z0-9][A-Z0-9_.-]{0,100}-[0-9A-Z]{1,12}$/;

export const issueIdForm = 'TALKSTUDIO-WEB-1A or 5612345678';

/** As Sentry spells it; undefined where it can be none. */
export function parseIssueId(written: string): string | undefined {
  const word = (pathOfIssue.exec(written)?.[1] ?? written).trim().toUpperCase();
  return numeric.test(word) || short.test(word) ? word : undefined;
}
