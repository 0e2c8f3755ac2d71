import type { AccessReport, NamedAccess } from '../domain/doctor/access.ts';

/** Bounds of one read: milliseconds for the whole of it, and what aborts it. */
export interface AccessBudget {
  readonly timeout: number;
  readonly signal?: AbortSignal;
}

export interface VendorCheck extends AccessBudget {
  /** The environment whose configured parts are looked at, by a check that needs one; it throws where there is none. */
  environment(): Promise<string>;
}

/** Small reads that tell whether each vendor lets us in. Nothing is ever posted. */
export interface VendorAccess {
  /**
   * All that is checked of a vendor (the name of its row), in the order in which it is shown. Whatever the
   * vendor says is a report; it throws TsopsError where the vendor could not be asked at all.
   */
  check(vendor: string, asked: VendorCheck): Promise<readonly NamedAccess[]>;
  /** Asks an external service's probe address with a fresh `{seed}`. */
  dependency(
    dependency: { readonly name: string; readonly probe: string },
    reach: AccessBudget,
  ): Promise<AccessReport>;
  /** A Statuspage-format page: whether it can be read, and what it says. */
  statusPage(url: string, reach: AccessBudget): Promise<AccessReport>;
}
