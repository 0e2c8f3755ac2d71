/* What an answer says, out of the codes and values that the journal keeps of it: in any language, in any zone. */
import { say, type Text } from '../text/language.ts';
import type { EvidenceId } from './findings.ts';
import { reasonText, type UnansweredPart } from './lacks.ts';
import { questions } from './questions/table.ts';
import type { Evidence } from './shape.ts';
import { verdictTexts } from './verdict-texts.ts';
import type { Wording } from './wording.ts';

/** `zone`: IANA name of the zone of its times. */
export function answerText(
  id: EvidenceId,
  answer: UnansweredPart & Pick<Evidence<unknown>, 'value'>,
  zone: string,
): Text {
  if (answer.value !== null) return wordingOf(id).sentence(answer.value, zone);
  const why = reasonText(answer);
  const word = verdictTexts[answer.verdict === 'no-data' ? 'no-data' : 'unknown'];
  return say(`${word.en}: ${why.en}`, `${word.ko}: ${why.ko}`);
}

/** The value belongs to the id: the collectors' types say so, and the journal keeps them together. */
export function wordingOf(id: EvidenceId): Wording<unknown> {
  return questions[id].wording as Wording<unknown>;
}

export function isQuestion(id: string): id is EvidenceId {
  return Object.hasOwn(questions, id);
}
