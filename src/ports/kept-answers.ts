/**
 * Answers of sources that may not be asked each time, kept on this machine. A convenience: what cannot be read is
 * null, what cannot be written is lost, and neither throws.
 */
export interface KeptAnswers {
  /** The last answer to a question that this text names (source, account, window); its value is whatever was kept. */
  read(question: string): Promise<KeptAnswer | null>;
  keep(question: string, answer: KeptAnswer): Promise<void>;
}

export interface KeptAnswer {
  /** When the source gave it. Epoch milliseconds. */
  readonly at: number;
  /** Plain JSON, without secrets. */
  readonly value: unknown;
}
