import { describe, expect, it } from 'vitest';
import { mergeLines } from '../../../src/domain/incident/merged-lines.ts';
import { lineText } from '../../../src/domain/incident/timeline-texts.ts';
import { line, own, startedFields } from '../../support/incident.ts';

function told(fields: Readonly<Record<string, unknown>>) {
  const entries = [line(1, 0, 'started', startedFields), line(2, 1, 'answer', fields)];
  const [, answer] = mergeLines({ id: own, entries }, []);
  return answer === undefined ? undefined : lineText(answer, 'Asia/Seoul');
}

describe('the answer to a question in the timeline', () => {
  const question = { en: 'Do users complain?', ko: '사용자 불만이 있는가?' };

  it('is in the language of the reader', () => {
    const said = { en: 'some', ko: '조금' };
    expect(told({ step: 'complaints', question, answer: 'some', said })).toEqual({
      en: 'answered: Do users complain? some',
      ko: '응답: 사용자 불만이 있는가? 조금',
    });
  });

  it('is its id where an older record holds no more', () => {
    expect(told({ step: 'complaints', question, answer: 'some' })?.ko).toBe(
      '응답: 사용자 불만이 있는가? some',
    );
  });
});
