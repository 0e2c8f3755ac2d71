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
const scenarios = {
  calm,
  'bad-deploy': badDeploy,
  'dicebear-outage': dicebearOutage,
  'browser-bug': browserBug,
  'false-alarm': falseAlarm,
  'stale-cache': staleCache,
  'bundle-growth': bundleGrowth,
  'image-weight': imageWeight,
  'third-party-script': thirdPartyScript,
  'site-down': siteDown,
  'mixed-fleet': mixedFleet,
  'stuck-approval': stuckApproval,
  'deploy-fails': deployFails,
} satisfies Record<string, ScenarioInput>;

export type ShippedName = keyof typeof scenarios;

export const shipped: readonly ScenarioInput[] = Object.values(scenarios);
