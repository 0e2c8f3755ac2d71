import type { FigureSet } from '../../numbers/figure.ts';
import { cdnFiguresWording } from '../wording/cdn-figures.ts';
import type { QuestionRow } from './row.ts';

export const cdnFiguresQuestion = {
  about: 'numbers',
  wording: cdnFiguresWording,
  clears: [],
  weights: null,
  panel: 'latency',
} as const satisfies QuestionRow<FigureSet>;
