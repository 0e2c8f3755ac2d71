import type { ReleaseSplit } from '../../errors/findings.ts';
import { releaseSplitWording } from '../wording/release-split.ts';
import type { QuestionRow } from './row.ts';

export const releaseSplitQuestion = {
  about: 'errors',
  wording: releaseSplitWording,
  clears: [],
  weights: null,
  panel: null,
} as const satisfies QuestionRow<ReleaseSplit>;
