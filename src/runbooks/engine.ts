/*
 * Where a walk through a runbook stands: computed from the runbook and the journal's lines, never kept apart,
 * so that a process killed after any line leaves nothing behind that could disagree. Pure.
 */
import type { HandMark, HypothesisId } from '../domain/diagnosis/types.ts';
import type { Collected, EvidenceId } from '../domain/evidence/findings.ts';
import type { PinnedTime } from '../domain/evidence/pinned-time.ts';
import type { Evidence } from '../domain/evidence/shape.ts';
import type { IncidentKind, IncidentLines } from '../domain/incident/lines.ts';
import type { Runbook, RunbookStep } from './definition.ts';
import { responseTargetOf } from './target.ts';

/** A line of the journal, as far as the engine reads it. */
export interface Line {
  readonly seq: number;
  readonly kind: string;
  readonly [field: string]: unknown;
}

type LineOf<Kind extends IncidentKind> = Line & IncidentLines[Kind];

/** What became of a step so far. */
export type StepState = 'open' | 'passed' | 'skipped' | 'not-needed';

export interface RunbookProgress {
  readonly state: 'not-started' | 'walking' | 'paused' | 'aborted' | 'ended';
  /** Counts the decisions: a response that did not help opens the next round. */
  readonly round: number;
  /** Where the walk is; null where nothing is left to do. */
  readonly step: RunbookStep | null;
  readonly states: ReadonlyMap<string, StepState>;
  readonly pinned: PinnedTime | null;
  /** The latest answer to each question. */
  readonly collected: Collected;
  readonly answers: ReadonlyMap<string, string>;
  readonly hand: readonly HandMark[];
  /** Of this round; null until it is made. */
  readonly decision: LineOf<'decision'> | null;
  /** An action that was started and of which no outcome is written down: it must be looked up first. */
  readonly acting: LineOf<'acting'> | null;
  /** Outcomes of this round by step. */
  readonly acted: ReadonlyMap<string, LineOf<'acted'>>;
  /** The last reading after a response, of this round. */
  readonly recovery: LineOf<'recovery'> | null;
  /** The last reading of the whole walk: one that did not recover belongs to the round before. */
  readonly lastRecovery: LineOf<'recovery'> | null;
  /** Causes whose response was tried and did not help. */
  readonly tried: readonly HypothesisId[];
  /** A command of a step that was started, and of whose end nothing is written down. */
  readonly unended: LineOf<'command'> | null;
}

export function progressOf(runbook: Runbook, lines: readonly Line[]): RunbookProgress {
  const walk = lines.slice(lines.findLastIndex(({ kind }) => kind === 'runbook-started'));
  const started = first(walk, 'runbook-started');
  const round = 1 + all(walk, 'recovery').filter(didNotHelp).length;
  const inRound = <Kind extends IncidentKind>(kind: Kind): LineOf<Kind>[] =>
    all(walk, kind).filter((line) => line.round === round);
  const decision = inRound('decision').at(-1) ?? null;
  const acted = new Map(
    inRound('acted')
      .filter((line) => decision === null || responseTargetOf(decision.response) === line.target)
      .map((line) => [line.step, line]),
  );
  const recovery = inRound('recovery').at(-1) ?? null;
  const decides = runbook.steps.find(({ kind }) => kind === 'decision')?.id;
  const leftOpen = inRound('skipped').some(({ step }) => step === decides);
  const facts = { walk, round, decision, acted, recovery, leftOpen };
  const states = new Map(runbook.steps.map((step) => [step.id, stateOf(step, facts)]));
  return {
    state: started === undefined ? 'not-started' : phaseOf(walk),
    round,
    step: runbook.steps.find((step) => states.get(step.id) === 'open') ?? null,
    states,
    pinned: started?.pinned ?? null,
    collected: collectedIn(walk),
    answers: new Map(all(walk, 'answer').map(({ step, answer }) => [step, answer])),
    hand: [...all(lines, 'hypothesis'), ...triedMarks(walk)],
    decision,
    // Also of a walk before this one: to begin again settles no write.
    acting: openActing(lines),
    acted,
    recovery,
    lastRecovery: all(walk, 'recovery').at(-1) ?? null,
    tried: triedIn(walk),
    unended: unendedCommand(walk),
  };
}

interface Facts {
  readonly walk: readonly Line[];
  readonly round: number;
  readonly decision: LineOf<'decision'> | null;
  readonly acted: ReadonlyMap<string, LineOf<'acted'>>;
  readonly recovery: LineOf<'recovery'> | null;
  /** The decision of this round was skipped. */
  readonly leftOpen: boolean;
}

