/** Asks the engineer for the code that a device shows (MFA); undefined where none was given. */
export type AskCode = (asked: {
  /** As the vendor names it. */
  readonly device: string;
  /** The code before this one was refused. */
  readonly again: boolean;
}) => Promise<string | undefined>;

/** Gets the keys of a vendor where they come only with a code that a person reads off a device. */
export interface SignIn {
  /**
   * Asks for the code, once a run; asks nothing where keys come without one. Throws a credentials error where no code
   * was given, or none was right. What else is wrong with the keys is left to the read that needs them.
   */
  withCode(askCode: AskCode): Promise<void>;
}
