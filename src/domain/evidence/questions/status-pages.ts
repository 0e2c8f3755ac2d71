import type { StatusPages } from '../../errors/findings.ts';
import { statusPagesWording } from '../wording/status-pages.ts';
import type { QuestionRow } from './row.ts';

export const statusPagesQuestion = {
  about: 'errors',
  wording: statusPagesWording,
  clears: [],
  weights: null,
  panel: null,
} as const satisfies QuestionRow<StatusPages>;
