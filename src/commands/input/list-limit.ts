import { cleanText } from '../../domain/text/clean.ts';

/** How an option that shortens a list is read, and what is said of a wrong one: a whole number of at most two digits. */
export function listLimit(most: number) {
  const parse = (text: string): number | undefined => {
    const count = /^\d{1,2}$/.test(text) ? Number(text) : 0;
    return count >= 1 && count <= most ? count : undefined;
  };
  const message = (text: string) =>
    `needs a number from 1 to ${most}, not “${cleanText(text, 60)}”`;
  return [parse, message] as const;
}
