/* Texts as lines of the journal hold them: in every language, or as the plain sentence of an older tsops. */
import type { Text } from '../text/language.ts';
import { lineTextOf } from './merged-lines.ts';

/** What a line keeps of a sentence of ours: English for whoever reads the file, and the sentence in every language. */
export function recorded(detail: Text): { readonly detail: string; readonly said: Text } {
  return { detail: detail.en, said: detail };
}

/** The text of `said`, made safe to show; where it is missing, `plain` is the same in every language. */
export function recordedText(said: unknown, plain: unknown): Text {
  const { en, ko } = (typeof said === 'object' && said !== null ? said : {}) as Partial<
    Record<keyof Text, unknown>
  >;
  const fallback = lineTextOf(plain);
  return { en: lineTextOf(en) || fallback, ko: lineTextOf(ko) || fallback };
}
