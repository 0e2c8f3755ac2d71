/** How something that on-call needs stands (or, where only posting could tell, what its shape says). */
export type AccessState =
  /** Asked, and let in. */
  | 'works'
  /** Let in, but something that on-call needs is missing: a scope, a service by that name. */
  | 'limited'
  /** Configured, and the answer was no; or the credential cannot be one of theirs. */
  | 'rejected'
  /** Nothing is configured, so nothing was asked. */
  | 'not-set'
  /** Well formed, and only a post would show more. Nothing is posted. */
  | 'untested'
  /** Could not be asked: no network, a timeout, an answer that is not theirs. */
  | 'unknown';

export interface AccessReport {
  readonly state: AccessState;
  /** One line of safe text. */
  readonly detail: string;
  /** What to set or grant, when it is neither `works` nor `untested`. */
  readonly next?: readonly string[];
}

export interface NamedAccess extends AccessReport {
  /** What was checked, within its vendor: `token`. */
  readonly name: string;
}

/** An Access, without the empty `next` that an exact optional property does not allow. */
export function access(
  state: AccessState,
  detail: string,
  ...next: readonly string[]
): AccessReport {
  return next.length === 0 ? { state, detail } : { state, detail, next };
}

// From the state that leaves least to do to the one that leaves most.
const order: readonly AccessState[] = [
  'works',
  'untested',
  'limited',
  'not-set',
  'unknown',
  'rejected',
];

/** Several reads of one vendor as one: its state is the worst of them, which it also tells about. */
export function worstAccess(parts: readonly [AccessReport, ...AccessReport[]]): AccessReport {
  const [first, ...others] = [...parts].sort(
    (left, right) => order.indexOf(right.state) - order.indexOf(left.state),
  );
  const worst = first ?? parts[0];
  const same = others.filter((each) => each.state === worst.state && each.detail !== worst.detail);
  const next = [...new Set([worst, ...same].flatMap((each) => each.next ?? []))];
  return access(worst.state, [worst, ...same].map((each) => each.detail).join('; '), ...next);
}
