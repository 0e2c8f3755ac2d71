import type command from '../../../src/commands/paging/page.ts';
import type { SampleOf } from '../sample-of.ts';
import { samplePaged } from './sent-page.ts';

export default samplePaged satisfies SampleOf<typeof command>;
