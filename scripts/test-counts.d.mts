export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}
export interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly unknown[];
  }[];
}
export function countsOf(
  report: Report,
  code: number,
  how?: { readonly maySkipAll?: boolean },
): Counts;
export function countLine(counts: Counts, how?: { readonly withSkipped?: boolean }): string;
