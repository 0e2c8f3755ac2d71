/* Why a diagnosis ranks as it does: everything that speaks for and against each cause, with its points. */
import type { Screen } from '../../contract/context.ts';
import type { Diagnosis, Ranked, RankingReason } from '../../domain/diagnosis/types.ts';
import type { Language } from '../../domain/text/language.ts';
import { confidenceLines, hypothesisLine } from './diagnosis.ts';
import { signedLines } from './signed-lines.ts';

const ruledOut = { en: 'ruled out', ko: '배제됨' } as const;

/** Each cause with its reasons, the weightiest first; then the margin, and what could not be seen. */
export function reasonLines(diagnosis: Diagnosis, language: Language, screen: Screen): string[] {
  return [
    ...diagnosis.ranked.flatMap((ranked) => causeLines(ranked, language, screen)),
    ...confidenceLines(diagnosis, language, screen),
  ];
}

function causeLines(ranked: Ranked, language: Language, screen: Screen): string[] {
  const { paint } = screen;
  const out = ranked.ruledOut === null ? '' : ` ${ruledOut[language]}: ${ranked.ruledOut}`;
  const head = `${paint.bold(hypothesisLine(ranked, language))} ${ranked.score}${out}`;
  const [first = '', ...rest] = signedLines('', head, screen);
  const reasons = [...ranked.for, ...ranked.against];
  return [
    first.replace(/^ {3}/, '  '),
    ...rest,
    ...reasons.flatMap((reason) => signedLines(points(reason), reason.text[language], screen, 4)),
  ];
}

/** `+45`, `-30`: four columns. */
function points({ weight }: RankingReason): string {
  return `${weight > 0 ? '+' : ''}${weight}`.padStart(4);
}
