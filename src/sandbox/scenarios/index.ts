import type { ScenarioInput } from '../scenario.ts';
import { badDeploy } from './bad-deploy.ts';
import { browserBug } from './browser-bug.ts';
import { calm } from './calm.ts';
import { badSincePrevious, brokenOnSafari, errorsBeforeDeploy } from './deploy-variants.ts';
import { dicebearNoFallback, dicebearOutage } from './dicebear-outage.ts';
import { withEarlierTrouble } from './earlier-trouble.ts';
import { falseAlarm } from './false-alarm.ts';
import { mixedFleet } from './mixed-fleet.ts';
import { botStorm, recoveredSpike } from './no-harm.ts';
import { githubDown, hiddenCause, oldErrorRises, sentryDown } from './not-to-tell.ts';
import { siteDown } from './site-down.ts';
import { bundleGrowth, imageWeight, thirdPartyScript } from './slow-pages.ts';
import { hitRatioCollapse, slowBackend, slowRumour, slowTwice } from './slow-variants.ts';
import { staleCache } from './stale-cache.ts';
import { deployFails, stuckApproval } from './troubled-deploys.ts';
import { bothAtOnce, brokenAvatars, innocentDeploy, innocentOutage } from './two-at-once.ts';

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
  'dicebear-no-fallback': dicebearNoFallback,
  'innocent-deploy': innocentDeploy,
  'innocent-outage': innocentOutage,
  'both-at-once': bothAtOnce,
  'broken-avatars': brokenAvatars,
  'bad-since-previous': badSincePrevious,
  'deploy-breaks-safari': brokenOnSafari,
  'errors-before-deploy': errorsBeforeDeploy,
  'hidden-cause': hiddenCause,
  'old-error-rises': oldErrorRises,
  'sentry-down': sentryDown,
  'github-down': githubDown,
  'recovered-spike': recoveredSpike,
  'bot-storm': botStorm,
  'hit-ratio-collapse': hitRatioCollapse,
  'slow-for-no-reason': slowBackend,
  'slow-rumour': slowRumour,
  'slow-twice': slowTwice,
} satisfies Record<string, ScenarioInput>;

export type ShippedName = keyof typeof scenarios;

export const shipped: readonly ScenarioInput[] = Object.values(scenarios).map(withEarlierTrouble);
