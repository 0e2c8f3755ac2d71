import type { ErrorHypothesis, SpeedHypothesis } from '../diagnosis.ts';
import type { EvidenceId } from '../findings.ts';

/** What one observation counts for or against one hypothesis. */
interface Weight {
  readonly hypothesis: ErrorHypothesis | SpeedHypothesis;
  readonly evidence: EvidenceId | null;
  /** Points; where `scaled`, those of a share of 100 %. */
  readonly points: number;
  readonly scaled?: true;
  /** When it counts. docs/diagnosis.md shows it. */
  readonly counts: string;
}

const table = <Key extends string>(weights: Readonly<Record<Key, Weight>>) => weights;

/** High Error Rate. */
export const errorWeights = table({
  'deploy-tied': {
    hypothesis: 'recent-deployment',
    evidence: 'correlation',
    points: 25,
    counts: 'the errors began soon after a deploy went live',
  },
  'deploy-brought-new': {
    hypothesis: 'recent-deployment',
    evidence: 'correlation',
    points: 45,
    scaled: true,
    counts:
      'share of the events whose type was first seen in that version, less those that name a dependency in trouble',
  },
  'deploy-lift': {
    hypothesis: 'recent-deployment',
    evidence: 'correlation',
    points: 15,
    counts: 'that version has at least twice the errors a session of the others, and new types',
  },
  'deploy-recent': {
    hypothesis: 'recent-deployment',
    evidence: 'recent-deploys',
    points: 10,
    counts: 'something went live in the hour before, and how it lies to the errors is not known',
  },
  'deploy-not-tied': {
    hypothesis: 'recent-deployment',
    evidence: 'correlation',
    points: -50,
    counts: 'no deploy went live shortly before the errors began',
  },
  'deploy-brought-nothing': {
    hypothesis: 'recent-deployment',
    evidence: 'correlation',
    points: -50,
    counts: 'the errors began after a deploy, but their types were there before it',
  },
  'deploy-overlaid': {
    hypothesis: 'recent-deployment',
    evidence: 'dependencies',
    points: -30,
    counts: 'what is new since the deploy names a dependency that is in trouble',
  },
  'deploy-ended': {
    hypothesis: 'recent-deployment',
    evidence: 'error-onset',
    points: -50,
    counts: 'the errors ended by themselves',
  },
  'deploy-few-users': {
    hypothesis: 'recent-deployment',
    evidence: 'affected-users',
    points: -40,
    counts: 'hardly anybody is behind the events',
  },
  'service-down': {
    hypothesis: 'external-service',
    evidence: 'dependencies',
    points: 30,
    counts: 'a dependency does not answer our probe',
  },
  'service-slow': {
    hypothesis: 'external-service',
    evidence: 'dependencies',
    points: 15,
    counts: 'a dependency answers slowly',
  },
  'service-says-so': {
    hypothesis: 'external-service',
    evidence: 'dependencies',
    points: 15,
    counts: 'its status page tells of trouble',
  },
  'service-named': {
    hypothesis: 'external-service',
    evidence: 'dependencies',
    points: 45,
    scaled: true,
    counts: 'share of the events that name it',
  },
  'service-not-named': {
    hypothesis: 'external-service',
    evidence: 'dependencies',
    points: -40,
    counts: 'it is in trouble, but fewer than 10 % of the events name it',
  },
  'service-up': {
    hypothesis: 'external-service',
    evidence: 'dependencies',
    points: -40,
    counts: 'every dependency answers, and no status page tells of trouble',
  },
  'service-ended': {
    hypothesis: 'external-service',
    evidence: 'error-onset',
    points: -50,
    counts: 'the errors ended by themselves',
  },
  'client-stands-out': {
    hypothesis: 'client',
    evidence: 'browser-split',
    points: 30,
    counts: 'a browser or system has more of the errors than its popularity and chance explain',
  },
  'client-excess': {
    hypothesis: 'client',
    evidence: 'browser-split',
    points: 45,
    scaled: true,
    counts: 'share of the errors beyond what its popularity explains',
  },
  'client-none': {
    hypothesis: 'client',
    evidence: 'browser-split',
    points: -40,
    counts: 'errors are spread over browsers and systems as the sessions are',
  },
  'client-with-deploy': {
    hypothesis: 'client',
    evidence: 'correlation',
    points: -25,
    counts: 'the errors are new with a version: its rollback ends them on that client too',
  },
  'client-ended': {
    hypothesis: 'client',
    evidence: 'error-onset',
    points: -50,
    counts: 'the errors ended by themselves',
  },
  'client-few-users': {
    hypothesis: 'client',
    evidence: 'affected-users',
    points: -60,
    counts: 'hardly anybody is behind the events: a program, not people with that browser',
  },
  'alarm-ended': {
    hypothesis: 'false-alarm',
    evidence: 'error-onset',
    points: 70,
    counts: 'the errors ended by themselves',
  },
  'alarm-few-users': {
    hypothesis: 'false-alarm',
    evidence: 'affected-users',
    points: 80,
    counts: 'at least 50 events, and fewer than one person for fifty of them',
  },
  'alarm-rate-fine': {
    hypothesis: 'false-alarm',
    evidence: 'error-rate',
    points: 30,
    counts: 'the error rate is within its limit',
  },
  'alarm-no-onset': {
    hypothesis: 'false-alarm',
    evidence: 'error-onset',
    points: 40,
    counts: 'the counts show no moment since which there are more errors',
  },
  'alarm-warnings': {
    hypothesis: 'false-alarm',
    evidence: 'error-types',
    points: 40,
    counts: 'at least 80 % of the events are warnings or below',
  },
  'alarm-real': {
    hypothesis: 'false-alarm',
    evidence: 'error-rate',
    points: -40,
    counts: 'the error rate is over its limit, it lasts, and people are behind it',
  },
  'unseen-always': {
    hypothesis: 'cause-not-seen',
    evidence: null,
    points: 25,
    counts: 'always: there are causes that tsops does not look at',
  },
  'unseen-no-deploy': {
    hypothesis: 'cause-not-seen',
    evidence: 'correlation',
    points: 10,
    counts: 'it was looked for, and no deploy explains the errors',
  },
  'unseen-no-service': {
    hypothesis: 'cause-not-seen',
    evidence: 'dependencies',
    points: 10,
    counts: 'it was looked for, and no dependency explains them',
  },
  'unseen-no-client': {
    hypothesis: 'cause-not-seen',
    evidence: 'browser-split',
    points: 10,
    counts: 'it was looked for, and no browser or system explains them',
  },
});

