import type command from '../../../src/commands/errors/command.ts';
import type { SampleOf } from '../sample-of.ts';

const to = Date.parse('2026-11-23T03:00:00Z');

export default {
  language: 'en',
  environment: 'production',
  types: {
    question: 'which errors are there',
    verdict: 'bad',
    value: {
      types: [
        {
          id: '5612345678',
          shortId: 'TALKSTUDIO-WEB-1A',
          title: "TypeError: Cannot read properties of null (reading 'messages')",
          message: "TypeError: Cannot read properties of null (reading 'messages')",
          culprit: 'src/chat/MessageList.tsx in renderMessages',
          url: 'https://talkstudio.sentry.io/issues/5612345678/',
          level: 'error',
          events: 1034,
          users: 210,
          usualPerMinute: 0,
          isNew: true,
          unhandled: true,
          firstSeen: to - 1_080_000,
          lastSeen: to - 20_000,
          firstVersion: 'v1.2.3',
        },
      ],
      events: 1204,
      newShare: 0.86,
    },
    unit: 'events',
    source: 'Sentry',
    window: { from: to - 1_800_000, to },
    baseline: null,
    observedAt: to,
    tookMs: 240,
    detail: '1 new type makes up 86 % of 1204 events, first seen in v1.2.3',
  },
  known: 4,
  issue: null,
  page: 'https://talkstudio.sentry.io/issues/?environment=production',
} satisfies SampleOf<typeof command>;
