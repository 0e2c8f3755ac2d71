/* How well a drill went: what was found, what was done about it, what was needless. */
import type { HypothesisId } from '../diagnosis/types.ts';
import type { IncidentLines } from '../incident/lines.ts';
import type { Text } from '../text/language.ts';
import { minute } from '../time/units.ts';
import { scoreVerdict } from './score-verdict.ts';

/** What is really the matter. */
export interface DrillTruth {
  /** One, or two where there are two causes at once; any of them is right. */
  readonly recommended: readonly HypothesisId[];
  /** Other answers that are as right. */
  readonly fair?: readonly (readonly HypothesisId[])[];
  /** Where the evidence cannot tell, to say so is right. */
  readonly tellable: boolean;
  /** The version that a rollback may go to; null where a deploy helps nobody. */
  readonly rollback: string | null;
  /** An invalidation repairs it. */
  readonly invalidation: boolean;
}

/** A line of the incident's journal, as far as it is looked at here. */
export interface DrillLine {
  readonly kind: string;
  /** ISO 8601. */
  readonly eventAt: string;
  readonly [field: string]: unknown;
}

/** What a simulated vendor was told to do. `at` is epoch milliseconds. */
export interface VendorWrite {
  readonly at: number;
  readonly kind: 'deploy' | 'invalidation';
  /** The version, or the paths. */
  readonly target: string;
  /** False where it had not come to its end, or failed; true where that is not told. */
  readonly served?: boolean;
}

export type Judged = 'right' | 'wrong' | 'needless';

/** What of a drill can be scored: a team's own runbook may decide nothing, write nothing, check nothing. */
export interface DrillScope {
  readonly hypothesis: boolean;
  readonly mitigation: boolean;
  readonly checks: boolean;
}

export interface DrillScore {
  readonly points: number;
  /** The most there were to have: 100 where all of it could be scored. */
  readonly of: number;
  readonly parts: readonly {
    readonly what: 'hypothesis' | 'mitigation' | 'writes' | 'checks';
    readonly points: number;
    readonly of: number;
  }[];
  /** Milliseconds from the start until the right hypothesis was decided on; null where it never was. */
  readonly toHypothesis: number | null;
  /** Milliseconds until it was mitigated; null where it was not, or where there was nothing to do. */
  readonly toMitigation: number | null;
  /** Something had to be done that tsops can do. */
  readonly mitigationDue: boolean;
  readonly writes: readonly (VendorWrite & { readonly judged: Judged })[];
  readonly skipped: readonly { readonly step: string; readonly reason: string }[];
  readonly verdict: Text;
}

/** The response time of a P2 incident (15 minutes): a mitigation that takes longer counts half. */
const responseTime = 15 * minute;
const most = { hypothesis: 40, mitigation: 30, writes: 20, checks: 10 } as const;
const cost = { wrong: 20, needless: 10, skipped: 5 } as const;

type LineOf<Kind extends keyof IncidentLines> = DrillLine & IncidentLines[Kind];

function linesOf<Kind extends keyof IncidentLines>(lines: readonly DrillLine[], kind: Kind) {
  return lines.filter((line): line is LineOf<Kind> => line.kind === kind);
}

/** Where nothing can be told, going on without a cause is right too, whatever stands highest. */
function isRight(decision: IncidentLines['decision'], truth: DrillTruth): boolean {
  const { recommended, fair = [] } = truth;
  if ([recommended, ...fair].some((one) => one.includes(decision.hypothesis))) return true;
  return !truth.tellable && decision.hypothesis === 'cause-not-seen';
}

function judge({ kind, target }: VendorWrite, truth: DrillTruth): Judged {
  if (kind === 'invalidation') return truth.invalidation ? 'right' : 'needless';
  if (truth.rollback === null) return 'needless';
  return target === truth.rollback ? 'right' : 'wrong';
}

