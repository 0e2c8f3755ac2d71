import type command from '../../../src/commands/sandbox/command.ts';
import type { SampleOf } from '../sample-of.ts';

export default {
  drill: true,
  scenario: 'calm',
  title: 'A quiet day',
  seed: 1,
  urls: { control: 'http://127.0.0.1:41000', production: 'http://127.0.0.1:41001' },
  directory: '/tmp/tsops-sandbox-a1b2c3',
  command: null,
} satisfies SampleOf<typeof command>;
