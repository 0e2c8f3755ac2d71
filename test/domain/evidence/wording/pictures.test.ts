import { describe, expect, it } from 'vitest';
import type { Collected, EvidenceId } from '../../../../src/domain/evidence/findings.ts';
import { questions, questionsAbout } from '../../../../src/domain/evidence/questions/table.ts';
import type { Wording } from '../../../../src/domain/evidence/wording.ts';
import type { Inquiry } from '../../../../src/evidence/asking/inquiry.ts';
import { errorIds, inquiryInto } from '../../../support/inquiry.ts';
import { sandboxInquiry } from '../../../support/sandbox-inquiry.ts';

/** What tsops itself says in pictures; names, titles and headers come from outside. */
const words = /users?|errors?|unhandled|success|last good|good|poor|heavy|gone|fallback|trouble/g;

async function pictures(inquiry: Inquiry, ids: readonly EvidenceId[], language: 'en' | 'ko') {
  const pairs = ids.map(async (id) => [id, await inquiry.ask(id)] as const);
  const all = Object.fromEntries(await Promise.all(pairs)) as Collected;
  const drawn = ids.map((id) => {
    const value = all[id]?.value ?? null;
    return value === null
      ? null
      : (questions[id].wording as Wording<unknown>).picture?.(value, all, language);
  });
  // Commands, the errors' own titles and the state of a cache are English everywhere.
  return JSON.stringify(drawn).replace(
    /"[^"]*(?:Error|Rejection|ResizeObserver|tsops )[^"]*"/g,
    '""',
  );
}

const speedIds = questionsAbout('speed');

describe.each([
  ['bad-deploy', () => inquiryInto('bad-deploy'), errorIds],
  ['image-weight', async () => (await sandboxInquiry('image-weight')).inquiry, speedIds],
] as const)('the pictures of %s', (_name, begun, ids) => {
  it('say in Korean what they say in English', async () => {
    const inquiry = await begun();
    expect((await pictures(inquiry, ids, 'en')).match(words)?.length).toBeGreaterThan(3);
    const korean = await pictures(inquiry, ids, 'ko');
    expect(korean.match(words)).toBeNull();
    expect(korean).toMatch(/[가-힣]/);
  });
});
