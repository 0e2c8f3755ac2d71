import type { StatusPages } from '../../errors/findings.ts';
import { statusPagesTold } from '../wording/status-pages.ts';
import type { QuestionRow } from './row.ts';

export const statusPagesQuestion = {
  about: 'errors',
  wording: statusPagesTold,
  clears: [],
  weights: null,
  panel: null,
} as const satisfies QuestionRow<StatusPages>;
