/* The forms in which a secret that we know may stand in a text. */

import type { SecretShape } from './secret-shapes.ts';
import { base64Core, jsonForm, longestWord, tellingPart, tellingStart } from './secret-traces.ts';

const found = new Map<string, readonly SecretShape[]>();

/**
 * As it is, escaped for URLs (twice too), JSON, HTML or a shell, in base64 alone or amid more; and each of these
 * broken over lines. Hints are looked for in the text without its white space.
 */
export function formsOf(secret: string): readonly SecretShape[] {
  const forms = found.get(secret) ?? everyForm(secret);
  found.set(secret, forms);
  return forms;
}

/** Where a text holds the beginning or the end of a secret, since somebody cut it. */
export function cutPlaces(secret: string, text: string): (readonly [from: number, to: number])[] {
  const enough = tellingPart(secret);
  const start = secret.slice(0, tellingStart);
  const places: (readonly [number, number])[] = [];
  for (let at = text.indexOf(start); at !== -1; at = text.indexOf(start, at + 1)) {
    let length = start.length;
    while (length < secret.length - 1 && text[at + length] === secret[length]) length += 1;
    if (length >= enough || /^(?:…|\.{3})/.test(text.slice(at + length, at + length + 3))) {
      places.push([at, at + length]);
    }
  }
  const end = secret.slice(-enough);
  for (let at = text.indexOf(end); at !== -1; at = text.indexOf(end, at + 1)) {
    let from = at;
    while (from > 0 && text[from - 1] === secret[secret.length - (at + end.length - from) - 1]) {
      from -= 1;
    }
    places.push([from, at + end.length]);
  }
  return places;
}

function everyForm(secret: string): readonly SecretShape[] {
  const inJson = jsonForm(secret);
  return [
    { hints: [longestWord(secret)], pattern: () => new RegExp(escapedForm(secret), 'g') },
    { hints: [longestWord(inJson)], pattern: () => new RegExp(escaped(inJson), 'g') },
    ...[0, 1, 2].map((offset) => base64Form(secret, offset)),
  ];
}

/** Shorter ones may be two words of a sentence. */
const shortestBroken = 12;

/** Between two signs: lines are wrapped, and a wrapped line is shown as one with a blank. */
function broken(secret: string): string {
  return secret.length >= shortestBroken && !/\s/.test(secret) ? '\\s*' : '';
}

function escapedForm(secret: string): string {
  return Array.from(secret, anySpelling).join(broken(secret));
}

const named: Readonly<Record<string, string>> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": 'apos',
};

/** `/`, `\/`, `%2F`, `%2f`, `%252F`, `\u002f`, `&#47;`, `&#x2F;`; a space may be a plus sign. */
function anySpelling(sign: string): string {
  if (/^[A-Za-z0-9]$/.test(sign)) return sign;
  const code = sign.codePointAt(0) ?? 0;
  const entity = Object.hasOwn(named, sign) ? [`&${named[sign]};`] : [];
  const spellings = [
    // A backslash before a backslash is one of JSON's, which has a form of its own.
    sign === '\\' ? escaped(sign) : `\\\\{0,3}${escaped(sign)}`,
    percent(sign),
    `\\\\{1,3}u${anyCase(code.toString(16).padStart(4, '0'))}`,
    `&#(?:0*${code}|[xX]0*${anyCase(code.toString(16))});`,
    ...entity,
    ...(sign === ' ' ? ['\\+'] : []),
  ];
  return `(?:${spellings.join('|')})`;
}

function percent(sign: string): string {
  const bytes = Array.from(Buffer.from(sign), (byte) => byte.toString(16).padStart(2, '0'));
  return bytes.map((byte) => `%(?:25)*${anyCase(byte)}`).join('');
}

function anyCase(hex: string): string {
  return hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

/** Base64 of a text that holds the secret. The characters at its ends are shared with the neighbours, and go too. */
function base64Form(secret: string, offset: number): SecretShape {
  const core = base64Core(secret, offset);
  const pattern = () => {
    const either = Array.from(core, (sign) =>
      sign === '+' ? '(?:[+-]|%2[Bb])' : sign === '/' ? '(?:\\\\?/|_|%2[Ff])' : sign,
    );
    const before = offset === 0 ? '' : '[A-Za-z0-9+/_-]?';
    return new RegExp(`${before}${either.join(broken(core))}[A-Za-z0-9+/_=-]{0,3}`, 'g');
  };
  return { hints: [longestWord(core)], pattern };
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
