/* What becomes of a rule in another engine, and how exactly. */

/** `exact`: the same states at the same moments. `close`: why not quite. `none`: it cannot be said there. */
export interface Exactness {
  readonly rule: string;
  readonly level: 'exact' | 'close' | 'none';
  /** Empty where it is exact. */
  readonly why: readonly string[];
}

/** A file or a request body to hand over, as data. */
export interface ExportedFile {
  readonly name: string;
  readonly content: unknown;
}

export interface Exported {
  readonly files: readonly ExportedFile[];
  readonly exactness: readonly Exactness[];
}

export function exactnessOf(rule: string, why: readonly string[]): Exactness {
  return { rule, level: why.length === 0 ? 'exact' : 'close', why };
}

export function notExpressible(rule: string, why: readonly string[]): Exactness {
  return { rule, level: 'none', why };
}
