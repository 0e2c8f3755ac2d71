/* The forms in which a secret that we know may stand in a text. */
import type { SecretShape } from './secret-shapes.ts';

const found = new Map<string, readonly SecretShape[]>();

/** As it is or URL-encoded in any dialect, inside a JSON text, in base64 alone or amid more. */
export function formsOf(secret: string): readonly SecretShape[] {
  const forms = found.get(secret) ?? everyForm(secret);
  found.set(secret, forms);
  return forms;
}

/** Fewer of its letters say nothing. */
const tellingStart = 6;

/** Its beginning where a text was cut short in the middle of it. It may be shorter than the secret. */
export function cutForm(secret: string): SecretShape {
  const [start, rest] = [secret.slice(0, tellingStart), secret.slice(tellingStart, -1)];
  const more = Array.from(rest).reduceRight((inner, sign) => `(?:${escaped(sign)}${inner})?`, '');
  return { hints: ['…'], pattern: () => new RegExp(`${escaped(start)}${more}(?=…)`, 'g') };
}

function everyForm(secret: string): readonly SecretShape[] {
  const inJson = JSON.stringify(secret).slice(1, -1);
  return [
    { hints: [longestWord(secret)], pattern: () => new RegExp(urlForm(secret), 'g') },
    { hints: [longestWord(inJson)], pattern: () => new RegExp(escaped(inJson), 'g') },
    ...[0, 1, 2].map((offset) => base64Form(secret, offset)),
  ];
}

/** What every form of a text leaves as it is, lower-cased; empty where there is no such thing. */
function longestWord(text: string): string {
  let longest = '';
  for (const word of text.match(/[A-Za-z0-9]+/g) ?? []) {
    if (word.length > longest.length) longest = word;
  }
  return longest.toLowerCase();
}

function urlForm(secret: string): string {
  const signs = Array.from(secret, (sign) =>
    /^[A-Za-z0-9]$/.test(sign) ? sign : `(?:${escaped(sign)}|${percent(sign)})`,
  );
  return signs.join('');
}

/** `%2F` or `%2f`; a space may be a plus sign. */
function percent(sign: string): string {
  const bytes = Array.from(Buffer.from(sign), (byte) => byte.toString(16).padStart(2, '0'));
  const either = bytes.join('').replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
  const codes = either.match(/(?:\[..\]|\d){2}/g) ?? [];
  return `${codes.map((code) => `%${code}`).join('')}${sign === ' ' ? '|\\+' : ''}`;
}

/**
 * Base64 of a text that holds the secret: the characters in the middle depend only on how many bytes
 * (modulo three) stand before it. Those at the ends are shared with the neighbours, and go too.
 */
function base64Form(secret: string, offset: number): SecretShape {
  const all = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]);
  const first = offset === 0 ? 0 : offset + 1;
  const core = all.toString('base64').slice(first, Math.floor((all.length * 8) / 6));
  const pattern = () => {
    const either = escaped(core).replace(/\\\+/g, '[+-]').replace(/\//g, '[/_]');
    const before = offset === 0 ? '' : '[A-Za-z0-9+/_-]?';
    return new RegExp(`${before}${either}[A-Za-z0-9+/_=-]{0,3}`, 'g');
  };
  return { hints: [longestWord(core)], pattern };
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
