import type { DependencyChanges } from '../../speed/findings.ts';
import { dependencyChangesWording } from '../wording/dependency-changes.ts';
import type { QuestionRow } from './row.ts';

export const dependencyChangesQuestion = {
  about: 'speed',
  wording: dependencyChangesWording,
  clears: [],
  weights: {
    'bundle-package': {
      hypothesis: 'bundle-growth',
      points: 15,
      counts: 'they grew, and the version added packages',
    },
  },
  panel: null,
} as const satisfies QuestionRow<DependencyChanges>;
