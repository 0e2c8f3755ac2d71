import type { FigureSet } from '../../numbers/figure.ts';
import { usageFiguresWording } from '../wording/usage-figures.ts';
import type { QuestionRow } from './row.ts';

export const usageFiguresQuestion = {
  about: 'numbers',
  wording: usageFiguresWording,
  clears: [],
  weights: null,
  panel: 'traffic',
} as const satisfies QuestionRow<FigureSet>;
