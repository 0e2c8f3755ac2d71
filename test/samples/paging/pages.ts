import type command from '../../../src/commands/paging/pages.ts';
import type { SampleOf } from '../sample-of.ts';
import { sampleAcknowledged, samplePage } from './listed-page.ts';

export default {
  pages: [
    samplePage,
    { ...sampleAcknowledged, id: 'Q1TALKSTUDIO00', number: 1200, title: 'High Error Rate' },
  ],
  settled: [],
} satisfies SampleOf<typeof command>;
