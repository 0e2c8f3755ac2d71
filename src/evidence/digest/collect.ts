import type { Config } from '../../config/schema.ts';
import type { Context } from '../../contract/context.ts';
import type { Deploy } from '../../domain/deploys/history.ts';
import type {
  ErrorsSince,
  InFlight,
  MonitorState,
  OngoingIncident,
  Onset,
  OpenAction,
  OpenPage,
} from '../../domain/digest/facts.ts';
import type { ErrorOnset, ErrorRate } from '../../domain/errors/findings.ts';
import { pinTime } from '../../domain/evidence/pinned-time.ts';
import type { Evidence } from '../../domain/evidence/shape.ts';
import { createInquiry } from '../asking/inquiry.ts';
import { askMonitors } from './health.ts';
import {
  type DigestFindings,
  type DigestServed,
  digestBudget,
  digestCollectors,
  rateAfter,
} from './questions.ts';

/** One row that belongs to a name; `evidence` is null until its source has answered. */
export interface DigestRow<Value> {
  readonly name: string;
  readonly environment: string;
  readonly evidence: Evidence<Value> | null;
}

/** All that the digest asks. Null: not answered yet. */
export interface DigestEvidence {
  readonly monitors: readonly DigestRow<MonitorState>[];
  readonly onset: Evidence<Onset> | null;
  readonly versions: readonly DigestRow<DigestServed>[];
  readonly newestTag: Evidence<string> | null;
  readonly deploys: Evidence<readonly Deploy[]> | null;
  readonly invalidations: Evidence<readonly InFlight[]> | null;
  readonly open: Evidence<readonly OpenAction[]> | null;
  readonly errors: Evidence<ErrorRate> | null;
  readonly errorsSince: Evidence<ErrorsSince> | null;
  /** The newest open incident; a value of null is none. */
  readonly incident: Evidence<OngoingIncident | null> | null;
  readonly pages: Evidence<readonly OpenPage[]> | null;
}

/**
 * Asks every source at once, each on its own budget, and tells after each answer what is known so far.
 * Only reads. Rejects only with the context's signal, or when the config is wrong.
 */
export async function collectDigest(
  context: Context,
  onAnswer: (soFar: DigestEvidence) => void,
): Promise<DigestEvidence> {
  const { config } = await context.config();
  const environment = await context.environment();
  let known = nothingYet(config, environment);
  const learn = (part: Partial<DigestEvidence>): void => {
    known = { ...known, ...part };
    onAnswer(known);
  };
  onAnswer(known);
  const pinned = pinTime(context.clock.now());
  const budget = digestBudget - rateAfter;
  const inquiryInto = (name: string) =>
    createInquiry<DigestFindings>(
      { context, config, environment: name, pinned, budget },
      digestCollectors(context),
    );
  const { ask } = inquiryInto(environment);
  const [errors, errorsSince] = [ask('error-rate'), ask('error-onset')];
  await Promise.all([
    // Each monitor is told as it answers; an inquiry would tell them when the last has.
    askMonitors(context, config, digestBudget, (answers) =>
      learn({ monitors: withAnswers(known.monitors, answers) }),
    ),
    ...known.versions.map(async ({ name }) => {
      const evidence = await inquiryInto(name).ask('served-version');
      learn({ versions: withAnswers(known.versions, new Map([[name, evidence]])) });
    }),
    ask('down-since').then((onset) => learn({ onset })),
    ask('newest-tag').then((newestTag) => learn({ newestTag })),
    ask('latest-deploys').then((deploys) => learn({ deploys })),
    ask('invalidations-in-flight').then((invalidations) => learn({ invalidations })),
    ask('open-actions').then((open) => learn({ open })),
    ask('open-incident').then((incident) => learn({ incident })),
    ask('open-pages').then((pages) => learn({ pages })),
    errors.then((found) => learn({ errors: found })),
    errorsSince.then((found) => learn({ errorsSince: withoutCounts(found) })),
  ]);
  return known;
}

/** A day of counts is for the runbook's picture. */
function withoutCounts({ value, ...evidence }: Evidence<ErrorOnset>): Evidence<ErrorsSince> {
  if (value === null) return { ...evidence, baseline: null, value };
  const { at, endedAt, before, since } = value;
  return { ...evidence, baseline: null, value: { at, endedAt, before, since } };
}

function nothingYet(config: Config, environment: string): DigestEvidence {
  const names = Object.keys(config.environments);
  const ordered = [environment, ...names.filter((name) => name !== environment)];
  return {
    monitors: config.monitors.map(({ name, env }) => ({ name, environment: env, evidence: null })),
    onset: null,
    versions: ordered.map((name) => ({ name, environment: name, evidence: null })),
    newestTag: null,
    deploys: null,
    invalidations: null,
    open: null,
    errors: null,
    errorsSince: null,
    incident: null,
    pages: null,
  };
}

function withAnswers<Value>(
  rows: readonly DigestRow<Value>[],
  answers: ReadonlyMap<string, Evidence<Value>>,
): readonly DigestRow<Value>[] {
  return rows.map((row) => ({ ...row, evidence: answers.get(row.name) ?? row.evidence }));
}
