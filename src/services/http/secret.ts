import { type AccessReport, access } from '../../domain/doctor/access.ts';
import type { Env } from '../../domain/net/env.ts';

/**
 * A secret from the environment, without the white space that copying adds. `value` is undefined when it
 * is not set, or holds what cannot go into a request header; `problem` then says which. Its text is
 * never part of the problem.
 */
export function secretOf(
  env: Env,
  name: string,
  howToGet: string,
):
  | { readonly value: string; readonly problem?: undefined }
  | { readonly value?: undefined; readonly problem: AccessReport } {
  const value = env[name]?.trim() ?? '';
  const set = `export ${name}=…  (${howToGet})`;
  if (value === '') return { problem: access('not-set', `${name} is not set`, set) };
  if (!/^[\x21-\x7e]+$/.test(value)) {
    const detail = `${name} holds spaces or characters that no key has: it was not sent`;
    return { problem: access('rejected', detail, set) };
  }
  return { value };
}
