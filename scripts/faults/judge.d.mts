export interface Book {
  readonly effects: number;
  readonly holds: boolean;
  readonly running: boolean;
}
export interface Step {
  readonly name: string;
  readonly isWrite: boolean;
  /** False where others did the same at the same moment. */
  readonly alone?: boolean;
  readonly before: Book;
  readonly after: Book;
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
  readonly signal: string | null;
  readonly ended: boolean;
  readonly wrong?: readonly string[];
}
export interface FaultRun {
  readonly steps: readonly Step[];
  readonly outcomes: readonly { readonly record: string; readonly state: string }[];
  readonly recorded: boolean;
  readonly journal: string;
  readonly book: readonly { readonly kind: string; readonly text: string }[];
  readonly final: Book;
  readonly intended?: number;
  readonly secrets?: readonly string[];
}
export const FAULTS: readonly string[];
export function judge(
  run: FaultRun,
): readonly { readonly fault: string; readonly detail: string }[];
