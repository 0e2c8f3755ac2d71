/* What a runbook is: steps as data. Nothing here runs anything. */
import type { Danger } from '../contract/command.ts';
import type { HypothesisId, Response } from '../domain/diagnosis/types.ts';
import type { EvidenceId } from '../domain/evidence/findings.ts';
import type { Severity } from '../domain/incident/lines.ts';
import type { Text } from '../domain/text/language.ts';

export const runbookSections = [
  'symptoms',
  'diagnosis',
  'decision',
  'response',
  'afterwards',
] as const;
export type Section = (typeof runbookSections)[number];

interface StepBase {
  /** Stable: the journal names steps by it. Letters, digits and dashes. */
  readonly id: string;
  readonly section: Section;
  readonly title: Text;
  /** What to know or to do; at most four lines of 76 columns. Empty where the title says it. */
  readonly body: Text;
  /** Only for these causes; always where it is left out. */
  readonly when?: readonly HypothesisId[];
}

/** Collected by tsops itself; only reads. */
export interface EvidenceStep extends StepBase {
  readonly kind: 'evidence';
  readonly collects: readonly [EvidenceId, ...EvidenceId[]];
}

/** Asked of the engineer, with answers to choose from. */
export interface QuestionStep extends StepBase {
  readonly kind: 'question';
  readonly answers: readonly { readonly id: string; readonly text: Text }[];
  /** The answer that is recommended where this evidence is bad (or warns), and where it is ok. */
  readonly suggests?: {
    readonly evidence: EvidenceId;
    readonly bad: string;
    readonly ok: string;
  };
}

/** The ranked hypotheses and a recommendation; the engineer takes it or another. */
export interface DecisionStep extends StepBase {
  readonly kind: 'decision';
}

/** A write that tsops makes, through the one protocol, where the response to the cause is of this kind. */
export interface ActionStep extends StepBase {
  readonly kind: 'action';
  readonly response: Response['kind'];
  /** What is read again afterwards, until it recovers; none where nothing can be seen at once. */
  readonly proves?: EvidenceId;
}

/** Done by hand; marked done, or skipped with a reason. */
export interface InstructionStep extends StepBase {
  readonly kind: 'instruction';
  /** Also where the response to the cause is of this kind, whatever `when` says of the cause. */
  readonly response?: Response['kind'];
}

interface CommandBase extends StepBase {
  readonly kind: 'command';
  /** Variables with secrets that the program is given; none unless they are named. */
  readonly secrets?: readonly string[];
  /** What it may change, as its author says; `remote` where nobody says so. */
  readonly danger?: Danger;
  /** Milliseconds after which it is ended. */
  readonly timeout?: number;
}

/** One program by its words. `own`: a tsops command, run in process; else started without a shell. */
export interface ProgramStep extends CommandBase {
  readonly argv: readonly [string, ...string[]];
  readonly own: boolean;
  readonly script?: never;
}

/** A text that the user's shell runs, as it stands: nothing of ours is ever written into it. */
export interface ShellStep extends CommandBase {
  readonly script: string;
  readonly own: false;
}

/** A command of a team's own runbook. */
export type CommandStep = ProgramStep | ShellStep;

export type RunbookStep =
  | EvidenceStep
  | QuestionStep
  | DecisionStep
  | ActionStep
  | InstructionStep
  | CommandStep;

export interface Runbook {
  readonly id: string;
  readonly title: Text;
  readonly severity: Severity;
  readonly symptoms: Text;
  /** Which rules rank the hypotheses; none for a runbook without a decision. */
  readonly diagnosis: 'errors' | 'speed' | 'site' | null;
  readonly steps: readonly RunbookStep[];
  /** The file that it was read from; null for those that come with tsops. */
  readonly file: string | null;
}
