import { describe, expect, it } from 'vitest';
import { reasonText } from '../../../src/domain/evidence/lacks.ts';

const said = (detail: string, kind = 'unreachable' as const) =>
  reasonText({
    verdict: 'unknown',
    source: 'build-info.json',
    detail,
    problem: { kind, message: detail },
  });

describe('why a question has no answer', () => {
  it('is the status where there was one: who answers has not been silent', () => {
    const { en, ko } = said('https://talk.test/build-info.json answers HTTP 503');
    expect(en).toBe('https://talk.test/build-info.json answers HTTP 503');
    expect(ko).toBe('https://talk.test/build-info.json 응답: HTTP 503');
  });

  it('is the error as it came behind its kind, where it is any other', () => {
    const detail = 'it answers HTTP 503, and so do the others';
    expect(said(detail).ko).toBe(`build-info.json 응답이 없습니다 (${detail})`);
  });
});
