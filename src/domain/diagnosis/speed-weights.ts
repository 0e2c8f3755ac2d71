import { table } from './weight.ts';

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
