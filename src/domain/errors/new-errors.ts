import type { Verdict } from '../evidence/verdict.ts';
import { minute } from '../time/units.ts';
import type { ErrorType } from './findings.ts';

/** A new error is a warning (MONITORING section 2); bad where one comes every minute. `window` is milliseconds. */
export function newErrorsVerdict(
  types: readonly Pick<ErrorType, 'isNew' | 'level' | 'events'>[],
  window: number,
): Verdict {
  const fresh = types.filter(
    ({ isNew, level }) => isNew && (level === 'error' || level === 'fatal'),
  );
  if (fresh.some(({ events }) => events >= window / minute)) return 'bad';
  return fresh.length > 0 ? 'warn' : 'ok';
}
