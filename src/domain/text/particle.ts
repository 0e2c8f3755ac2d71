/*
 * Korean particles depend on how the word before them ends: 버전을, 오류를. Beside a word that is only known when it is
 * shown, a text is written with both, `${version}이(가)`, and the one that fits is chosen here.
 */

/** Written so where the word cannot tell; the first is for one that ends in a consonant. */
const pairs: Readonly<Record<string, readonly [string, string]>> = {
  '이(가)': ['이', '가'],
  '을(를)': ['을', '를'],
  '은(는)': ['은', '는'],
  '과(와)': ['과', '와'],
  '와(과)': ['과', '와'],
  '(으)로': ['으로', '로'],
};

/** A bracket, a quotation mark or a full stop between the word and its particle is not read aloud. */
const both = /([\p{L}\p{N}])([)\]”’"'`]*)(이\(가\)|을\(를\)|은\(는\)|과\(와\)|와\(과\)|\(으\)로)/gu;

export function chosenParticles(text: string): string {
  if (!text.includes('(')) return text;
  return text.replace(both, (whole, word: string, closing: string, written: string, at: number) => {
    const ending = endingOf(text.slice(0, at + 1));
    const [consonant = '', vowel = ''] = pairs[written] ?? [];
    if (ending === null) return whole;
    const short = ending === 'vowel' || (ending === 'ㄹ' && written === '(으)로');
    return `${word}${closing}${short ? vowel : consonant}`;
  });
}

type Ending = 'vowel' | 'consonant' | 'ㄹ';

/** Null where it is not known how the word is read. */
function endingOf(text: string): Ending | null {
  const last = text.at(-1) ?? '';
  if (last >= '가' && last <= '힣') {
    const final = (last.charCodeAt(0) - 0xac00) % 28;
    return final === 0 ? 'vowel' : final === 8 ? 'ㄹ' : 'consonant';
  }
  // 영 일 이 삼 사 오 육 칠 팔 구
  if (/\d/.test(last))
    return /[178]/.test(last) ? 'ㄹ' : /[036]/.test(last) ? 'consonant' : 'vowel';
  // An id is read letter by letter: 엘, 엠, 엔, 알.
  if (/(?:^|[^a-z])[A-Z]$/.test(text)) {
    return /[LR]/.test(last) ? 'ㄹ' : /[MN]/.test(last) ? 'consonant' : 'vowel';
  }
  if (/l$/.test(text)) return 'ㄹ';
  if (/(?:[mn]|ng)$/.test(text)) return 'consonant';
  // 스, 프, 드, 어: these end in a vowel when they are said in Korean.
  return /[aiouysfdrxz]$/.test(text) ? 'vowel' : null;
}
