/*
 * The vocabulary of an incident's journal: what each kind of line holds beyond what every line has (`seq`,
 * `at`, `eventAt`, `actor`, `prev`). Fields are added, never renamed: old records stay readable.
 */
import type { HypothesisId, Response } from '../diagnosis/types.ts';
import type { EvidenceId } from '../evidence/findings.ts';
import type { PinnedTime } from '../evidence/pinned-time.ts';
import type { Evidence } from '../evidence/shape.ts';
import type { Text } from '../text/language.ts';
import type { SkipCode } from './skip-reasons.ts';

export type Severity = 'P1' | 'P2' | 'P3' | 'P4';

export interface IncidentLines {
  /** The first line of every incident. */
  readonly started: {
    readonly title: string;
    /** The title in every language, where tsops gave it; what a person typed stands in `title` alone. */
    readonly titles?: Text;
    readonly severity: Severity;
    readonly environment: string;
    /** The runbook that opened it; null where it was opened by hand. */
    readonly runbook: string | null;
    readonly drill: boolean;
    /** What the runbook is to look at, should it end before its own first line. */
    readonly pinned?: PinnedTime;
  };
  readonly 'runbook-started': {
    readonly runbook: string;
    /** Of the runbook's steps, so that an edited one is noticed. */
    readonly hash: string;
    readonly environment: string;
    readonly pinned: PinnedTime;
  };
  /** The runbook's steps are not those that it was started with; the walk goes on by the steps' ids. */
  readonly 'runbook-edited': { readonly hash: string };
  /** One answer; `round` counts the decisions, from 1; `again` where it was read anew. */
  readonly evidence: {
    readonly step: string;
    readonly round: number;
    readonly id: EvidenceId;
    readonly evidence: Evidence<unknown>;
    readonly again: boolean;
  };
  readonly answer: {
    readonly step: string;
    readonly question: Text;
    /** Its id. */
    readonly answer: string;
    /** The answer in every language. */
    readonly said?: Text;
  };
  /** A step was gone past: read, or done by hand. */
  readonly passed: { readonly step: string; readonly round: number };
  readonly skipped: {
    readonly step: string;
    readonly round: number;
    readonly reason: string;
    /** The code of a reason of our own. */
    readonly why?: SkipCode;
  };
  readonly back: { readonly step: string; readonly to: string; readonly round: number };
  readonly decision: {
    readonly step: string;
    readonly round: number;
    readonly hypothesis: HypothesisId;
    readonly about: string | null;
    readonly recommended: HypothesisId;
    readonly standing: string;
    readonly response: Response;
    /** The ranking in short. */
    readonly ranked: readonly {
      readonly hypothesis: HypothesisId;
      readonly score: number;
      /** The weightiest for it, or against it where nothing speaks for it. */
      readonly reason?: Text;
    }[];
  };
  readonly hypothesis: {
    readonly hypothesis: HypothesisId;
    readonly change: 'added' | 'supported' | 'ruled-out';
    readonly reason: string;
  };
  /** On disk before an action of a step is begun, so that a crash leaves no riddle. */
  readonly acting: {
    readonly step: string;
    readonly round: number;
    readonly action: string;
    readonly target: string;
  };
  readonly acted: {
    readonly step: string;
    readonly round: number;
    readonly action: string;
    readonly target: string;
    readonly state: string;
    readonly detail: string;
    /** The detail in every language. */
    readonly said?: Text;
    /** The record of the action; null where nothing was written. */
    readonly record: string | null;
    /** Found out afterwards: the process that began it ended before it could say. */
    readonly lookedUp?: true;
  };
  /** The evidence that was bad, read again after a response. */
  readonly recovery: {
    readonly step: string;
    readonly round: number;
    readonly id: EvidenceId;
    readonly recovered: boolean;
    /** True where it could not be read again: then nothing is told for or against the response. */
    readonly unread?: boolean;
    readonly before: number | null;
    readonly after: number | null;
    readonly unit: string;
    /** Milliseconds since the response took effect. */
    readonly elapsed: number;
    readonly detail: Text;
  };
  readonly paused: Record<string, never>;
  /** `crashed`: the process before ended without a word. */
  readonly resumed: { readonly crashed: boolean };
  readonly aborted: { readonly reason: string };
  readonly 'runbook-ended': { readonly outcome: 'recovered' | 'not-recovered' | 'walked' };
  /** A record of an action that belongs to this incident. */
  readonly linked: { readonly record: string; readonly action: string };
  readonly note: { readonly text: string };
  readonly severity: { readonly from: Severity; readonly to: Severity; readonly reason: string };
  readonly handoff: { readonly to: string | null };
  readonly accepted: { readonly from: string };
  /** A message to people. */
  readonly update: { readonly channel: string; readonly text: string; readonly record: string };
  readonly shared: { readonly issue: string };
  readonly resolved: { readonly summary: string };
  /** Takes the place of an earlier line's text; the line itself stays. */
  readonly correction: {
    readonly of: number;
    readonly text: string;
    /** Where the line stands in a linked record. */
    readonly record?: string;
  };
  /** Said by the engineer, where no evidence was read again: users are no longer affected. */
  readonly mitigated: { readonly text: string };
  /** PagerDuty could not be asked to; whom to call was shown instead. */
  readonly 'not-paged': { readonly action: string; readonly reason: string };
  /** A stale lock (its process is gone) was taken over. */
  readonly takeover: { readonly pid: number; readonly host: string };
  readonly report: { readonly file: string };
  /** Free form, for what a runbook of the team's own does. */
  readonly command: {
    readonly step: string;
    readonly round: number;
    readonly command: string;
    readonly exitCode: number | null;
    readonly output: string;
    /** What it wrote, where nobody named a place. */
    readonly file?: string;
  };
}

export type IncidentKind = keyof IncidentLines;
