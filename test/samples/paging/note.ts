import type command from '../../../src/commands/paging/note.ts';
import type { SampleOf } from '../sample-of.ts';
import { samplePage } from './listed-page.ts';

export default {
  action: 'note-page',
  state: 'done',
  plan: {
    environment: 'production',
    guards: [],
    key: 'note-Q1TALKSTUDIO01',
    page: samplePage,
    text: 'the bucket is missing',
    there: false,
  },
  receipt: { page: 'Q1TALKSTUDIO01' },
  proof: null,
  detail: 'The note is on #1201.',
  said: { en: 'The note is on #1201.', ko: '#1201에 메모를 남겼습니다.' },
  record: '20261123T030200Z-note-page-production',
  undo: null,
} satisfies SampleOf<typeof command>;
