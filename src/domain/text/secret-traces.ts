/*
 * What a text shows wherever it holds a secret that we know, in any of its forms. Light: most texts show nothing of it,
 * and then what redacts need not be loaded.
 */

/** A shorter value would be found in ordinary words. */
export const shortestSecret = 6;

/** Fewer of its letters say nothing, even where a text says that it was cut behind them. */
export const tellingStart = 6;

/** So much of it is told also where nothing says that the rest was cut: of a short one, all. */
export const tellingPart = (secret: string): number => Math.max(12, Math.ceil(secret.length * 0.6));

/** As it stands within a text of JSON. */
export const jsonForm = (secret: string): string => JSON.stringify(secret).slice(1, -1);

/** What every form of a text leaves as it is, lower-cased; empty where there is no such thing. */
export function longestWord(text: string): string {
  let longest = '';
  for (const word of wordsIn(text)) if (word.length > longest.length) longest = word;
  return longest;
}

const wordsIn = (text: string): readonly string[] => text.toLowerCase().match(/[a-z0-9]+/g) ?? [];

/**
 * Base64 of a text that holds the secret: the characters in the middle depend only on how many bytes (modulo three)
 * stand before it.
 */
export function base64Core(secret: string, offset: number): string {
  const all = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]);
  const first = offset === 0 ? 0 : offset + 1;
  return all.toString('base64').slice(first, Math.floor((all.length * 8) / 6));
}

/** Of each form the stretches that it keeps, however it is escaped. */
const traces = new Map<string, readonly (readonly string[])[]>();

function tracesOf(secret: string): readonly (readonly string[])[] {
  const known = traces.get(secret);
  if (known !== undefined) return known;
  const forms = [
    secret,
    jsonForm(secret),
    ...[0, 1, 2].map((offset) => base64Core(secret, offset)),
  ];
  const found = forms.map(wordsIn);
  traces.set(secret, found);
  return found;
}

/** False only where none of these secrets would be found in the text, whole or cut. */
export function mayHoldKnown(text: string, secrets: readonly string[]): boolean {
  if (secrets.length === 0) return false;
  const unbroken = text.toLowerCase().replace(/\s+/g, '');
  return secrets.some((given) => {
    const secret = given.trim();
    if (secret.length < shortestSecret) return false;
    return (
      tracesOf(secret).some((words) => words.every((word) => unbroken.includes(word))) ||
      mayBeCut(text, secret)
    );
  });
}

/** It ends where somebody says so, or so late, or begins so early, that it tells the secret anyway. */
function mayBeCut(text: string, secret: string): boolean {
  const enough = tellingPart(secret);
  if (text.includes(secret.slice(-enough)) || text.includes(secret.slice(0, enough))) return true;
  return /…|\.{3}/.test(text) && text.includes(secret.slice(0, tellingStart));
}
