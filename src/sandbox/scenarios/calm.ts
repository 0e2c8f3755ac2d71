import type { ScenarioInput } from '../scenario.ts';
import { deploys, everydayErrors, versions } from './history.ts';

export const calm: ScenarioInput = {
  name: 'calm',
  title: 'A quiet day',
  description:
    'Production serves v1.2.3, deployed within the hour, after v1.2.2 had been live for days. Nothing is wrong.',
  cause: {
    kind: 'none',
    summary:
      'Nothing is wrong: a handful of everyday errors, the same before and after the deploy.',
    remedy: 'Nothing. A good place to practise a rollback to v1.2.2 or an invalidation.',
  },
  runbook: 'high-error-rate',
  answer: { recommended: ['false-alarm'] },
  versions: versions(),
  deploys: deploys(),
  errors: everydayErrors,
};
