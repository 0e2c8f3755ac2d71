import type command from '../../../src/commands/incident/update.ts';
import type { Posted } from '../../../src/commands/view/message.ts';
import { draftUpdate, updateMessage } from '../../../src/domain/incident/draft-update.ts';
import type { SampleOf } from '../sample-of.ts';
import { sampleIncident } from './open-incident.ts';

function sampleUpdate(): Posted {
  const now = sampleIncident.times.detected.at + 14 * 60_000;
  const message = updateMessage(
    sampleIncident,
    draftUpdate(sampleIncident, now, 'en', 'Asia/Seoul'),
    now,
    'en',
    'Asia/Seoul',
  );
  return {
    action: 'post-update',
    state: 'done',
    plan: {
      environment: 'production',
      guards: [
        {
          name: 'not posted before',
          state: 'pass',
          detail: 'no post with this text',
          said: { en: 'no post with this text', ko: '같은 글이 게시된 적 없습니다' },
        },
      ],
      key: 'c0ffee123456',
      channel: '#ops-alerts',
      via: 'bot',
      message,
      thread: null,
      at: now,
    },
    receipt: { via: 'bot', channel: 'C0SANDBOX', ts: '1795577340.000100' },
    proof: { channel: 'C0SANDBOX', ts: '1795577340.000100' },
    detail: 'Posted as message 1795577340.000100.',
    said: {
      en: 'Posted as message 1795577340.000100.',
      ko: '게시됨(메시지 1795577340.000100).',
    },
    record: '20261125T032900Z-post-update-production',
    undo: null,
  };
}

export default sampleUpdate() satisfies SampleOf<typeof command>;
