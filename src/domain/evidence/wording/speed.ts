import type { EvidenceId, Findings, Told } from '../findings.ts';
import { bundleTold } from './bundle.ts';
import { cacheStateTold } from './cache-state.ts';
import { dependencyChangesTold } from './dependency-changes.ts';
import { imagesTold } from './images.ts';
import { pageSpeedTold } from './page-speed.ts';
import { resourceLoadingTold } from './resource-loading.ts';
import { visitsTold } from './visits.ts';

/** The questions of the Performance Degradation runbook. */
export type SpeedId = Extract<
  EvidenceId,
  | 'page-speed'
  | 'bundle'
  | 'cache-state'
  | 'images'
  | 'resource-loading'
  | 'dependency-changes'
  | 'visits'
>;

/** How the evidence of slow pages is told to people. */
export const speedTold: { readonly [Id in SpeedId]: Told<Findings[Id]> } = {
  'page-speed': pageSpeedTold,
  bundle: bundleTold,
  'cache-state': cacheStateTold,
  images: imagesTold,
  'resource-loading': resourceLoadingTold,
  'dependency-changes': dependencyChangesTold,
  visits: visitsTold,
};
