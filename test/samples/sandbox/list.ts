import type command from '../../../src/commands/sandbox/list.ts';
import type { SampleOf } from '../sample-of.ts';

export default {
  scenarios: [{ name: 'calm', title: 'A quiet day', description: 'Nothing is wrong.' }],
} satisfies SampleOf<typeof command>;
