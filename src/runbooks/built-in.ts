import type { Runbook } from './runbook.ts';

/** The runbooks that come with tsops. */
export const builtIn: readonly Runbook[] = [];
