import type command from '../../../src/commands/paging/escalate.ts';
import type { SampleOf } from '../sample-of.ts';
import { samplePage } from './listed-page.ts';

export default {
  action: 'escalate',
  state: 'done',
  plan: {
    environment: 'production',
    guards: [
      {
        name: 'open',
        state: 'pass',
        detail: 'it is open',
        said: { en: 'it is open', ko: '열려 있습니다' },
      },
      {
        name: 'there is such a step',
        state: 'pass',
        detail: 'it is in the policy',
        said: { en: 'it is in the policy', ko: '정책에 있습니다' },
      },
      {
        name: 'somebody else',
        state: 'pass',
        detail: 'it is not theirs yet',
        said: { en: 'it is not theirs yet', ko: '아직 담당이 아닙니다' },
      },
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
  said: {
    en: '#1201 is triggered and assigned to Seungho Park.',
    ko: '#1201: 응답 대기, 담당 Seungho Park.',
  },
  record: '20261123T030000Z-escalate-production',
  undo: null,
} satisfies SampleOf<typeof command>;
