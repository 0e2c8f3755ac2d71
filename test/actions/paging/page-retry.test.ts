import { describe, expect, it } from 'vitest';
import type { PageParts, PagePlan } from '../../../src/actions/paging/page-plan.ts';
import { sendPage } from '../../../src/actions/paging/page-send.ts';
import { TsopsError } from '../../../src/contract/errors.ts';
import type { NotAccepted } from '../../../src/ports/paging.ts';
import { samplePaged } from '../../samples/paging/sent-page.ts';
import { fakeContext } from '../../support/context.ts';
import { orderedClock } from '../../support/ordered-clock.ts';

const plan: PagePlan = { ...samplePaged.plan, key: 'k', summary: 'down', severity: 'P1' };
const start = Date.parse('2026-11-23T03:00:00Z');

/** What becomes of each try, in order: taken, a failure, or no answer at all. */
type Try = 'taken' | 'hangs' | NotAccepted;

function page(tries: readonly Try[], budget = 30_000) {
  const clock = orderedClock(start);
  const sentAt: number[] = [];
  const left = [...tries];
  const paging = {
    send: async (_page: unknown, signal: AbortSignal) => {
      sentAt.push(clock.now() - start);
      const next = left.shift() ?? 'taken';
      if (next === 'taken') return;
      if (next === 'hangs') {
        await new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        });
      }
      throw new TsopsError({ kind: 'unreachable', message: 'PagerDuty failed', data: next });
    },
  };
  const parts = {
    context: fakeContext({ clock }),
    way: { by: 'policy', paging },
    pager: null,
    service: 'TalkStudio',
  } as Partial<PageParts> as PageParts;
  return { ended: sendPage(parts, plan, budget), sentAt, clock };
}

const limited = (wait: number | null): NotAccepted => ({ perhapsTaken: false, wait });
const lost: NotAccepted = { perhapsTaken: true };
const neverLeft: NotAccepted = { perhapsTaken: false };

describe('a page that is limited', () => {
  it('goes again after as long as PagerDuty asks, not before', async () => {
    const { ended, sentAt } = page([limited(12_000), 'taken']);
    expect(await ended).toMatchObject({ applied: 'yes' });
    expect(sentAt).toEqual([0, 12_000]);
  });

  it('goes on waiting while time allows, also where no time is named', async () => {
    const { ended, sentAt } = page([limited(9000), limited(9000), limited(null), limited(1000)]);
    expect(await ended).toMatchObject({ applied: 'yes' });
    expect(sentAt).toEqual([0, 9000, 18_000, 23_000, 24_000]);
  });

  it('is given up at once where the wait is longer than the time that is left', async () => {
    const { ended, sentAt, clock } = page([limited(60_000)]);
    await expect(ended).rejects.toMatchObject({
      message: expect.stringMatching(/^Nobody was paged/),
    });
    expect(sentAt).toEqual([0]);
    expect(clock.now()).toBe(start);
  });
});

describe('a page that PagerDuty does not answer', () => {
  it('ends when its time is up, and is not called "nobody was paged"', async () => {
    const { ended, clock } = page(['hangs'], 8000);
    expect(await ended).toMatchObject({
      applied: 'unknown',
      problem: { message: expect.stringContaining('did not answer within 8s') },
    });
    expect(clock.now() - start).toBe(8000);
  });
});

describe('whether it may have been taken', () => {
  it.each<[string, readonly Try[], 'unknown' | 'nobody']>([
    [
      'is so after one lost answer, whatever the later tries say',
      [lost, neverLeft, neverLeft],
      'unknown',
    ],
    ['is so after a lost answer before a limit', [lost, limited(60_000)], 'unknown'],
    ['is so where the last answer is lost', [neverLeft, neverLeft, lost], 'unknown'],
    ['is not where no try ever left', [neverLeft, neverLeft, neverLeft], 'nobody'],
  ])('%s', async (_what, tries, state) => {
    const { ended, sentAt } = page(tries);
    if (state === 'unknown') expect(await ended).toMatchObject({ applied: 'unknown' });
    else
      await expect(ended).rejects.toMatchObject({
        message: expect.stringMatching(/^Nobody was paged/),
      });
    expect(sentAt.length).toBeLessThanOrEqual(3);
  });
});
