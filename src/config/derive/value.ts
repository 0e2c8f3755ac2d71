/* Whether a text may stand at a key of the config. */
import { nearest } from '../../domain/text/nearest.ts';
import { kinds } from '../kinds.ts';
import { outlineAt } from '../outline.ts';
import { templateKeys } from '../template.ts';

/** The value as it is to be written, or why it cannot be. */
export type ReadValue = { readonly value: string } | { readonly mistake: string };

/** `given` as the value of the dotted key; an address may come without its `https://`. */
export function readValue(key: string, given: string): ReadValue {
  const kind = outlineAt(key.split('.'));
  if (typeof kind !== 'string') return { mistake: 'is no key that holds one value' };
  const bare = kind === 'url' && !/^[a-z][a-z0-9+.-]*:\/\//i.test(given);
  const value = bare ? `https://${given}` : given.trim();
  if (kind === 'timezone') return readZone(value);
  const { parse, sentence } = kinds[kind];
  return parse(value) === undefined ? { mistake: `expected ${sentence}` } : { value };
}

/** The nearest key that init can set, where this is none. */
export function settableKey(key: string): { readonly ok: boolean; readonly meant?: string } {
  const environment = /^environments\.[A-Za-z0-9][\w-]*\.url$/.test(key);
  const input = /^github\.inputs\.[A-Za-z0-9][\w-]*$/.test(key);
  if (environment || input || templateKeys.includes(key)) return { ok: true };
  const meant = nearest(key, templateKeys);
  return meant === undefined ? { ok: false } : { ok: false, meant };
}

/** A zone that Intl knows, in its own spelling. */
function readZone(given: string): ReadValue {
  if (given === 'UTC') return { value: given };
  const zones = Intl.supportedValuesOf('timeZone');
  const same = zones.find((zone) => zone.toLowerCase() === given.toLowerCase());
  if (same !== undefined) return { value: same };
  if (kinds.timezone.parse(given) !== undefined && isZone(given)) return { value: given };
  const city = zones.find((zone) => zone.toLowerCase().endsWith(`/${given.toLowerCase()}`));
  const meant = city ?? nearest(given, zones);
  const hint = meant === undefined ? '; Asia/Seoul is one' : `; did you mean ${meant}?`;
  return { mistake: `there is no such time zone${hint}` };
}

/** Also an older name for one of the list. */
function isZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}
