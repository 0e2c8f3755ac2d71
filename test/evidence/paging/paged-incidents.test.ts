import { describe, expect, it } from 'vitest';
import type { PagedIncident } from '../../../src/domain/paging/paged-incident.ts';
import {
  listedPages,
  pageMeant,
  pagerOrThrow,
  pagesNamed,
} from '../../../src/evidence/paging/paged-incidents.ts';
import type { Pages } from '../../../src/ports/pages.ts';
import { samplePage } from '../../samples/paging/listed-page.ts';
import { recorded, refusing } from '../../support/ask.ts';
import { fakeContext } from '../../support/context.ts';

const { signal } = new AbortController();
const page = (number: number, parts: Partial<PagedIncident> = {}): PagedIncident => ({
  ...samplePage,
  id: `Q${number}`,
  number,
  title: `page ${number}`,
  ...parts,
});
const acknowledged = { status: 'acknowledged' } as const;

function pager(all: readonly PagedIncident[], others: Partial<Pages> = {}) {
  return recorded<Pages>({
    open: async () => all,
    incident: async (name) =>
      all.find(({ id, number }) => id === name || String(number) === name) ?? null,
    ...others,
  });
}

describe('who pages', () => {
  it('is asked where there is a token, and is a matter of credentials where there is none', async () => {
    const pages = pager([]);
    const there = fakeContext({ services: { pages: async () => pages } });
    expect(await pagerOrThrow(there)).toBe(pages);
    const none = fakeContext({ services: { pages: async () => null } });
    await expect(pagerOrThrow(none)).rejects.toMatchObject({
      kind: 'credentials',
      next: [
        expect.stringContaining('PAGERDUTY_API_TOKEN'),
        expect.stringContaining('tsops alerts ack'),
      ],
    });
  });
});

describe('pages that are named', () => {
  it('are found by number, with or without #, and by id, each once', async () => {
    const found = await pagesNamed(pager([page(1), page(2)]), ['#2', 'Q1', '2'], signal);
    expect(found.map(({ number }) => number)).toEqual([2, 1]);
  });

  it('that there are not are refused, whatever their name does to a terminal', async () => {
    const naming = pagesNamed(pager([page(1)]), ['1', `\u001b[31m${'x'.repeat(99)}`], signal);
    await expect(naming).rejects.toMatchObject({
      kind: 'usage',
      message: expect.stringMatching(/^PagerDuty has no incident x{30,40}…?\.$/),
      next: ['tsops pages'],
    });
  });
});

describe('the page that is meant', () => {
  const meant = async (all: readonly PagedIncident[], named?: string) =>
    (await pageMeant(pager(all), named, 'tsops ack', signal)).number;

  it('is the one that is named, whatever else is open', async () => {
    const pages = pager([page(1), page(2, acknowledged)]);
    expect((await pageMeant(pages, '2', 'tsops ack', signal)).number).toBe(2);
    expect(pages.calls.map(({ method }) => method)).toEqual(['incident']);
    await expect(meant([page(1)], '7')).rejects.toMatchObject({ kind: 'usage' });
  });

  it('is the only one that nobody answered, else the only open one', async () => {
    expect(await meant([page(1, acknowledged), page(2), page(3, acknowledged)])).toBe(2);
    expect(await meant([page(1, acknowledged)])).toBe(1);
  });

  it('is none where none is open', async () => {
    await expect(meant([])).rejects.toMatchObject({ kind: 'usage', next: ['tsops pages'] });
  });

  it('is asked for where several may be: of those that nobody answered, else of all', async () => {
    const asking = (all: readonly PagedIncident[]) =>
      meant(all).then(
        () => Promise.reject(new Error('one was meant')),
        (error) => error,
      );
    const waiting = await asking([page(1), page(2), page(3, acknowledged)]);
    expect(waiting).toMatchObject({
      kind: 'usage',
      message: '2 pages are open; say which is meant.',
      meant: {
        argument: 'id',
        choices: [
          { value: '1', hint: 'page 1' },
          { value: '2', hint: 'page 2' },
        ],
      },
      next: ['tsops ack 1  (page 1)', 'tsops ack 2  (page 2)'],
    });
    const six = [1, 2, 3, 4, 5, 6].map((number) => page(number, acknowledged));
    const answered = await asking(six);
    expect(answered.message).toMatch(/^6 /);
    expect(answered.next).toHaveLength(5);
    expect(answered.meant.choices).toHaveLength(6);
  });
});

describe('with whom a page goes to next', () => {
  const steps = [
    { level: 1, people: samplePage.assigned },
    { level: 2, people: [{ id: 'P2', name: 'Jisoo' }] },
  ];

  it('is asked once for each policy', async () => {
    const pages = pager([], { levels: async (policy) => (policy === null ? [] : steps) });
    const all = [page(1), page(2), page(3, { policy: null })];
    const found = await listedPages(pages, all, signal);
    expect(found.map(({ escalatesTo }) => escalatesTo)).toEqual([['Jisoo'], ['Jisoo'], []]);
    expect(pages.calls.map(({ args }) => args[0])).toEqual(['PPOLICY', null]);
  });

  it('is nobody where that is refused; a fault of ours and an interrupt are no answer', async () => {
    const refused = pager([], { levels: refusing() });
    expect(await listedPages(refused, [page(1)], signal)).toMatchObject([{ escalatesTo: [] }]);
    const broken = pager([], { levels: () => Promise.reject(new TypeError('no x')) });
    await expect(listedPages(broken, [page(1)], signal)).rejects.toThrow(TypeError);
    const stop = AbortSignal.abort(new Error('Ctrl-C'));
    await expect(listedPages(refused, [page(1)], stop)).rejects.toThrow('Ctrl-C');
  });
});
