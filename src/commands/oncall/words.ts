import type { Screen } from '../../contract/context.ts';
import { personWords } from '../../domain/oncall/person-text.ts';
import type { Language } from '../../domain/text/language.ts';

/** Labels and texts, one line each; the text gives way at the edge of a terminal. */
export function labelledRows(rows: readonly (readonly [string, string])[], screen: Screen): string {
  const dim = rows.map(([label, text]) => [screen.paint.dim(label), text]);
  return screen.table(dim, { flexible: 1 });
}

export function nameOr(name: string | null, language: Language): string {
  return name ?? personWords[language].nobody;
}