/** Decision and response are walked anew in each round; the rest is walked once. */
function stateOf(step: RunbookStep, facts: Facts): StepState {
  const { walk, round } = facts;
  if (!isNeeded(step, facts)) return 'not-needed';
  const everyRound = step.section === 'decision' || step.section === 'response';
  const own = walk.findLast(
    (line) =>
      (line.step === step.id || (line.kind === 'back' && line.to === step.id)) &&
      settles(line) &&
      (!everyRound || line.round === round),
  );
  if (own?.kind === 'skipped') return 'skipped';
  if (own?.kind === 'back' && own.to === step.id) return 'open';
  if (own !== undefined && own.kind !== 'back') return 'passed';
  return step.kind === 'action' && isActionSettled(step, facts) ? 'passed' : 'open';
}

/** A command that ended well needs no further word: it is not run a second time. */
function settles({ kind, exitCode }: Line): boolean {
  return settling.has(kind) || (kind === 'command' && exitCode === 0);
}

/** What settles a step, or opens it again. */
const settling: ReadonlySet<string> = new Set(['passed', 'skipped', 'back', 'decision', 'answer']);

function isNeeded(step: RunbookStep, { decision, leftOpen }: Facts): boolean {
  if (step.when === undefined || (decision === null && !leftOpen)) return true;
  const { hypothesis, response } = decision ?? noCause;
  const byResponse = step.kind === 'instruction' && step.response === response.kind;
  return byResponse || step.when.includes(hypothesis);
}

/** Who leaves the decision out has taken no cause for true. */
const noCause = { hypothesis: 'cause-not-seen', response: { kind: 'look-further' } } as const;

/** A write that is proven done; where something is to recover after it, that was read as well. */
function isActionSettled(
  step: Extract<RunbookStep, { kind: 'action' }>,
  { acted, recovery, decision }: Facts,
): boolean {
  // The response to this cause is of another kind: there is nothing for this step to do.
  if (decision !== null && decision.response.kind !== step.response) return true;
  if (acted.get(step.id)?.state !== 'done') return false;
  return step.proves === undefined || recovery?.step === step.id;
}

/** What could not be read again (its vendor is down) speaks against no cause. */
function didNotHelp({ recovered, unread }: IncidentLines['recovery']): boolean {
  return !recovered && unread !== true;
}

function unendedCommand(walk: readonly Line[]): LineOf<'command'> | null {
  const last = all(walk, 'command').at(-1);
  return last?.exitCode === null ? last : null;
}

function openActing(walk: readonly Line[]): LineOf<'acting'> | null {
  const last = walk.findLast((line): line is LineOf<'acting'> => line.kind === 'acting');
  if (last === undefined) return null;
  const ended = walk.some((line) => line.kind === 'acted' && line.seq > last.seq);
  return ended ? null : last;
}

function phaseOf(walk: readonly Line[]): RunbookProgress['state'] {
  const last = walk.findLast(({ kind }) => phases.has(kind));
  return phases.get(last?.kind ?? '') ?? 'walking';
}

const phases: ReadonlyMap<string, RunbookProgress['state']> = new Map([
  ['runbook-started', 'walking'],
  ['resumed', 'walking'],
  ['paused', 'paused'],
  ['aborted', 'aborted'],
  ['runbook-ended', 'ended'],
]);

function collectedIn(walk: readonly Line[]): Collected {
  const collected: { [id in EvidenceId]?: Evidence<unknown> } = {};
  for (const { id, evidence } of all(walk, 'evidence')) collected[id] = evidence;
  return collected as Collected;
}

function triedIn(walk: readonly Line[]): HypothesisId[] {
  return all(walk, 'recovery')
    .filter(didNotHelp)
    .map(({ round }) => all(walk, 'decision').findLast((line) => line.round === round)?.hypothesis)
    .filter((hypothesis) => hypothesis !== undefined);
}

/** A response that did not help speaks against its cause as nothing else does. */
function triedMarks(walk: readonly Line[]): HandMark[] {
  return all(walk, 'recovery')
    .filter(didNotHelp)
    .flatMap(({ round, detail }): HandMark[] => {
      const decision = all(walk, 'decision').findLast((line) => line.round === round);
      if (decision === undefined) return [];
      const { hypothesis } = decision;
      // The figures first: a narrow table cuts its end.
      const reason = `${detail.en}: its response did not help`;
      return [{ hypothesis, change: 'ruled-out', reason }];
    });
}

function all<Kind extends IncidentKind>(lines: readonly Line[], kind: Kind): LineOf<Kind>[] {
  return lines.filter((line) => line.kind === kind) as LineOf<Kind>[];
}

function first<Kind extends IncidentKind>(
  lines: readonly Line[],
  kind: Kind,
): LineOf<Kind> | undefined {
  return all(lines, kind)[0];
}
