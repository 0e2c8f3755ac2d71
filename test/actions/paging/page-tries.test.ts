import { describe, expect, it } from 'vitest';
import { keysOfPage, triesUnder } from '../../../src/actions/paging/page-tries.ts';
import { type PageAbout, pageKey } from '../../../src/domain/paging/page-key.ts';
import { memoryJournal } from '../../support/journal.ts';

const minute = 60_000;
const nine = Date.parse('2026-11-23T09:00:00Z');
const about = (now: number, parts: Partial<PageAbout> = {}): PageAbout => ({
  environment: 'production',
  incident: null,
  to: 'escalation',
  summary: 'checkout is down',
  now,
  ...parts,
});

/** A journal with the intents of pages at these times, each under the key that it had then. */
async function paged(...at: readonly number[]) {
  let now = 0;
  const journal = memoryJournal(() => now);
  for (now of at) {
    const record = await journal.start('page-production');
    await record.append('intent', { action: 'page', key: pageKey(about(now)) });
  }
  return journal;
}

describe('a page outside an incident', () => {
  it('has the key of its hour, and knows that of the hour before', async () => {
    const journal = await paged();
    expect(await keysOfPage(journal, about(nine))).toEqual({
      key: pageKey(about(nine)),
      before: pageKey(about(nine - 1)),
    });
  });

  it('goes on under the key of a try of the same hour, though the clock has struck since', async () => {
    const journal = await paged(nine - 1);
    const first = pageKey(about(nine - 1));
    expect((await keysOfPage(journal, about(nine))).key).toBe(first);
    expect((await keysOfPage(journal, about(nine + 59 * minute))).key).toBe(first);
  });

  it('is another one an hour after the try, or of other words, or to somebody else', async () => {
    const journal = await paged(nine - 1);
    const later = about(nine - 1 + 60 * minute);
    expect((await keysOfPage(journal, later)).key).toBe(pageKey(later));
    for (const other of [{ summary: 'search is down' }, { to: 'P1' }, { environment: 'staging' }]) {
      const asked = about(nine, other);
      expect((await keysOfPage(journal, asked)).key).toBe(pageKey(asked));
    }
  });
});

it('a page of an incident has one key, whatever the hour', async () => {
  const journal = await paged(nine - 1);
  const incident = { incident: '20261123-incident' };
  const keys = await keysOfPage(journal, about(nine, incident));
  expect(keys).toEqual({ key: pageKey(about(nine - minute, incident)), before: null });
});

describe('the tries under a key', () => {
  it('are those of pages alone, in records that can be read', async () => {
    const journal = await paged(nine, nine + minute);
    const key = pageKey(about(nine));
    const other = await journal.start('note-page-production');
    await other.append('intent', { action: 'note-page', key });
    const damaged = {
      ...journal,
      read: async (id: string) => {
        if (id.startsWith('0001')) throw new Error('damaged');
        return journal.read(id);
      },
    };
    expect((await triesUnder(journal, key, nine)).toSorted()).toEqual([nine, nine + minute]);
    expect(await triesUnder(damaged, key, nine)).toEqual([nine + minute]);
    expect(await triesUnder(journal, 'another', nine)).toEqual([]);
  });

  it('of records that were started before are not read', async () => {
    const journal = await paged(nine);
    const named = (name: string) => ({
      ...journal,
      list: async () => [name],
      read: async () => journal.read((await journal.list())[0] ?? ''),
    });
    const key = pageKey(about(nine));
    const second = (at: number) => new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
    const tries = (at: number) => triesUnder(named(`${second(at)}-page-production`), key, nine);
    expect(await tries(nine - 15 * minute - 1000)).toEqual([]);
    // Its plan stood before somebody until nine.
    expect(await tries(nine - 14 * minute)).toEqual([nine]);
  });

  it('are looked for among the last twenty', async () => {
    const journal = await paged(...Array.from({ length: 21 }, (_, at) => nine + at));
    const tries = await triesUnder(journal, pageKey(about(nine)), nine);
    expect(tries).toHaveLength(20);
    expect(tries).not.toContain(nine);
  });
});
