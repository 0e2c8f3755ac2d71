import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from '../../../src/domain/text/clean.ts';

describe('text from outside', () => {
  it.each([
    ['plain', 'deploy v1.2.3', 'deploy v1.2.3'],
    ['Korean', '배포 완료', '배포 완료'],
    ['a joined emoji', '👩‍💻 fix', '👩‍💻 fix'],
    ['colour', '\u001b[31mred\u001b[0m', 'red'],
    ['a cleared screen', '\u001b[2J\u001b[Hgone', 'gone'],
    ['an 8-bit sequence', '\u009b31mred', 'red'],
    ['a window title', '\u001b]0;owned\u0007title', 'title'],
    ['a link', '\u001b]8;;http://evil.example\u001b\\click\u001b]8;;\u001b\\', 'click'],
    ['a sequence without end', 'a\u001b]8;;http://evil.example', 'a'],
    ['a device control string', 'a\u001bPq#0\u001b\\b', 'ab'],
    ['a bare escape', 'a\u001b', 'a'],
    ['a bell and a backspace', 'a\u0007b\u0008c', 'abc'],
    ['line breaks', 'one\r\ntwo\n\nthree\ttab\u2028end', 'one two three tab end'],
    ['a bidi override', 'user\u202egnp.exe', 'usergnp.exe'],
    ['bidi isolates', '\u2066a\u2069\u200fb', 'ab'],
    ['zero-width marks', 'a\u200bb\ufeffc\u2060d', 'abcd'],
    ['tag characters', 'a\u{e0041}b', 'ab'],
    ['selectors that carry a text', 'a\u{e0100}\u{e01ef}b', 'ab'],
    ['the selector of an emoji', '✔️ ❤️', '✔️ ❤️'],
    ['fillers that show as nothing', 'a\u3164b\uffa0c\u034fd', 'abcd'],
    ['annotations and deprecated marks', 'a\ufff9b\u206ac\u{1d173}d', 'abcd'],
    ['a lone surrogate', 'a\ud800b', 'a\ufffdb'],
    ['blanks around it', '  a  ', 'a'],
    ['a number', 42, '42'],
    ['null', null, 'null'],
  ])('%s is made safe', (_, text, expected) => {
    expect(cleanText(text)).toBe(expected);
  });

  it('is cut to its limit, never in the middle of a character', () => {
    expect(cleanText('abcdef', 4)).toBe('abc…');
    expect(cleanText('ab😀def', 4)).toBe('ab…');
    expect(cleanText('x'.repeat(501))).toHaveLength(500);
    expect(cleanText('abcd', 4)).toBe('abcd');
  });

  it('says that it was cut where little of a long text is to be seen', () => {
    const hidden = '\u200b'.repeat(3);
    const text = Array.from('ghp_abcdefgh', (sign) => `${hidden}${sign}`).join('');
    expect(cleanText(text, 6)).toBe('ghp_a…');
    expect(cleanText(`ab${'\u200b'.repeat(100)}cd`, 6)).toBe('ab…');
    expect(cleanText(`ab${'\u200b'.repeat(40)}cd`, 6)).toBe('abcd');
  });

  it('holds nothing that steers a terminal, whatever it was', () => {
    const evil = fc.string({
      unit: fc.oneof(
        fc.constantFrom('\u001b', '[', ']', '\u009b', '\u0007', ';', 'm', '\u202e', '\n', '\\'),
        fc.string({ unit: 'binary', maxLength: 2 }),
      ),
      maxLength: 60,
    });
    fc.assert(
      fc.property(evil, fc.integer({ min: 1, max: 80 }), (text, limit) => {
        const safe = cleanText(text, limit);
        expect(safe).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u200b]/);
        expect(safe.length).toBeLessThanOrEqual(limit);
        expect(cleanText(safe, limit)).toBe(safe);
      }),
      { numRuns: 200 },
    );
  });

  it('of nothing but a megabyte of escapes is empty', () => {
    expect(cleanText('\u001b]'.repeat(500_000), 100)).toBe('');
  });
});
