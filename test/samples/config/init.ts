import type command from '../../../src/commands/config/init.ts';
import { configName } from '../../../src/config/locate.ts';
import { configTemplate } from '../../../src/config/template.ts';
import type { SampleOf } from '../sample-of.ts';

export default {
  file: configName,
  written: true,
  text: configTemplate({ owner: 'talkstudio', repo: 'web' }),
  repository: 'talkstudio/web',
  workflow: 'deploy-prod.yml (version)',
} satisfies SampleOf<typeof command>;
