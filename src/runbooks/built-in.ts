import { type BuiltInId, builtInIds } from './built-in-ids.ts';
import type { Runbook } from './definition.ts';
import { highErrorRate } from './high-error-rate/runbook.ts';
import { performanceDegradation } from './performance-degradation/runbook.ts';
import { serviceDown } from './service-down/runbook.ts';

const byId: Readonly<Record<BuiltInId, Runbook>> = {
  'high-error-rate': highErrorRate,
  'performance-degradation': performanceDegradation,
  'service-down': serviceDown,
};

/** The runbooks that come with tsops. */
export const builtIn: readonly Runbook[] = builtInIds.map((id) => byId[id]);
