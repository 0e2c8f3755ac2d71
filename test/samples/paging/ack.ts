import type command from '../../../src/commands/paging/ack.ts';
import type { SampleOf } from '../sample-of.ts';
import { sampleAcknowledged, samplePage } from './listed-page.ts';

export default {
  action: 'ack',
  state: 'done',
  plan: {
    environment: 'production',
    guards: [
      {
        name: 'not resolved',
        state: 'pass',
        detail: 'it is open',
        said: { en: 'it is open', ko: '열려 있습니다' },
      },
    ],
    key: 'ack-Q1TALKSTUDIO01',
    pages: [samplePage],
    already: [],
    change: { to: 'acknowledged' },
    note: null,
  },
  receipt: { pages: ['Q1TALKSTUDIO01'], note: null },
  proof: { pages: [sampleAcknowledged] },
  detail: '#1201 is acknowledged by Minji Kim.',
  said: { en: '#1201 is acknowledged by Minji Kim.', ko: '#1201: Minji Kim 응답.' },
  record: '20261123T030000Z-ack-production',
  undo: null,
} satisfies SampleOf<typeof command>;
