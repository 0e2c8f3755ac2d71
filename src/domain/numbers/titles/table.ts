import type { Text } from '../../text/language.ts';
import { cdnTitles } from './cdn.ts';
import { labFigureTitles } from './lab.ts';
import { usageTitles } from './usage.ts';

/** Every figure that is shown anywhere, in two or three words; a contract as the id in JSON. */
export const figureTitles = {
  ...cdnTitles,
  ...usageTitles,
  ...labFigureTitles,
} as const satisfies Readonly<Record<string, Text>>;

export type FigureId = keyof typeof figureTitles;
