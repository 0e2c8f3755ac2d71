/* Evidence as people read it: a sign, what was asked, the answer in their language, and its picture. */
import type { Screen } from '../../contract/context.ts';
import type { Collected, EvidenceId } from '../../domain/evidence/findings.ts';
import type { Picture } from '../../domain/evidence/picture.ts';
import { questions } from '../../domain/evidence/questions/table.ts';
import type { Evidence } from '../../domain/evidence/shape.ts';
import type { Wording } from '../../domain/evidence/wording.ts';
import { cleanText } from '../../domain/text/clean.ts';
import type { Language } from '../../domain/text/language.ts';
import { wrap } from '../../domain/text/wrap.ts';
import { pictureLines } from './picture.ts';

const words = {
  unknown: { en: 'not known', ko: '알 수 없음' },
  'no-data': { en: 'no data', ko: '데이터 없음' },
  asking: { en: 'asking …', ko: '확인 중 …' },
} as const;

/** What an answer says; what could not be answered says why. */
export function evidenceSentence(
  id: EvidenceId,
  evidence: Evidence<unknown>,
  language: Language,
): string {
  if (evidence.value !== null) return wordingOf(id).sentence(evidence.value)[language];
  const word = words[evidence.verdict === 'no-data' ? 'no-data' : 'unknown'][language];
  return `${word}: ${cleanText(evidence.detail, 300)}`;
}

export function evidenceTitle(id: EvidenceId, language: Language): string {
  return wordingOf(id).title[language];
}

/**
 * Several answers in at most `lines` lines: first every sentence, then as much of their pictures as there is
 * room for. Null stands for an answer that has not come yet.
 */
export function evidenceLines(
  ids: readonly EvidenceId[],
  collected: Collected,
  language: Language,
  screen: Screen,
  lines: number,
): string[] {
  const blocks = ids.map((id) => blockOf(id, collected, language, screen));
  let left = lines - blocks.reduce((sum, { head }) => sum + head.length, 0);
  return blocks.flatMap(({ head, picture }) => {
    const drawn = picture === null ? [] : pictureLines(picture, screen, left, 4);
    left -= drawn.length;
    return [...head, ...drawn];
  });
}

interface Block {
  readonly head: readonly string[];
  readonly picture: Picture | null;
}

function blockOf(id: EvidenceId, collected: Collected, language: Language, screen: Screen): Block {
  const evidence: Evidence<unknown> | undefined = collected[id];
  const title = evidenceTitle(id, language);
  if (evidence === undefined) {
    const line = `  ${screen.paint.dim('·')} ${title}: ${words.asking[language]}`;
    return { head: [line], picture: null };
  }
  const text = `${title}: ${evidenceSentence(id, evidence, language)}`;
  const room = screen.terminal ? screen.columns - 4 : 96;
  const [first = '', ...rest] = wrap(text, room, screen.width);
  const sign = screen.sign(evidence.verdict);
  const value = evidence.value;
  const picture =
    value === null ? null : (wordingOf(id).picture?.(value, collected, language) ?? null);
  return { head: [`  ${sign} ${first}`, ...rest.map((line) => `    ${line}`)], picture };
}

/** The value belongs to the id: the collectors' types say so, and the journal keeps them together. */
function wordingOf(id: EvidenceId): Wording<unknown> {
  return questions[id].wording as Wording<unknown>;
}
