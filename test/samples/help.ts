import type command from '../../src/commands/help.ts';
import type { SampleOf } from './sample-of.ts';

export default {
  topic: 'exit-codes',
  text: 'Every exit code has one meaning, in every command.',
  rows: [{ name: '0', meaning: 'done; healthy; nothing to do' }],
} satisfies SampleOf<typeof command>;
