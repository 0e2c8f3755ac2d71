import type { ScenarioInput } from '../scenario.ts';
import { badDeploy } from './bad-deploy.ts';
import { browserBug } from './browser-bug.ts';
import { calm } from './calm.ts';
import { dicebearOutage } from './dicebear-outage.ts';
import { falseAlarm } from './false-alarm.ts';
import { mixedFleet } from './mixed-fleet.ts';
import { siteDown } from './site-down.ts';
import { bundleGrowth, imageWeight, thirdPartyScript } from './slow-pages.ts';
import { staleCache } from './stale-cache.ts';
import { deployFails, stuckApproval } from './troubled-deploys.ts';

/** The scenarios that come with tsops, in the order in which they are listed. */
export const shipped: readonly ScenarioInput[] = [
  calm,
  badDeploy,
  dicebearOutage,
  browserBug,
  falseAlarm,
  staleCache,
  bundleGrowth,
  imageWeight,
  thirdPartyScript,
  siteDown,
  mixedFleet,
  stuckApproval,
  deployFails,
];
