import type command from '../../../src/commands/incident/share.ts';
import type { SampleOf } from '../sample-of.ts';

export default {
  action: 'share-incident',
  state: 'done',
  plan: {
    environment: 'production',
    guards: [],
    key: '20261125T031500Z-incident-errors-after-v1.2.3',
    repository: 'talkstudio/talkstudio-web',
    isPublic: false,
    issue: null,
    title: '[P2] Errors after v1.2.3',
    there: 0,
    missing: 8,
    last: '20261125T031500Z-incident-errors-after-v1.2.3#8',
    comments: 1,
  },
  receipt: {
    issue: 101,
    url: 'https://github.com/talkstudio/talkstudio-web/issues/101',
    written: 8,
  },
  proof: { entries: 8 },
  detail: 'All 8 entries are there.',
  said: { en: 'All 8 entries are there.', ko: '항목 8개가 모두 있습니다.' },
  record: '20261125T033200Z-share-incident-production',
  undo: null,
} satisfies SampleOf<typeof command>;
