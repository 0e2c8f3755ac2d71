import type { Screen } from '../context.ts';
import type { Language } from '../domain/language.ts';
import { personWords } from '../domain/oncall/person-text.ts';

/** Labels and texts, one line each; the text gives way at the edge of a terminal. */
export function labelled(rows: readonly (readonly [string, string])[], screen: Screen): string {
  const dim = rows.map(([label, text]) => [screen.paint.dim(label), text]);
  return screen.table(dim, { flexible: 1 });
}

export function nameOr(name: string | null, language: Language): string {
  return name ?? personWords[language].nobody;
}
