import type command from '../../../src/commands/config/trust.ts';
import type { SampleOf } from '../sample-of.ts';

export default {
  file: '/home/minji/shop/tsops.config.yaml',
  state: 'trusted',
  hosts: ['sentry.url: https://sentry.shop.example'],
  destinations: ['github.owner: shop', 'github.repo: web', 'slack.channels.alerts: #ops'],
  runbooks: '/home/minji/talkstudio/runbooks',
  configs: [],
} satisfies SampleOf<typeof command>;
