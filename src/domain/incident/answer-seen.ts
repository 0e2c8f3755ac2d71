/* What an answer of the record says, in any language: out of its value, or as it was written where that does not tell. */
import { answerText, isQuestion, wordingOf } from '../evidence/answer-text.ts';
import { lackText, reasonText } from '../evidence/lacks.ts';
import { verdicts } from '../evidence/verdict.ts';
import { verdictTexts } from '../evidence/verdict-texts.ts';
import { cleanText } from '../text/clean.ts';
import { say, type Text } from '../text/language.ts';
import type { EvidenceSeen } from './evidence-seen.ts';

/** What was asked: in English as it was put, in Korean by its name. */
export function questionText({ id, question }: Pick<EvidenceSeen, 'id' | 'question'>): Text {
  const asked = question || id;
  return say(asked, isQuestion(id) ? wordingOf(id).title.ko : asked);
}

/** `zone`: IANA name of the zone of its times. */
export function seenText(seen: EvidenceSeen, zone: string): Text {
  const { id, value, detail, source } = seen;
  const plain = say(detail, detail);
  if (value === null) return whyNot(seen);
  if (!isQuestion(id)) return plain;
  try {
    const told = answerText(id, { value, detail, source, verdict: 'ok' }, zone);
    return say(cleanText(told.en, 300), cleanText(told.ko, 300));
  } catch {
    // Another version wrote a value of another form.
    return plain;
  }
}

function whyNot({ lack, problem, detail, source }: EvidenceSeen): Text {
  const known = lackText(lack);
  if (known !== null) return say(detail, known.ko);
  const kind = (problem as { readonly kind?: unknown } | null)?.kind;
  if (typeof kind !== 'string') return say(detail, detail);
  const about = { kind, message: detail };
  return reasonText({ verdict: 'unknown', detail, source, problem: about });
}

export function verdictText(verdict: string): Text {
  const known = verdicts.find((one) => one === verdict);
  return known === undefined ? say(verdict, verdict) : say(verdict, verdictTexts[known].ko);
}
