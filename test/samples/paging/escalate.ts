import type command from '../../../src/commands/paging/escalate.ts';
import type { SampleOf } from '../sample-of.ts';
import { samplePage } from './listed-page.ts';

export default {
  action: 'escalate',
  state: 'done',
  plan: {
    environment: 'production',
    guards: [
      { name: 'open', state: 'pass', detail: 'it is open' },
      { name: 'there is such a step', state: 'pass', detail: 'it is in the policy' },
      { name: 'somebody else', state: 'pass', detail: 'it is not theirs yet' },
    ],
    key: 'escalate-Q1TALKSTUDIO01-Seungho Park',
    pages: [samplePage],
    already: [],
    change: { to: 'level', level: 2, people: [{ id: 'PSEUNG2', name: 'Seungho Park' }] },
    note: null,
  },
  receipt: { pages: ['Q1TALKSTUDIO01'], note: null },
  proof: {
    pages: [
      {
        ...samplePage,
        assigned: [{ id: 'PSEUNG2', name: 'Seungho Park' }],
        escalatesAt: samplePage.since + 19 * 60_000,
        escalatesTo: [],
      },
    ],
  },
  detail: '#1201 is triggered and assigned to Seungho Park.',
  record: '20261123T030000Z-escalate-production',
  undo: null,
} satisfies SampleOf<typeof command>;
