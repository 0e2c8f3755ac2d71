import badDeploy from './bad-deploy.yaml';
import badSincePrevious from './bad-since-previous.yaml';
import botStorm from './bot-storm.yaml';
import bothAtOnce from './both-at-once.yaml';
import brokenAvatars from './broken-avatars.yaml';
import browserBug from './browser-bug.yaml';
import bundleGrowth from './bundle-growth.yaml';
import calm from './calm.yaml';
import deployBreaksSafari from './deploy-breaks-safari.yaml';
import deployFails from './deploy-fails.yaml';
import dicebearNoFallback from './dicebear-no-fallback.yaml';
import dicebearOutage from './dicebear-outage.yaml';
import errorsBeforeDeploy from './errors-before-deploy.yaml';
import expiredCertificate from './expired-certificate.yaml';
import falseAlarm from './false-alarm.yaml';
import githubDown from './github-down.yaml';
import hiddenCause from './hidden-cause.yaml';
import hitRatioCollapse from './hit-ratio-collapse.yaml';
import imageWeight from './image-weight.yaml';
import innocentDeploy from './innocent-deploy.yaml';
import innocentOutage from './innocent-outage.yaml';
import mixedFleet from './mixed-fleet.yaml';
import oldErrorRises from './old-error-rises.yaml';
import recoveredSpike from './recovered-spike.yaml';
import sentryDown from './sentry-down.yaml';
import siteDown from './site-down.yaml';
import slowForNoReason from './slow-for-no-reason.yaml';
import slowRumour from './slow-rumour.yaml';
import slowTwice from './slow-twice.yaml';
import staleCache from './stale-cache.yaml';
import stuckApproval from './stuck-approval.yaml';
import thirdPartyScript from './third-party-script.yaml';

/** The scenarios that come with tsops, as YAML, in the order in which they are listed. */
export const scenarioTexts = {
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
  'deploy-breaks-safari': deployBreaksSafari,
  'errors-before-deploy': errorsBeforeDeploy,
  'hidden-cause': hiddenCause,
  'old-error-rises': oldErrorRises,
  'sentry-down': sentryDown,
  'github-down': githubDown,
  'recovered-spike': recoveredSpike,
  'bot-storm': botStorm,
  'hit-ratio-collapse': hitRatioCollapse,
  'slow-for-no-reason': slowForNoReason,
  'slow-rumour': slowRumour,
  'slow-twice': slowTwice,
  'expired-certificate': expiredCertificate,
};

export type ShippedName = keyof typeof scenarioTexts;
