/* The words that a runbook may name: what the types allow, as values. */

import type { Danger } from '../contract/command.ts';
import type {
  ErrorHypothesis,
  SiteCause,
  SiteHypothesis,
  SpeedHypothesis,
} from '../domain/diagnosis/hypotheses.ts';
import type { Response } from '../domain/diagnosis/types.ts';
import type { EvidenceId } from '../domain/evidence/findings.ts';
import { questions } from '../domain/evidence/questions/table.ts';
import type { Severity } from '../domain/incident/lines.ts';
import type { Runbook } from './definition.ts';

/** Names of a closed set: one that is missing here, or too many, does not compile. */
function namesOf<Name extends string>(names: Readonly<Record<Name, true>>): readonly Name[] {
  return Object.keys(names) as Name[];
}

export const evidenceIds = Object.keys(questions) as readonly EvidenceId[];

export const responses = namesOf<Response['kind']>({
  rollback: true,
  fallback: true,
  issue: true,
  invalidate: true,
  escalate: true,
  renew: true,
  redeploy: true,
  watch: true,
  'look-further': true,
});

export const knownSeverities = namesOf<Severity>({ P1: true, P2: true, P3: true, P4: true });

export const knownDangers = namesOf<Danger>({
  read: true,
  local: true,
  remote: true,
  production: true,
});

type Rules = NonNullable<Runbook['diagnosis']>;

const siteCauses = {
  'site-down': true,
  certificate: true,
  'not-served': true,
} as const satisfies Readonly<Record<SiteCause, true>>;

export const knownHypotheses: Readonly<Record<Rules, readonly string[]>> = {
  errors: namesOf<ErrorHypothesis>({
    ...siteCauses,
    'recent-deployment': true,
    'external-service': true,
    client: true,
    'false-alarm': true,
    'cause-not-seen': true,
  }),
  speed: namesOf<SpeedHypothesis>({
    ...siteCauses,
    cache: true,
    origin: true,
    'recent-deployment': true,
    'bundle-growth': true,
    'resource-loading': true,
    images: true,
    'false-alarm': true,
    'cause-not-seen': true,
  }),
  site: namesOf<SiteHypothesis>({
    ...siteCauses,
    'false-alarm': true,
    'cause-not-seen': true,
  }),
};

export const rules = Object.keys(knownHypotheses) as readonly Rules[];