/** The first right write is right; a repeat of it is needless. */
function judgeAll(writes: readonly VendorWrite[], truth: DrillTruth): DrillScore['writes'] {
  const done = new Set<string>();
  return writes
    .toSorted((a, b) => a.at - b.at)
    .map((write) => {
      const key = write.kind === 'deploy' ? `deploy ${write.target}` : write.kind;
      const judged = done.has(key) ? 'needless' : judge(write, truth);
      done.add(key);
      return { ...write, judged };
    });
}

/** When it was mitigated: when the evidence had recovered, else when the right write, which is served, was made. */
function mitigatedAt(lines: readonly DrillLine[], writes: DrillScore['writes']): number | null {
  const write = writes.find(({ judged }) => judged === 'right');
  if (!write) return null;
  const after = linesOf(lines, 'recovery').filter(({ eventAt }) => Date.parse(eventAt) >= write.at);
  const recovered = after.find((line) => line.recovered);
  if (recovered) return Date.parse(recovered.eventAt);
  return after.length > 0 || write.served === false ? null : write.at;
}

type ScoreFacts = Omit<DrillScore, 'points' | 'of' | 'parts' | 'verdict'>;

function partsOf(facts: ScoreFacts, scope: DrillScope): DrillScore['parts'] {
  const { toHypothesis, toMitigation, mitigationDue, writes, skipped } = facts;
  const found = toHypothesis !== null;
  const late = toMitigation !== null && toMitigation > responseTime;
  const full = mitigationDue ? toMitigation !== null : found;
  const count = (judged: Judged) => writes.filter((one) => one.judged === judged).length;
  const lost = cost.wrong * count('wrong') + cost.needless * count('needless');
  const points = {
    hypothesis: found ? most.hypothesis : 0,
    mitigation: full ? most.mitigation / (late ? 2 : 1) : 0,
    writes: Math.max(0, most.writes - lost),
    checks: Math.max(0, most.checks - cost.skipped * skipped.length),
  };
  const names = ['hypothesis', 'mitigation', 'writes', 'checks'] as const;
  const scored = names.filter((what) => what === 'writes' || isScored(what, facts, scope));
  return scored.map((what) => ({ what, points: points[what], of: most[what] }));
}

/** Where nothing had to be done, that is right with the right conclusion: without one, it says nothing. */
function isScored(
  what: keyof DrillScope,
  { mitigationDue }: Pick<DrillScore, 'mitigationDue'>,
  scope: DrillScope,
): boolean {
  return scope[what] && (what !== 'mitigation' || mitigationDue || scope.hypothesis);
}

const everything: DrillScope = { hypothesis: true, mitigation: true, checks: true };

/**
 * Scores a drill by the lines of its incident and by what the vendors were told. A deploy to another
 * version than the good one is wrong, one that helps nobody needless. Messages and pages are never counted.
 */
export function scoreDrill(
  truth: DrillTruth,
  lines: readonly DrillLine[],
  vendorWrites: readonly VendorWrite[],
  scope: DrillScope = everything,
): DrillScore {
  const start = Date.parse(lines[0]?.eventAt ?? '');
  const since = (at: number) => Math.max(0, at - start);
  const decided = linesOf(lines, 'decision').find((line) => isRight(line, truth));
  const writes = judgeAll(vendorWrites, truth);
  const deployed = truth.recommended.includes('recent-deployment') && truth.rollback !== null;
  const mitigated = mitigatedAt(lines, writes);
  const facts = {
    toHypothesis: decided ? since(Date.parse(decided.eventAt)) : null,
    toMitigation: mitigated === null ? null : since(mitigated),
    mitigationDue: deployed || truth.invalidation,
    writes,
    skipped: linesOf(lines, 'skipped').map(({ step, reason }) => ({ step, reason })),
  };
  const parts = partsOf(facts, scope);
  const points = parts.reduce((sum, part) => sum + part.points, 0);
  const of = parts.reduce((sum, part) => sum + part.of, 0);
  return { ...facts, parts, points, of, verdict: scoreVerdict(facts, scope.hypothesis) };
}
