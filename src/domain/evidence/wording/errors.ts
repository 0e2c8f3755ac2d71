import type { EvidenceId, Findings, Told } from '../findings.ts';
import { affectedUsersTold } from './affected-users.ts';
import { browserSplitTold } from './browser-split.ts';
import { correlationTold } from './correlation.ts';
import { dependenciesTold } from './dependencies.ts';
import { errorOnsetTold } from './error-onset.ts';
import { errorRateTold } from './error-rate.ts';
import { errorTypesTold } from './error-types.ts';
import { recentDeploysTold } from './recent-deploys.ts';
import { releaseSplitTold } from './release-split.ts';
import { statusPagesTold } from './status-pages.ts';

/** How the answers of the High Error Rate runbook are told to people. */
export const errorsTold = {
  'error-rate': errorRateTold,
  'error-types': errorTypesTold,
  'error-onset': errorOnsetTold,
  'recent-deploys': recentDeploysTold,
  'release-split': releaseSplitTold,
  correlation: correlationTold,
  'affected-users': affectedUsersTold,
  'browser-split': browserSplitTold,
  dependencies: dependenciesTold,
  'status-pages': statusPagesTold,
} satisfies { readonly [Id in EvidenceId]?: Told<Findings[Id]> };
