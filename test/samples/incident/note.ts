import type command from '../../../src/commands/incident/note.ts';
import type { SampleOf } from '../sample-of.ts';
import { sampleWritten } from './written-line.ts';

export default sampleWritten satisfies SampleOf<typeof command>;
