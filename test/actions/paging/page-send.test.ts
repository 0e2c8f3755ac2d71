import { describe, expect, it } from 'vitest';
import type { PagePlan } from '../../../src/actions/paging/page-plan.ts';
import { openPage } from '../../../src/actions/paging/page-send.ts';
import type { PagedIncident } from '../../../src/domain/paging/paged-incident.ts';
import type { Pages } from '../../../src/ports/pages.ts';
import { samplePage } from '../../samples/paging/listed-page.ts';
import { samplePaged } from '../../samples/paging/sent-page.ts';

const plan: PagePlan = { ...samplePaged.plan, key: 'tsops-1', summary: 'down', severity: 'P1' };
const { signal } = new AbortController();

function find(open: readonly Partial<PagedIncident>[], id: string | null = null) {
  const pages = open.map((page) => ({ ...samplePage, key: null, ...page }));
  const pager = { open: async () => pages } as Partial<Pages> as Pages;
  return openPage(pager, plan, id, signal);
}

describe('the incident that a page has opened', () => {
  it('is known by its id, and by its key', async () => {
    expect(await find([{ id: 'QA' }, { id: 'QB' }], 'QB')).toMatchObject({ id: 'QB' });
    expect(await find([{ id: 'QA' }, { id: 'QB', key: 'tsops-1' }])).toMatchObject({ id: 'QB' });
  });

  it('is known by its title where PagerDuty does not tell the key of an event', async () => {
    const open = [
      { id: 'QA', title: 'P2 down' },
      { id: 'QB', title: 'P1 down' },
    ];
    expect(await find(open)).toMatchObject({ id: 'QB' });
  });

  it('is not one of the same title with another key', async () => {
    expect(await find([{ title: 'P1 down', key: 'tsops-2' }])).toBeNull();
  });
});
