import { describe, expect, it } from 'vitest';
import type { Chat, ChatMessage } from '../../src/ports/chat.ts';
import type { IssueTracker } from '../../src/ports/issues.ts';
import type { Pages } from '../../src/ports/pages.ts';
import type { Paging } from '../../src/ports/paging.ts';
import {
  withheldChat,
  withheldIssues,
  withheldPages,
  withheldPaging,
  withholder,
} from '../../src/services/outgoing.ts';

const own = 'kept-of-ours-0123456789';
const looks = [
  own,
  `ghp_${'a1B2'.repeat(9)}`,
  'kept-password',
  `AKIA${'ABCD1234'.repeat(2)}`,
  `xoxb-${'1'.repeat(20)}`,
  `sntryu_${'a1'.repeat(20)}`,
];
const text = `log: ${looks[0]} ${looks[1]} https://bot:${looks[2]}@host.example ${looks[3]} ${looks[4]} ${looks[5]}`;
const { signal } = new AbortController();

function door() {
  const said: string[] = [];
  const sent: unknown[] = [];
  const take = async (...given: readonly unknown[]) => {
    sent.push(...given);
    return {} as never;
  };
  const withhold = withholder({ secrets: [own], say: (what) => said.push(what) });
  return { said, sent, take, withhold };
}

const message = { text, title: text, body: text, channel: '#ops', thread: null, key: 'k', at: 1 };

const ways: readonly (readonly [
  string,
  (at: ReturnType<typeof door>, words: string) => Promise<unknown>,
])[] = [
  [
    'Slack',
    ({ take, withhold }, words) =>
      withheldChat({ via: 'bot', post: take } as Chat, withhold).post(
        {
          ...message,
          text: words,
          title: words,
          body: words,
          fields: [{ title: 'x', value: words }],
        } as unknown as ChatMessage,
        { patience: 0, signal },
      ),
  ],
  [
    'PagerDuty',
    ({ take, withhold }, words) =>
      withheldPaging({ send: take } as Paging, withhold).send(
        { summary: words, details: { value: words }, dedupKey: 'd' } as never,
        signal,
      ),
  ],
  [
    'PagerDuty',
    async ({ take, withhold }, words) => {
      const pages = { change: take, page: take, note: take } as unknown as Pages;
      const guarded = withheldPages(pages, withhold);
      await guarded?.note('Q1', words, signal);
      await guarded?.page({ title: words, key: 'k' } as never, signal);
      await guarded?.change(['Q1'], { to: 'resolved', resolution: words }, signal);
    },
  ],
  [
    'GitHub',
    async ({ take, withhold }, words) => {
      const issues = { open: take, comment: take } as unknown as IssueTracker;
      await withheldIssues(issues, withhold).open({ title: words, body: words });
      await withheldIssues(issues, withhold).comment(1, words);
    },
  ],
];

describe.each(ways)('what leaves for %s', (to, send) => {
  it('holds no secret, and the sender is told', async () => {
    const at = door();
    await send(at, text);
    for (const secret of looks) expect(JSON.stringify(at.sent)).not.toContain(secret);
    expect(JSON.stringify(at.sent)).toContain('log: [redacted]');
    expect(at.said.join()).toMatch(new RegExp(`secrets were taken out .*${to}`));
  });

  it('is left as it is where it holds none, and nothing is said', async () => {
    const at = door();
    await send(at, 'deploy v1.2.3 of the token service failed: key not found');
    expect(JSON.stringify(at.sent)).toContain('deploy v1.2.3 of the token service failed');
    expect(JSON.stringify(at.sent)).not.toContain('redacted');
    expect(at.said).toEqual([]);
  });
});
