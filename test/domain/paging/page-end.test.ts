import { describe, expect, it } from 'vitest';
import { pageEnd } from '../../../src/domain/paging/page-end.ts';
import type { PagedIncident } from '../../../src/domain/paging/paged-incident.ts';
import { samplePage } from '../../samples/paging/listed-page.ts';

const at = samplePage.changedAt + 60_000;
const page = (change: Partial<PagedIncident> = {}): PagedIncident => ({ ...samplePage, ...change });
const resolved = page({ status: 'resolved', assigned: [] });
const acknowledged = page({ status: 'acknowledged' });

describe('an action on pages whose end nobody knew', () => {
  it.each<[string, string, PagedIncident[], 'done' | 'not-done' | undefined]>([
    ['an answer that shows', 'ack', [acknowledged], 'done'],
    ['an answer to what is over', 'ack', [resolved], 'done'],
    ['an answer that does not show', 'ack', [page()], 'not-done'],
    ['an answer to what was triggered since', 'ack', [page({ changedAt: at + 1 })], undefined],
    ['an answer that shows on one of two', 'ack', [acknowledged, page()], 'not-done'],
    ['a resolution that shows', 'resolve-page', [resolved], 'done'],
    ['a resolution that does not show', 'resolve-page', [acknowledged], 'not-done'],
    ['an escalation to who has it', 'escalate', [page()], 'done'],
    ['an escalation to who does not have it', 'escalate', [page({ assigned: [] })], undefined],
    ['one of which nothing is found', 'ack', [], undefined],
  ])('%s', (_what, action, pages, state) => {
    const intent = { action, at, to: 'Seungho Park, minji kim' };
    expect(pageEnd(intent, pages)?.state).toBe(state);
  });
});