/** Performance Degradation. */
export const speedWeights = table({
  'cache-stale': {
    hypothesis: 'cache',
    evidence: 'cache-state',
    points: 60,
    counts: 'the edge serves another version than was deployed last',
  },
  'cache-missing': {
    hypothesis: 'cache',
    evidence: 'cache-state',
    points: 30,
    counts: 'the page names files that are gone',
  },
  'cache-misses': {
    hypothesis: 'cache',
    evidence: 'cache-state',
    points: 50,
    counts: 'the hit ratio is below 80 %, or 15 points below the usual',
  },
  'cache-headers': {
    hypothesis: 'cache',
    evidence: 'cache-state',
    points: 15,
    counts: 'cache headers of the page or of a file are wrong',
  },
  'cache-origin': {
    hypothesis: 'cache',
    evidence: 'cache-state',
    points: 10,
    counts: 'the origin takes more than 500 ms, and the hit ratio is low',
  },
  'cache-fine': {
    hypothesis: 'cache',
    evidence: 'cache-state',
    points: -30,
    counts: 'the edge serves what was deployed, with right headers, from its cache',
  },
  'bundle-grew': {
    hypothesis: 'bundle-growth',
    evidence: 'bundle',
    points: 60,
    counts: 'scripts and styles grew by at least half and by 200 kB against the version before',
  },
  'bundle-heavy': {
    hypothesis: 'bundle-growth',
    evidence: 'bundle',
    points: 45,
    counts: 'nothing to compare with, and scripts and styles are above 1.5 MB',
  },
  'bundle-package': {
    hypothesis: 'bundle-growth',
    evidence: 'dependency-changes',
    points: 15,
    counts: 'they grew, and the version added packages',
  },
  'bundle-same': {
    hypothesis: 'bundle-growth',
    evidence: 'bundle',
    points: -40,
    counts: 'they are as large as before',
  },
  'loading-blocks': {
    hypothesis: 'resource-loading',
    evidence: 'resource-loading',
    points: 65,
    counts: 'a weighty fault in how files are loaded: a script of others that blocks the page',
  },
  'loading-untidy': {
    hypothesis: 'resource-loading',
    evidence: 'resource-loading',
    points: 5,
    counts: 'faults that can not be the cause alone',
  },
  'loading-fine': {
    hypothesis: 'resource-loading',
    evidence: 'resource-loading',
    points: -30,
    counts: 'nothing blocks the page',
  },
  'image-huge': {
    hypothesis: 'images',
    evidence: 'images',
    points: 65,
    counts: 'a picture of 1 MB or more',
  },
  'image-heavy': {
    hypothesis: 'images',
    evidence: 'images',
    points: 30,
    counts: 'a picture that is heavier than it need be, below 1 MB',
  },
  'image-fine': {
    hypothesis: 'images',
    evidence: 'images',
    points: -30,
    counts: 'no picture is heavy',
  },
  'speed-fine': {
    hypothesis: 'false-alarm',
    evidence: 'page-speed',
    points: 90,
    counts: 'LCP is good for those who visit now',
  },
  'speed-middling': {
    hypothesis: 'false-alarm',
    evidence: 'page-speed',
    points: 20,
    counts: 'LCP is above 2.5 s, yet not poor (4 s)',
  },
  'speed-poor': {
    hypothesis: 'false-alarm',
    evidence: 'page-speed',
    points: -50,
    counts: 'LCP is poor',
  },
  'slow-always': {
    hypothesis: 'cause-not-seen',
    evidence: null,
    points: 25,
    counts: 'always: there are causes that tsops does not look at',
  },
  'slow-no-cache': {
    hypothesis: 'cause-not-seen',
    evidence: 'cache-state',
    points: 5,
    counts: 'it was looked for, and the cache is fine',
  },
  'slow-no-bundle': {
    hypothesis: 'cause-not-seen',
    evidence: 'bundle',
    points: 5,
    counts: 'it was looked for, and nothing grew',
  },
  'slow-no-loading': {
    hypothesis: 'cause-not-seen',
    evidence: 'resource-loading',
    points: 5,
    counts: 'it was looked for, and nothing blocks',
  },
  'slow-no-image': {
    hypothesis: 'cause-not-seen',
    evidence: 'images',
    points: 5,
    counts: 'it was looked for, and no picture is heavy',
  },
});

export const weights: Readonly<Record<WeightId, Weight>> = { ...errorWeights, ...speedWeights };
export type WeightId = keyof typeof errorWeights | keyof typeof speedWeights;

/** What the engineer's own word counts. */
export const byHand = 30;
/** Points that the first must have to be recommended. */
export const enough = 45;
/** Points that must lie between the first and the second. */
export const clearMargin = 10;
/** Of two causes at once each must explain at least this share of the errors by itself … */
export const ownShare = 0.2;
/** … and both together not much more than all of them: else they explain the same errors. */
export const sharesTogether = 1.15;
