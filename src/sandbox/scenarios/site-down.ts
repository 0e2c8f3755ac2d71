import type { ScenarioInput } from '../scenario.ts';
import { deploys, everydayErrors, versions } from './history.ts';

export const siteDown: ScenarioInput = {
  name: 'site-down',
  title: 'Production is down',
  description:
    'UptimeRobot says that production is down for four minutes. Nothing was deployed for days.',
  cause: {
    kind: 'site',
    summary: 'The bucket behind the CDN can not be reached: the edge answers 503 for all paths.',
    remedy: 'Escalate at once. A rollback does not help: no version can be read.',
  },
  versions: versions({ at: '-75h' }),
  deploys: deploys('-72h', '-74h'),
  outages: [{ system: 'production', from: '-4m', status: 503 }],
  errors: everydayErrors,
};
