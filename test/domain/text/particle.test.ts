import { describe, expect, it } from 'vitest';
import { say } from '../../../src/domain/text/language.ts';

const ko = (text: string) => say('', text).ko;

describe('a Korean particle after a word that is put in', () => {
  it.each([
    ['v1.2.2이(가) 제공됩니다', 'v1.2.2가 제공됩니다'],
    ['v1.2.3이(가) 제공됩니다', 'v1.2.3이 제공됩니다'],
    ['v1.2.10을(를) 배포', 'v1.2.10을 배포'],
    ['production을(를) 입력', 'production을 입력'],
    ['staging은(는) 정상', 'staging은 정상'],
    ['프로세스 4711과(와) 4712와(과)', '프로세스 4711과 4712와'],
    ['롤백을(를) 멈췄습니다', '롤백을 멈췄습니다'],
    ['에스컬레이션이(가) 됩니다', '에스컬레이션이 됩니다'],
    ['배포을(를) 멈췄습니다', '배포를 멈췄습니다'],
    ['Minji Kim이(가) 시작', 'Minji Kim이 시작'],
    ['“v1.2.2 배포”은(는) 끝났습니다', '“v1.2.2 배포”는 끝났습니다'],
    ['deploy.yml(main)이(가) 없습니다', 'deploy.yml(main)이 없습니다'],
    ['I1FC8BRI2JRQXY을(를) 완료', 'I1FC8BRI2JRQXY를 완료'],
    ['E2SANDBOXM은(는) 아닙니다', 'E2SANDBOXM은 아닙니다'],
  ])('fits how it is read: %s', (written, read) => {
    expect(ko(written)).toBe(read);
  });

  it.each([
    ['v1.2.1(으)로 롤백', 'v1.2.1로 롤백'],
    ['v1.2.2(으)로 롤백', 'v1.2.2로 롤백'],
    ['v1.2.3(으)로 롤백', 'v1.2.3으로 롤백'],
    ['v1.2.0(으)로 롤백', 'v1.2.0으로 롤백'],
    ['서울(으)로', '서울로'],
  ])('needs no 으 after a vowel or ㄹ: %s', (written, read) => {
    expect(ko(written)).toBe(read);
  });

  it('stays open where nobody can tell how the word is read', () => {
    expect(ko('kim@desk이(가) 시작')).toBe('kim@desk이(가) 시작');
    expect(ko('service(을)를')).toBe('service(을)를');
  });

  it('is left alone where brackets say something else', () => {
    const text = 'v1.2.2(jisoo-lee)가 제공됩니다(연속 3회 확인)';
    expect(ko(text)).toBe(text);
  });
});
