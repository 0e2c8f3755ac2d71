/* What a walk is made of, and how it stands: for every file that takes a step of it. */
import type { Config } from '../../config/schema.ts';
import type { Context } from '../../contract/context.ts';
import type { Diagnosis } from '../../domain/diagnosis/types.ts';
import type { IncidentKind, IncidentLines } from '../../domain/incident/lines.ts';
import type { Language, Text } from '../../domain/text/language.ts';
import type { Inquiry } from '../../evidence/asking/inquiry.ts';
import type { Runbook } from '../definition.ts';
import { type Line, progressOf, type RunbookProgress } from '../engine.ts';
import type { Guide } from './guide.ts';

/** A walk under way. */
export interface Walk {
  readonly runbook: Runbook;
  readonly context: Context;
  readonly config: Config;
  readonly environment: string;
  readonly language: Language;
  /** The incident's record, which this process drives. */
  readonly incident: string;
  readonly guide: Guide;
  readonly inquiry: Inquiry;
  /** Everything written so far, the lines of earlier processes included. */
  lines(): readonly Line[];
  /** On disk when it resolves. */
  write<Kind extends IncidentKind>(kind: Kind, fields: IncidentLines[Kind]): Promise<void>;
  /** Probes the environment's monitors after a deploy; null where it has none. */
  readonly health:
    | (() => Promise<{
        readonly verdict: 'ok' | 'warn' | 'bad' | 'unknown' | 'no-data';
        readonly detail: Text;
      }>)
    | null;
}

export function progressNow(walk: Walk): RunbookProgress {
  return progressOf(walk.runbook, walk.lines());
}

/** The diagnosis as it stands; null for a runbook that makes none. */
export async function diagnosisNow(walk: Walk): Promise<Diagnosis | null> {
  const { collected, hand } = progressNow(walk);
  return diagnose(walk.runbook, collected, hand, walk.config.timezone);
}

export async function diagnose(
  runbook: Runbook,
  collected: RunbookProgress['collected'],
  hand: RunbookProgress['hand'],
  zone: string,
): Promise<Diagnosis | null> {
  if (runbook.diagnosis === 'errors') {
    return (await import('../../domain/diagnosis/errors.ts')).diagnoseErrors(collected, hand, zone);
  }
  if (runbook.diagnosis === 'speed') {
    return (await import('../../domain/diagnosis/speed.ts')).diagnoseSpeed(collected, hand, zone);
  }
  if (runbook.diagnosis === 'site') {
    return (await import('../../domain/diagnosis/site.ts')).diagnoseSite(collected, hand, zone);
  }
  return null;
}
