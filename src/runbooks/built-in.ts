import type { Runbook } from './definition.ts';
import { highErrorRate } from './high-error-rate/runbook.ts';
import { performanceDegradation } from './performance-degradation/runbook.ts';
import { serviceDown } from './service-down/runbook.ts';

/** The runbooks that come with tsops. */
export const builtIn: readonly Runbook[] = [highErrorRate, performanceDegradation, serviceDown];
