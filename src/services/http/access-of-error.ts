import { asTsopsError } from '../../contract/errors.ts';
import { type AccessReport, access } from '../../domain/doctor/access.ts';
import { cleanText } from '../../domain/text/clean.ts';

/**
 * A failed read as an Access: what says that we were not let in is `rejected`, what the config lacks is
 * `limited`, and whatever kept us from asking is `unknown`.
 */
export function accessOfError(thrown: unknown): AccessReport {
  const { kind, message, next } = asTsopsError(thrown);
  const detail = cleanText(message, 300);
  if (kind === 'credentials' || kind === 'failed') return access('rejected', detail, ...next);
  if (kind === 'config' || kind === 'usage') return access('limited', detail, ...next);
  return access('unknown', detail);
}
