/*
 * Walks a runbook: looks at where the journal says we are, takes that one step, and looks again. All that is
 * known stands in the journal; a process that takes up a walk starts here with the same lines.
 */
import type { Config } from '../../config/schema.ts';
import type { Context } from '../../context.ts';
import type { Diagnosis } from '../../domain/diagnosis.ts';
import type { IncidentKind, IncidentLines } from '../../domain/incident/lines.ts';
import type { Language } from '../../domain/language.ts';
import type { Inquiry } from '../../evidence/inquiry.ts';
import { type Line, type Progress, progressOf } from '../engine.ts';
import type { Runbook } from '../runbook.ts';
import { askedIn } from './asked-in.ts';
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
        readonly detail: string;
      }>)
    | null;
}

export function progressNow(walk: Walk): Progress {
  return progressOf(walk.runbook, walk.lines());
}

/** Walks on until the runbook has ended, or was paused or given up. Rejects with the signal's reason. */
export async function walkOn(walk: Walk): Promise<Progress> {
  askAhead(walk);
  for (;;) {
    walk.context.signal.throwIfAborted();
    const progress = progressNow(walk);
    if (progress.state !== 'walking') return progress;
    if (progress.acting !== null) {
      const { lookUp } = await import('./look-up.ts');
      await lookUp(walk, progress.acting);
    } else if (progress.step === null) {
      await walk.write('runbook-ended', { outcome: outcomeOf(progress) });
    } else {
      await takeStep(walk, progress, progress.step);
    }
  }
}

/** Every question of the runbook is put at once, so that no step waits for what another could have asked. */
function askAhead({ runbook, inquiry }: Walk): void {
  for (const id of askedIn(runbook)) {
    // Rejects on Ctrl-C alone, and then the walk itself has heard of it.
    inquiry.ask(id).catch(() => {});
  }
}

function outcomeOf({ lastRecovery }: Progress): IncidentLines['runbook-ended']['outcome'] {
  if (lastRecovery === null || lastRecovery.unread === true) return 'walked';
  return lastRecovery.recovered ? 'recovered' : 'not-recovered';
}

async function takeStep(
  walk: Walk,
  progress: Progress,
  step: NonNullable<Progress['step']>,
): Promise<void> {
  switch (step.kind) {
    case 'evidence':
      return (await import('./take-evidence.ts')).takeEvidence(walk, progress, step);
    case 'question':
      return (await import('./take-question.ts')).takeQuestion(walk, progress, step);
    case 'decision':
      return (await import('./take-decision.ts')).takeDecision(walk, progress, step);
    case 'action':
      return (await import('./take-action.ts')).takeAction(walk, progress, step);
    case 'instruction':
      return (await import('./take-instruction.ts')).takeInstruction(walk, progress, step);
    case 'command':
      return (await import('./take-command.ts')).takeCommand(walk, progress, step);
  }
}

/** The diagnosis as it stands; null for a runbook that makes none. */
export async function diagnosisNow(walk: Walk): Promise<Diagnosis | null> {
  const { collected, hand } = progressNow(walk);
  return diagnose(walk.runbook, collected, hand);
}

export async function diagnose(
  runbook: Runbook,
  collected: Progress['collected'],
  hand: Progress['hand'],
): Promise<Diagnosis | null> {
  if (runbook.diagnosis === 'errors') {
    return (await import('../../domain/diagnosis/errors.ts')).diagnoseErrors(collected, hand);
  }
  if (runbook.diagnosis === 'speed') {
    return (await import('../../domain/diagnosis/speed.ts')).diagnoseSpeed(collected, hand);
  }
  return null;
}
