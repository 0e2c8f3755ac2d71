import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { draft, emptyHash, entryOf, hasher, journalLine } from '../../src/journal/line.ts';

const head = { at: '2026-11-23T03:00:00.000Z', actor: 'kim@desk', kind: 'intent' };
const line = (given: Record<string, unknown> = {}, secrets: string[] = []) =>
  journalLine(draft(head, given, secrets), 7, 'prev');

describe('a line', () => {
  it('has the names of the journal first, then its own, then the chain', () => {
    expect(line({ to: 'v1.2.2' })).toBe(
      '{"seq":7,"at":"2026-11-23T03:00:00.000Z","eventAt":"2026-11-23T03:00:00.000Z",' +
        '"actor":"kim@desk","kind":"intent","to":"v1.2.2","prev":"prev"}',
    );
  });

  it('counts what was taken out of it, and says nothing where nothing was', () => {
    expect(JSON.parse(line({ a: 'hunter2 hunter2' }, ['hunter2']))).toMatchObject({ redacted: 2 });
    expect(JSON.parse(line({ a: 'hunter' }, ['hunter2']))).not.toHaveProperty('redacted');
  });

  it.each([
    ['text', '2026-11-23T12:14:59+09:00', '2026-11-23T03:14:59.000Z'],
    ['milliseconds', 1_795_404_000_000, new Date(1_795_404_000_000).toISOString()],
    ['the first of all milliseconds', 0, '1970-01-01T00:00:00.000Z'],
    ['no time', 'soon', head.at],
    ['a time beyond all', 9e15, head.at],
    ['a list', [0], head.at],
    ['nothing', null, head.at],
  ])('tells when it happened from %s', (_what, eventAt, expected) => {
    expect(draft(head, { eventAt }, []).eventAt).toBe(expected);
  });

  it('does not change with what the caller changes later', () => {
    const fields = { deep: { step: 1 } };
    const made = draft(head, fields, []);
    fields.deep.step = 2;
    expect(made.fields).toEqual({ deep: { step: 1 } });
  });
});

describe('an entry', () => {
  const whole = JSON.parse(line());

  it('is what a line holds', () => {
    expect(entryOf(line({ to: 'v1.2.2' }))).toEqual({ ...whole, to: 'v1.2.2' });
  });

  it.each(['seq', 'at', 'eventAt', 'actor', 'kind', 'prev'])('is none without %s', (name) => {
    expect(entryOf(JSON.stringify({ ...whole, [name]: undefined }))).toBeUndefined();
    const other = name === 'seq' ? '7' : 7;
    expect(entryOf(JSON.stringify({ ...whole, [name]: other }))).toBeUndefined();
  });

  it.each(['', '{', 'null', '7', '[]'])('is none in %j', (text) => {
    expect(entryOf(text)).toBeUndefined();
  });

  it('has a whole number', () => {
    expect(entryOf(JSON.stringify({ ...whole, seq: 1.5 }))).toBeUndefined();
  });
});

describe('the chain', () => {
  it('is SHA-256 in hex, and begins with that of nothing', async () => {
    const sha256 = await hasher();
    expect(sha256('')).toBe(emptyHash);
    const expected = createHash('sha256').update('가').digest('hex');
    expect([sha256('가'), sha256(Buffer.from('가'))]).toEqual([expected, expected]);
  });
});
