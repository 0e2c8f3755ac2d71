/* A rule as it stands in the file, before anything is known of it: every value with its offset. */

export type RawValue =
  | { readonly kind: 'text'; readonly at: number; readonly text: string }
  | { readonly kind: 'list'; readonly at: number; readonly items: readonly RawValue[] }
  | { readonly kind: 'map'; readonly at: number; readonly entries: readonly RawEntry[] }
  | { readonly kind: 'absent'; readonly at: number };

export interface RawEntry {
  readonly key: string;
  readonly at: number;
  readonly value: RawValue;
}

export type RawText = Extract<RawValue, { kind: 'text' }>;
export type RawMap = Extract<RawValue, { kind: 'map' }>;

/**
 * Where the character at `index` of a scalar's text stands in the source. Quotes, escapes and folded
 * lines make the two differ; what cannot be followed is placed at the beginning.
 */
export function offsetIn(source: string, { at, text }: RawText, index: number): number {
  const quote = source[at];
  const quoted = (quote === '"' || quote === "'") && text[0] !== quote;
  let place = quoted ? at + 1 : at;
  if (source[place] !== text[0]) place = Math.max(at, source.indexOf(text[0] ?? '', at));
  for (let done = 0; done < index; done += 1) {
    const wanted = text[done];
    if (source[place] === wanted) place += 1;
    else if (/\s/.test(wanted ?? '')) place += /^\s+/.exec(source.slice(place))?.[0].length ?? 0;
    else if (source[place + 1] === wanted) place += 2;
    else return at;
    if (quoted && source[place] === '\\') place += 1;
    // A line of the source that is folded is indented.
    if (wanted === '\n') place += /^ +/.exec(source.slice(place))?.[0].length ?? 0;
  }
  return place;
}
