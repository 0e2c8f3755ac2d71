/*
 * Takes secrets out of what is about to be written down or shown: those we were given, in the forms in
 * which they travel, and whatever looks like one. Pure.
 */
import { cutPlaces, formsOf } from './known-secret.ts';
import { namesSecret, type SecretShape, secretShapes } from './secret-shapes.ts';
import { shortestSecret } from './secret-traces.ts';

const mark = '[redacted]';
const deepest = 40;

interface Redacted {
  readonly value: unknown;
  /** How many secrets were taken out. */
  readonly count: number;
}

/** `text` without the known `secrets` (those of 6 characters and more) and without well-known shapes. */
export function redactText(text: string, secrets: readonly string[]): string {
  return replace(text, worthHiding(secrets)).text;
}

/** `text` without the known `secrets` alone, whatever else in it may look like one. */
export function redactKnown(text: string, secrets: readonly string[]): string {
  return replace(text, worthHiding(secrets), []).text;
}

/**
 * A copy of `value` as JSON would hold it, each string and each key redacted. Where an object's key names
 * a secret (`authorization`, `routing_key`) its whole text goes. Circles, and what lies 40 levels deep,
 * become a remark.
 */
export function redactValue(value: unknown, secrets: readonly string[]): Redacted {
  const known = worthHiding(secrets);
  const above = new Set<object>();
  let count = 0;
  const text = (found: string): string => {
    const redacted = replace(found, known);
    count += redacted.count;
    return redacted.text;
  };
  const visit = (given: unknown, key: string): unknown => {
    const part = plain(given, key);
    if (typeof part === 'string') {
      if (part === '' || !namesSecret(key)) return text(part);
      count += 1;
      return mark;
    }
    if (typeof part !== 'object' || part === null) return part;
    if (above.has(part)) return '[circular]';
    if (above.size >= deepest) return '[too deep]';
    above.add(part);
    const copy = Array.isArray(part)
      ? part.map((item) => visit(item, key))
      : Object.fromEntries(
          Object.entries(part).map(([name, item]) => [text(name), visit(item, name)]),
        );
    above.delete(part);
    return copy;
  };
  return { value: visit(value, ''), count };
}

/**
 * The same value with the secrets taken out of its texts, whatever its keys are called: what people say, on its
 * way to others.
 */
export function redactTexts<Value>(
  value: Value,
  secrets: readonly string[],
): { readonly value: Value; readonly count: number } {
  const known = worthHiding(secrets);
  let count = 0;
  const visit = (part: unknown): unknown => {
    if (typeof part === 'string') {
      const redacted = replace(part, known);
      count += redacted.count;
      return redacted.text;
    }
    if (Array.isArray(part)) return part.map(visit);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([name, item]) => [name, visit(item)]));
  };
  return { value: visit(value) as Value, count };
}

/** What JSON makes of a value that is no plain data; errors and big integers, which it refuses or empties, as text. */
function plain(value: unknown, key: string): unknown {
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (typeof value !== 'object' || value === null) return value;
  return 'toJSON' in value && typeof value.toJSON === 'function' ? value.toJSON(key) : value;
}

/** Finds first and replaces then, so that overlapping secrets leave no part of either. */
function replace(
  text: string,
  known: readonly string[],
  shapes: readonly SecretShape[] = secretShapes,
): { text: string; count: number } {
  const spans: (readonly [from: number, to: number])[] = [];
  const lower = text.toLowerCase();
  const find = ({ hints, also, pattern }: SecretShape, where: string): void => {
    if (!hints.some((hint) => where.includes(hint))) return;
    if (also && !also.some((sign) => where.includes(sign))) return;
    for (const match of text.matchAll(pattern())) {
      spans.push([match.index, match.index + match[0].length]);
    }
  };
  const unbroken = known.length === 0 ? '' : lower.replace(/\s+/g, '');
  for (const secret of known) {
    // No form of it is shorter than the secret itself, but where it was cut.
    if (text.length >= secret.length) for (const form of formsOf(secret)) find(form, unbroken);
    spans.push(...cutPlaces(secret, text));
  }
  for (const shape of shapes) find(shape, lower);
  if (spans.length === 0) return { text, count: 0 };
  spans.sort((a, b) => a[0] - b[0]);
  let clean = '';
  let count = 0;
  let end = 0;
  for (const [from, to] of spans) {
    if (from >= end) {
      clean += text.slice(end, from) + mark;
      count += 1;
    }
    end = Math.max(end, to);
  }
  return { text: clean + text.slice(end), count };
}

function worthHiding(secrets: readonly string[]): readonly string[] {
  const known = new Set(secrets.map((secret) => secret.trim()));
  return [...known].filter((secret) => secret.length >= shortestSecret);
}
