import type command from '../../../src/commands/notify/command.ts';
import type { Posted } from '../../../src/commands/view/message.ts';
import { noticeMessage } from '../../../src/domain/notification/notice.ts';
import type { SampleOf } from '../sample-of.ts';

function sampleNotice(): Posted {
  const at = 1_795_577_340_000;
  const notice = {
    text: 'deploys are frozen until 18:00',
    severity: null,
    service: 'TalkStudio',
    environment: 'production',
    from: 'minji@desk',
    drill: false,
  };
  return {
    action: 'notify',
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
      message: noticeMessage(notice, 'en'),
      thread: null,
      at,
    },
    receipt: { via: 'bot', channel: 'C0SANDBOX', ts: '1795577340.000100' },
    proof: { channel: 'C0SANDBOX', ts: '1795577340.000100' },
    detail: 'Posted as message 1795577340.000100.',
    said: {
      en: 'Posted as message 1795577340.000100.',
      ko: '게시됨(메시지 1795577340.000100).',
    },
    record: '20261125T032900Z-notify-production',
    undo: null,
  };
}

export default sampleNotice() satisfies SampleOf<typeof command>;
