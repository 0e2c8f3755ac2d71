import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactKnown } from '../../../src/domain/text/redact.ts';
import { mayHoldKnown } from '../../../src/domain/text/secret-traces.ts';

const secret = 'sk_live-9fK2/mQ+77aZ=tU0';
const text = fc.string({ maxLength: 12 });
/** As people and programs write it down. */
const spelled = fc.constantFrom<(given: string) => string>(
  (given) => given,
  encodeURIComponent,
  (given) => encodeURIComponent(encodeURIComponent(given)),
  (given) => JSON.stringify({ given }),
  (given) => Buffer.from(`user:${given}`).toString('base64'),
  (given) => Buffer.from(given).toString('base64'),
  (given) => given.replaceAll('/', '&#47;').replaceAll('+', '&#x2B;'),
  (given) => given.replace(/(.{9})/g, '$1\n  '),
  (given) => `${given.slice(0, 8)}…`,
  (given) => `${given.slice(0, 7)}... and so on`,
  (given) => given.slice(0, 18),
  (given) => given.slice(-16),
);
const secrets = fc.oneof(
  fc.constant(secret),
  fc.string({ minLength: 6, maxLength: 40 }),
  fc.base64String({ minLength: 8, maxLength: 40 }),
);

describe('a text that may hold a secret', () => {
  it('is every one in which redaction finds something', () => {
    fc.assert(
      fc.property(text, secrets, spelled, text, (before, given, spell, after) => {
        const whole = `${before}${spell(given)}${after}`;
        if (redactKnown(whole, [given]) !== whole) {
          expect(mayHoldKnown(whole, [given])).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['whole', `key ${secret}`],
    ['broken over lines', 'key sk_live-9fK2/mQ+\n   77aZ=tU0'],
    ['cut with dots', 'key sk_live…'],
    ['cut without a sign, but late', `key ${secret.slice(0, 17)}`],
    ['cut at its beginning', `key ${secret.slice(-15)}`],
    ['in base64', Buffer.from(`user:${secret}`).toString('base64')],
  ])('is one that holds it %s', (_how, held) => {
    expect(redactKnown(held, [secret])).not.toBe(held);
    expect(mayHoldKnown(held, [secret])).toBe(true);
  });

  it.each([
    ['nothing of it', 'production is up'],
    ['its beginning alone, uncut', 'sk_live is how such keys begin'],
    ['a short value, which is in ordinary words', 'the word'],
  ])('is none with %s', (_what, plain) => {
    expect(mayHoldKnown(plain, [secret, 'word'])).toBe(false);
  });

  it('is none where there is no secret', () => {
    expect(mayHoldKnown(secret, [])).toBe(false);
  });
});
