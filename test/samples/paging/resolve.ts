import type command from '../../../src/commands/paging/resolve.ts';
import type { SampleOf } from '../sample-of.ts';
import { sampleAcknowledged } from './listed-page.ts';

export default {
  action: 'resolve-page',
  state: 'done',
  plan: {
    environment: 'production',
    guards: [],
    key: 'resolve-Q1TALKSTUDIO01',
    pages: [sampleAcknowledged],
    already: [],
    change: { to: 'resolved', resolution: null },
    note: null,
  },
  receipt: { pages: ['Q1TALKSTUDIO01'], note: null },
  proof: {
    pages: [
      {
        ...sampleAcknowledged,
        status: 'resolved',
        assigned: [],
        acknowledgedBy: [],
        acknowledgedUntil: null,
        resolvesAt: null,
      },
    ],
  },
  detail: '#1201 is resolved.',
  said: { en: '#1201 is resolved.', ko: '#1201: 종료됨.' },
  record: '20261123T030900Z-resolve-page-production',
  undo: null,
} satisfies SampleOf<typeof command>;
