import type { ScenarioInput } from '../scenario.ts';
import { deploys, everydayErrors, versions } from './history.ts';

export const mixedFleet: ScenarioInput = {
  name: 'mixed-fleet',
  title: 'Two versions at once',
  description:
    'Some users see the new group conversations, others do not, and it changes on reload.',
  cause: {
    kind: 'cache',
    summary: 'A third of the edge still serves v1.2.2, and no invalidation reaches it.',
    remedy: 'Read several times before believing one answer; tell the provider of the CDN.',
  },
  versions: versions(),
  deploys: deploys(),
  edge: { other: { version: 'v1.2.2', share: 0.35 } },
  errors: everydayErrors,
};
