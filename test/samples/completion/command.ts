import type command from '../../../src/commands/completion/command.ts';
import type { SampleOf } from '../sample-of.ts';

export default {
  list: 'monitors',
  names: ['TalkStudio Production', 'TalkStudio Staging'],
} satisfies SampleOf<typeof command>;
