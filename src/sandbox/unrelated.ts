/* What goes on beside the matter of a scenario: errors that are always there, deploys that changed nothing. */

import { hour, minute } from '../domain/time/units.ts';
import type { Draw } from './noise.ts';
import type { ErrorGroup, Scenario } from './scenario.ts';

type Deploy = Scenario['deploys'][number];

const candidates: readonly Pick<ErrorGroup, 'type' | 'message' | 'culprit' | 'level'>[] = [
  {
    type: 'NotAllowedError',
    message: 'Write permission denied.',
    culprit: 'src/export/to-clipboard.ts in toClipboard',
    level: 'error',
  },
  {
    type: 'TypeError',
    message: 'Load failed',
    culprit: 'src/api/client.ts in request',
    level: 'error',
  },
  {
    type: 'InvalidStateError',
    message: 'The database connection is closing.',
    culprit: 'src/store/persist.ts in transaction',
    level: 'error',
  },
  {
    type: 'Deprecation',
    message: 'unload listeners are deprecated',
    culprit: 'src/app.tsx in App',
    level: 'warning',
  },
];

/** Some errors of every day, and perhaps a rare one that is new; all far below any limit. */
export function backgroundErrors(draw: Draw): ErrorGroup[] {
  return candidates.flatMap((one, i) => {
    if (draw(`background/${i}`, 0, 1) < 0.5) return [];
    const isNew = draw(`background/new/${i}`, 0, 1) < 0.3;
    const from = -draw(`background/from/${i}`, 1, 20) * hour;
    return [
      {
        ...one,
        unhandled: false,
        perMinute: draw(`background/rate/${i}`, 0.05, isNew ? 0.2 : 0.6),
        when: isNew ? { from } : {},
        users: 0.6,
        elsewhere: [],
      },
    ];
  });
}

/** The version that production ran at a moment. */
function liveAt(deploys: readonly Deploy[], at: number): Deploy | undefined {
  return deploys
    .filter((one) => one.environment === 'production' && one.conclusion === 'success')
    .filter((one) => one.at <= at)
    .sort((a, b) => b.at - a.at)[0];
}

/** The version that is live deployed once more hours ago, and to staging; and a run that failed. */
export function earlierDeploys({ deploys }: Scenario, draw: Draw): Deploy[] {
  const at = -draw('redeploy', 11, 22) * hour;
  const live = liveAt(deploys, at);
  const newest = liveAt(deploys, 0);
  const made: Deploy[] = [];
  if (live && draw('redeploy/too', 0, 1) < 0.5) {
    made.push({ ...live, at }, { ...live, at: at - hour, environment: 'staging' });
  }
  if (newest && draw('failed/too', 0, 1) < 0.4) {
    const before = newest.at - draw('failed/before', 6, 15) * minute;
    made.push({ ...newest, at: before, conclusion: 'failure' });
  }
  return made;
}
