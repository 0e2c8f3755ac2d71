import { describe, expect, it } from 'vitest';
import type { PageParts } from '../../../src/actions/paging/page-plan.ts';
import { verifyPage } from '../../../src/actions/paging/page-proof.ts';
import type { PagedIncident } from '../../../src/domain/paging/paged-incident.ts';
import type { Pages } from '../../../src/ports/pages.ts';
import { samplePage } from '../../samples/paging/listed-page.ts';
import { samplePaged } from '../../samples/paging/sent-page.ts';
import { fakeClock } from '../../support/clock.ts';
import { fakeContext } from '../../support/context.ts';
import { orderedClock } from '../../support/ordered-clock.ts';

const sentAt = samplePage.since + 60 * 60_000;

/** The proof of a page sent then, where PagerDuty shows `pages`, one list for each read. */
async function proof(...reads: readonly (readonly Partial<PagedIncident>[])[]) {
  // The bound on all reads sleeps beside them.
  const clock = orderedClock(sentAt);
  const context = fakeContext({ clock });
  const left = [...reads];
  const open = async () =>
    ((left.length > 1 ? left.shift() : left[0]) ?? []).map((page) => ({ ...samplePage, ...page }));
  const record = await context.journal.start('page-production');
  const parts = {
    context,
    pager: { open } as Partial<Pages> as Pages,
  } as Partial<PageParts> as PageParts;
  const receipt = { page: null, sentAt };
  const verified = await verifyPage(parts, samplePaged.plan, receipt, record, 5000);
  return { verified, lines: (await context.journal.read(record.id)).entries, clock };
}

const { key } = samplePaged.plan;

describe('the proof of a page', () => {
  it('is an incident that somebody has; it is waited for', async () => {
    const { verified, lines, clock } = await proof([], [], [{ key, since: sentAt + 1000 }]);
    expect(verified).toMatchObject({ state: 'done', verdict: 'ok', proof: { joined: false } });
    expect(lines).toMatchObject([{ kind: 'paged', page: 1201, assigned: ['Minji Kim'] }]);
    expect(clock.now() - sentAt).toBe(2000);
  });

  it('tells that it joined one that was open before, and how to wake somebody else', async () => {
    const { verified } = await proof([{ key, status: 'acknowledged' }]);
    expect(verified).toMatchObject({
      state: 'done',
      proof: { joined: true },
      detail: {
        en: 'It joined #1201, which is acknowledged and assigned to Minji Kim: nobody was paged again.',
      },
      next: ['tsops escalate 1201'],
    });
  });

  it('is worth a look where nobody has it', async () => {
    const { verified } = await proof([{ key, since: sentAt, assigned: [] }]);
    expect(verified).toMatchObject({ state: 'done', verdict: 'warn' });
  });

  it('is none where nothing shows in time; whom to call is', async () => {
    const { verified, lines } = await proof([{ key: 'another' }]);
    expect(verified).toMatchObject({
      state: 'stopped-waiting',
      verdict: 'unknown',
      next: expect.arrayContaining([expect.stringContaining('call Minji Kim')]),
    });
    expect(lines).toEqual([]);
  });

  it('joined one that is older than the clocks may differ by, a minute', async () => {
    const joined = async (since: number) => (await proof([{ key, since }])).verified.proof?.joined;
    expect([await joined(sentAt - 60_000), await joined(sentAt - 60_001)]).toEqual([false, true]);
  });

  it('asks for no look at another page where it is paged anew', async () => {
    const { verified } = await proof([{ key, since: sentAt }]);
    expect(verified.next).toEqual(['tsops pages']);
  });

  it('is half of one where PagerDuty cannot be asked: accepted is not yet paged', async () => {
    const context = fakeContext({ clock: fakeClock(sentAt) });
    const record = await context.journal.start('page-production');
    const parts = { context, pager: null } as Partial<PageParts> as PageParts;
    const receipt = { page: null, sentAt };
    const verified = await verifyPage(parts, samplePaged.plan, receipt, record, 5000);
    expect(verified).toMatchObject({
      state: 'done',
      verdict: 'warn',
      proof: null,
      next: ['tsops oncall'],
    });
    const { entries } = await context.journal.read(record.id);
    expect(entries).toMatchObject([
      { kind: 'paged', page: null, title: '', assigned: [], by: [], until: null },
    ]);
  });

  it('names everybody who has it, or nobody', async () => {
    const people = ['Minji Kim', 'Seungho Park'].map((name) => ({ id: name, name }));
    const both = await proof([{ key, since: sentAt, assigned: people }]);
    expect(both.verified.detail.en).toBe(
      '#1201 is triggered and assigned to Minji Kim, Seungho Park.',
    );
    expect(both.lines).toMatchObject([{ assigned: ['Minji Kim', 'Seungho Park'], until: null }]);
    const none = await proof([{ key, since: sentAt, assigned: [] }]);
    expect(none.verified.detail.en).toBe('#1201 is triggered and assigned to nobody.');
  });
});
