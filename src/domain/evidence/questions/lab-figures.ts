import type { FigureSet } from '../../numbers/figure.ts';
import { labFiguresWording } from '../wording/lab-figures.ts';
import type { QuestionRow } from './row.ts';

export const labFiguresQuestion = {
  about: 'numbers',
  wording: labFiguresWording,
  clears: [],
  weights: null,
  panel: null,
} as const satisfies QuestionRow<FigureSet>;
