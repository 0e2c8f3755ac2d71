import type { ScenarioInput } from '../scenario.ts';
import { deploys, everydayErrors, versions } from './history.ts';

export const browserBug: ScenarioInput = {
  name: 'browser-bug',
  title: 'One browser breaks',
  description: 'A new kind of error for some hours, slowly growing. The last deploy was days ago.',
  cause: {
    kind: 'client',
    summary:
      'A Safari update changed how a picture is drawn to a canvas: exporting fails there and nowhere else.',
    remedy: 'No rollback: older versions fail too. Tell users of Safari, plan a hotfix.',
  },
  runbook: 'high-error-rate',
  answer: { recommended: ['client'] },
  versions: versions({ at: '-51h' }),
  deploys: deploys('-48h', '-50h'),
  errors: [
    ...everydayErrors,
    {
      type: 'SecurityError',
      message: 'The operation is insecure.',
      culprit: 'src/export/to-png.ts in toPng',
      perMinute: 75,
      ramp: '90m',
      when: { from: '-3h' },
      browsers: { Safari: 1 },
      systems: { iOS: 0.8, macOS: 0.2 },
    },
  ],
};
