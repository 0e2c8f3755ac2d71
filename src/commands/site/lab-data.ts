/* What `tsops site lighthouse` found or wrote. */
import type { Verdict } from '../../domain/evidence/verdict.ts';
import type { BudgetResult, LabBudget } from '../../domain/lab/budgets.ts';
import type { BesideKept } from '../../domain/lab/compare.ts';
import type { LabSet } from '../../domain/lab/set.ts';
import type { FailedLabRun } from '../../evidence/speed/lab-set.ts';

export interface MeasuredPage {
  readonly url: string;
  /** `bad`: a budget is missed; `unknown`: the set was refused. */
  readonly verdict: Verdict;
  readonly device: 'mobile' | 'desktop';
  /** How many runs were wanted. */
  readonly runs: number;
  /** Null where it was refused. */
  readonly set: LabSet | null;
  readonly budgets: readonly BudgetResult[];
  readonly beside: BesideKept | null;
  /** Each failed run of a set that was refused. */
  readonly failed: readonly FailedLabRun[];
  /** The versions before and after, where the site was deployed in the midst of the runs. */
  readonly deployed: { readonly before: string; readonly after: string } | null;
  /** What the program itself warns of. */
  readonly warnings: readonly string[];
  /** Folder with the report of the middle run; null where it could not be written. */
  readonly reports: string | null;
  /** False where the set could not be kept, so that the next has nothing to compare with. */
  readonly kept: boolean;
}

export interface WrittenFile {
  readonly file: string;
  readonly text: string;
  readonly written: boolean;
}

export interface LabOutcome {
  readonly pages: readonly MeasuredPage[];
  /** What `--init` wrote; null of a measurement. */
  readonly init: {
    readonly files: readonly WrittenFile[];
    readonly budgets: readonly LabBudget[];
    /** Sets by which the budgets were tightened; 0 where they were not. */
    readonly tightenedBy: number;
  } | null;
  /** Assertions of lighthouserc.json that tsops does not hold a page against. */
  readonly notAsserted: readonly string[];
}
