import type { Visits } from '../../speed/findings.ts';
import { visitsTold } from '../wording/visits.ts';
import type { QuestionRow } from './row.ts';

export const visitsQuestion = {
  about: 'speed',
  wording: visitsTold,
  clears: [],
  weights: null,
  panel: null,
} as const satisfies QuestionRow<Visits>;
