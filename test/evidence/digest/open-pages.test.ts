import { describe, expect, it } from 'vitest';
import type { PagedIncident } from '../../../src/domain/paging/paged-incident.ts';
import { openPages } from '../../../src/evidence/digest/open-pages.ts';
import type { Pages } from '../../../src/ports/pages.ts';
import { samplePage } from '../../samples/paging/listed-page.ts';
import { recorded, refusing, stillClock } from '../../support/ask.ts';
import { fakeContext } from '../../support/context.ts';

function asked(open: readonly Partial<PagedIncident>[], others: Partial<Pages> = {}) {
  const pages = recorded<Pages>({
    open: async () => open.map((parts) => ({ ...samplePage, ...parts })),
    levels: async () => [
      { level: 1, people: [{ id: 'P1', name: 'Minji' }] },
      { level: 2, people: [{ id: 'P2', name: 'Jisoo' }] },
    ],
    ...others,
  });
  const clock = stillClock();
  const context = fakeContext({ clock, services: { pages: async () => pages } });
  return { found: openPages(context, 2000), clock };
}

describe('open pages', () => {
  it('are bad where one is unanswered, those first, with whom each goes to', async () => {
    const { found, clock } = asked([
      { number: 3, status: 'acknowledged', escalatesAt: null },
      {
        number: 2,
        status: 'triggered',
        escalatesAt: 99,
        assigned: [{ id: 'P1', name: 'Minji' }],
        direct: false,
      },
      { number: 4, status: 'triggered', escalatesAt: null },
      { number: 1, status: 'acknowledged' },
    ]);
    const { verdict, value } = await found;
    expect(verdict).toBe('bad');
    expect(value?.map(({ number }) => number)).toEqual([2, 4, 3, 1]);
    expect(value?.[0]).toEqual({
      number: 2,
      title: samplePage.title,
      status: 'triggered',
      since: samplePage.since,
      assigned: ['Minji'],
      escalatesAt: 99,
      escalatesTo: ['Jisoo'],
    });
    expect(value?.[2]?.escalatesTo).toEqual([]);
    expect(clock.sleeps).toEqual([2000]);
  });

  it('are worth a look where all are answered, and ok where there is none', async () => {
    expect((await asked([{ status: 'acknowledged' }]).found).verdict).toBe('warn');
    expect(await asked([]).found).toMatchObject({ verdict: 'ok', value: [] });
  });

  it('are told though nobody tells the steps', async () => {
    const { found } = asked([{ status: 'triggered' }], { levels: refusing() });
    expect(await found).toMatchObject({ verdict: 'bad', value: [{ escalatesTo: [] }] });
  });

  it('are no data without a token, and unknown where they are refused', async () => {
    const none = fakeContext({ clock: stillClock(), services: { pages: async () => null } });
    expect(await openPages(none, 2000)).toMatchObject({
      verdict: 'no-data',
      lack: { code: 'no-pages-token' },
    });
    expect(await asked([], { open: refusing('no scope') }).found).toMatchObject({
      verdict: 'unknown',
      detail: 'no scope',
    });
  });
});
