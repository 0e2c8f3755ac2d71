/* Evidence as people read it: a sign, what was asked, the answer in their language, and its picture. */
import type { Screen } from '../../contract/context.ts';
import { answerText, wordingOf } from '../../domain/evidence/answer-text.ts';
import type { Collected, EvidenceId } from '../../domain/evidence/findings.ts';
import type { Picture } from '../../domain/evidence/picture.ts';
import type { Evidence } from '../../domain/evidence/shape.ts';
import type { Language, Text } from '../../domain/text/language.ts';
import { wrap } from '../../domain/text/wrap.ts';
import { pictureLines } from './picture.ts';

const asking: Text = { en: 'asking …', ko: '확인 중 …' };

/** What an answer says; what could not be answered says why. */
export function evidenceSentence(
  id: EvidenceId,
  evidence: Evidence<unknown>,
  language: Language,
  zone: string,
): string {
  return answerText(id, evidence, zone)[language];
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
    const line = `  ${screen.paint.dim('·')} ${title}: ${asking[language]}`;
    return { head: [line], picture: null };
  }
  const text = `${title}: ${evidenceSentence(id, evidence, language, screen.zone)}`;
  const room = screen.terminal ? screen.columns - 4 : 96;
  const [first = '', ...rest] = wrap(text, room, screen.width);
  const sign = screen.sign(evidence.verdict);
  const value = evidence.value;
  const picture =
    value === null
      ? null
      : (wordingOf(id).picture?.(value, collected, language, screen.zone) ?? null);
  return { head: [`  ${sign} ${first}`, ...rest.map((line) => `    ${line}`)], picture };
}
