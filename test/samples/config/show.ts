import type command from '../../../src/commands/config/show.ts';
import { resolveConfig } from '../../../src/config/resolve.ts';
import { withoutSecrets } from '../../../src/config/show.ts';
import type { SampleOf } from '../sample-of.ts';

export default {
  file: '/home/minji/talkstudio/tsops.config.yaml',
  config: withoutSecrets(resolveConfig({ github: { owner: 'talkstudio', repo: 'web' } })),
  origin: { github: 'tsops.config.yaml:1', 'github.owner': 'tsops.config.yaml:2' },
  secrets: [{ name: 'GH_TOKEN', purpose: 'GitHub: deploys and roll back', set: true }],
} satisfies SampleOf<typeof command>;
