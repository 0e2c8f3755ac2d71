/* Deploys that are to blame in less obvious ways, or look as if they were. */
import type { ScenarioInput } from '../scenario.ts';
import { badDeploy, brokenByNewest } from './bad-deploy.ts';
import { deploys, everydayErrors, versions } from './history.ts';

const newerToo = { versions: ['v1.2.2', 'v1.2.3'] };

export const badSincePrevious: ScenarioInput = {
  ...badDeploy,
  name: 'bad-since-previous',
  title: 'The version before is bad too',
  description: 'Errors for hours; v1.2.3 was deployed to repair them and did not.',
  cause: {
    kind: 'deploy',
    summary: 'v1.2.2 brought the errors, and v1.2.3, made in haste, still has them.',
    remedy: 'Roll back to v1.2.1: v1.2.2 is as bad.',
  },
  answer: { recommended: ['recent-deployment'], rollback: 'v1.2.1' },
  versions: versions({ at: '-60m', commits: ['fix: stored conversations'] }, { at: '-7h' }),
  deploys: deploys('-25m', '-50m', '-150m'),
  errors: [
    ...everydayErrors,
    // Without the ramp, which would begin anew with v1.2.3.
    ...brokenByNewest.map(({ ramp: _, ...one }) => ({ ...one, when: newerToo })),
  ],
};

export const brokenOnSafari: ScenarioInput = {
  ...badDeploy,
  name: 'deploy-breaks-safari',
  title: 'One browser, since the deploy',
  description: 'Errors in Safari alone, and v1.2.3 went live a short while ago.',
  cause: {
    kind: 'deploy',
    summary: 'v1.2.3 uses a regular expression that Safari can not compile.',
    remedy: 'Roll back to v1.2.2: it works in Safari.',
  },
  errors: [
    ...everydayErrors,
    {
      type: 'SyntaxError',
      message: 'Invalid regular expression: invalid group specifier name',
      culprit: 'src/message/mentions.ts in mentionsIn',
      perMinute: 105,
      when: { versions: ['v1.2.3'] },
      browsers: { Safari: 1 },
      systems: { iOS: 0.75, macOS: 0.25 },
    },
  ],
};

export const errorsBeforeDeploy: ScenarioInput = {
  name: 'errors-before-deploy',
  title: 'Errors from before the deploy',
  description: 'Errors for an hour or so, and a deploy in between.',
  cause: {
    kind: 'none',
    summary: 'A proxy of the partner network rewrites answers. v1.2.3 came later and is innocent.',
    remedy: 'No rollback: the errors were there before v1.2.3. Look further.',
  },
  runbook: 'high-error-rate',
  answer: { recommended: ['cause-not-seen'], tellable: false },
  versions: versions({ at: '-3h' }),
  deploys: deploys('-25m', '-150m'),
  errors: [
    ...everydayErrors,
    {
      type: 'SyntaxError',
      message: 'Unexpected token < in JSON at position 0',
      culprit: 'src/api/client.ts in request',
      perMinute: 100,
      ramp: '3m',
      when: { from: '-65m' },
    },
  ],
};
