/* Every question that a runbook, the digest or a dashboard may put: one row each. */

import { affectedUsersQuestion } from './affected-users.ts';
import { browserSplitQuestion } from './browser-split.ts';
import { bundleQuestion } from './bundle.ts';
import { cacheStateQuestion } from './cache-state.ts';
import { cdnFiguresQuestion } from './cdn-figures.ts';
import { certificateQuestion } from './certificate.ts';
import { correlationQuestion } from './correlation.ts';
import { dependenciesQuestion } from './dependencies.ts';
import { dependencyChangesQuestion } from './dependency-changes.ts';
import { errorOnsetQuestion } from './error-onset.ts';
import { errorRateQuestion } from './error-rate.ts';
import { errorTypesQuestion } from './error-types.ts';
import { imagesQuestion } from './images.ts';
import { labFiguresQuestion } from './lab-figures.ts';
import { pageSpeedQuestion } from './page-speed.ts';
import { recentDeploysQuestion } from './recent-deploys.ts';
import { releaseSplitQuestion } from './release-split.ts';
import { resourceLoadingQuestion } from './resource-loading.ts';
import { servedDeployQuestion } from './served-deploy.ts';
import { siteUpQuestion } from './site-up.ts';
import { statusPagesQuestion } from './status-pages.ts';
import { usageFiguresQuestion } from './usage-figures.ts';
import { visitsQuestion } from './visits.ts';

/** In the order in which a reader meets the answers: the runbooks' own. */
export const questions = {
  'site-up': siteUpQuestion,
  certificate: certificateQuestion,
  'served-deploy': servedDeployQuestion,
  'error-rate': errorRateQuestion,
  'error-types': errorTypesQuestion,
  dependencies: dependenciesQuestion,
  'status-pages': statusPagesQuestion,
  'page-speed': pageSpeedQuestion,
  visits: visitsQuestion,
  bundle: bundleQuestion,
  'dependency-changes': dependencyChangesQuestion,
  'cache-state': cacheStateQuestion,
  'recent-deploys': recentDeploysQuestion,
  'error-onset': errorOnsetQuestion,
  correlation: correlationQuestion,
  'release-split': releaseSplitQuestion,
  'affected-users': affectedUsersQuestion,
  'browser-split': browserSplitQuestion,
  images: imagesQuestion,
  'resource-loading': resourceLoadingQuestion,
  'cdn-figures': cdnFiguresQuestion,
  'usage-figures': usageFiguresQuestion,
  'lab-figures': labFiguresQuestion,
} as const;

export type QuestionTable = typeof questions;

export type About = QuestionTable[keyof QuestionTable]['about'];

type IdsAbout<Wanted> = {
  [Id in keyof QuestionTable]: QuestionTable[Id]['about'] extends Wanted ? Id : never;
}[keyof QuestionTable];

/** The questions about errors, about slow pages, or about the site itself, in the order of the table. */
export function questionsAbout<Wanted extends About>(about: Wanted) {
  const ids = Object.keys(questions) as (keyof QuestionTable)[];
  const isAsked = (id: keyof QuestionTable): id is IdsAbout<Wanted> =>
    questions[id].about === about;
  return ids.filter(isAsked) as readonly IdsAbout<Wanted>[];
}
