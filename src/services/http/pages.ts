/* Lists that come in pages. A vendor may name pages without end, or in a circle: both are given up. */

/** One page; `next` is where the following one begins, undefined at the end. */
export interface ListPage<Item, Cursor = string> {
  readonly items: readonly Item[];
  readonly next: Cursor | undefined;
}

export interface ReadList<Item> {
  readonly items: readonly Item[];
  /** The vendor has, or says that it has, more than was read. */
  readonly more: boolean;
}

export interface PageBounds<Item> {
  /** Pages that are read at most. */
  readonly most: number;
  /** True once what was read is all that is wanted. */
  readonly enough?: (items: readonly Item[]) => boolean;
}

/**
 * Reads page by page until the end, until there is enough, or until the bound. A cursor that was seen before
 * ends it too: then, as at the bound, there is `more`. `read` is told the cursor
 * and how many items there are already. Rejects as `read` does.
 */
export async function readPages<Item, Cursor extends string | number = string>(
  { most, enough }: PageBounds<Item>,
  read: (cursor: Cursor | undefined, found: number) => Promise<ListPage<Item, Cursor>>,
): Promise<ReadList<Item>> {
  const items: Item[] = [];
  const seen = new Set<Cursor>();
  let cursor: Cursor | undefined;
  for (let page = 1; ; page += 1) {
    const { items: found, next } = await read(cursor, items.length);
    items.push(...found);
    if (next === undefined) return { items, more: false };
    if (enough?.(items) || seen.has(next) || page >= most) return { items, more: true };
    seen.add(next);
    cursor = next;
  }
}
