import type { Visits } from '../../speed/findings.ts';
import { visitsWording } from '../wording/visits.ts';
import type { QuestionRow } from './row.ts';

export const visitsQuestion = {
  about: 'speed',
  wording: visitsWording,
  clears: [],
  weights: null,
  panel: null,
} as const satisfies QuestionRow<Visits>;
