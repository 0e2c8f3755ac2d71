import type { Text } from '../../src/domain/text/language.ts';

/** A text that is the same in every language, where a test is not about language. */
export const sameText = (text: string): Text => ({ en: text, ko: text });
