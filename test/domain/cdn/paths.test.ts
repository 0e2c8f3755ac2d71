import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPaths, covers, maxPathLength } from '../../../src/domain/cdn/paths.ts';

function sent(...typed: string[]): readonly string[] {
  const checked = checkPaths(typed);
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
  return checked.value.paths;
}

function notes(...typed: string[]): readonly string[] {
  const checked = checkPaths(typed);
  return checked.ok ? checked.value.notes.map(({ en }) => en) : [];
}

function problem(...typed: string[]) {
  const checked = checkPaths(typed);
  if (checked.ok) throw new Error(`taken: ${checked.value.paths.join(' ')}`);
  return checked.problems[0];
}

describe('paths that CloudFront takes', () => {
  it.each([
    '/',
    '/*',
    '/index.html',
    '/dir/',
    '/images*',
    '/images/*',
    '/a?b=1&c=2',
    '/a/b.js?v=*',
    "/it's;ok,$-_.+!()@:=",
    '/caf%C3%A9',
  ])('%s is sent as it is', (path) => {
    expect(sent(path)).toEqual([path]);
    expect(notes(path)).toEqual([]);
  });

  it.each([
    ['/café', '/caf%C3%A9'],
    ['/한글.png', '/%ED%95%9C%EA%B8%80.png'],
    ['/a b', '/a%20b'],
    ['/x"<>{}|\\^~[]`', '/x%22%3C%3E%7B%7D%7C%5C%5E%7E%5B%5D%60'],
    ['/page#part', '/page%23part'],
    ['/100%', '/100%25'],
    ['/100%zz', '/100%25zz'],
    ['/\u212a', '/%E2%84%AA'],
    ['/😀*', '/%F0%9F%98%80*'],
  ])('%s is sent as %s, with a note', (typed, encoded) => {
    expect(sent(typed)).toEqual([encoded]);
    expect(notes(typed)).toHaveLength(1);
  });

  it('encodes only once: what was sent is sent unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const first = checkPaths([`/${text}`]);
        if (!first.ok) return;
        expect(first.value.paths[0]).toMatch(/^\/[\x21-\x7e]*$/);
        expect(sent(...first.value.paths)).toEqual(first.value.paths);
      }),
    );
  });

  it('takes dots that are part of a name or of a query', () => {
    const paths = ['/.well-known/a', '/a..b/c...', '/...', '/a?b=/../c', '/.htaccess'];
    expect(sent(...paths)).toEqual(paths);
  });

  it('takes a path of 4,000 characters', () => {
    const path = `/${'a'.repeat(maxPathLength - 1)}`;
    expect(sent(path)).toEqual([path]);
  });
});

describe('paths that are refused', () => {
  it.each([
    ['index.html', 'has no leading slash', '/index.html'],
    ['*', 'has no leading slash', '/*'],
    ['https://talkstudio.app/a?b=1', 'is a whole address', '/a?b=1'],
    ['/a/*/b', 'not its last character', '/a/*'],
    ['/**', 'not its last character', '/*'],
    ['/a/../b.js', 'between slashes', '/b.js'],
    ['/a/./b/%2E%2e/c?x=/../y', 'between slashes', '/a/c?x=/../y'],
    ['/../a', 'between slashes', '/a'],
    ['/a/b/..', 'between slashes', '/a/'],
    ['/a/../*', 'between slashes', '/*'],
  ])('%s: %s; %s is suggested', (path, message, suggestion) => {
    expect(problem(path)?.message).toContain(message);
    expect(problem(path)?.suggestion).toBe(suggestion);
  });

  it.each([
    ['', 'an empty path'],
    ['/a\nb', 'control character'],
    ['/a\u001b[31m', 'control character'],
    ['/a\u0000', 'control character'],
    ['/\ud800', 'control character'],
    [`/${'a'.repeat(maxPathLength)}`, '4001 characters long'],
    [`/${'é'.repeat(667)}`, '4003 characters long'],
  ])('%j: %s', (path, message) => {
    expect(problem(path)?.message).toContain(message);
  });

  it('shows what was typed without what steers a terminal', () => {
    expect(problem('a\u001b]8;;http://evil\u0007b\u202e')?.path).toBe('ab');
  });

  it('finds every wrong path at once', () => {
    const checked = checkPaths(['a', '/fine', 'b']);
    expect(checked.ok ? [] : checked.problems.map(({ path }) => path)).toEqual(['a', 'b']);
  });
});

describe('tags', () => {
  it('are sent as they are, and once whatever their case', () => {
    expect(sent('#Product:1', '#product:1', '#other')).toEqual(['#Product:1', '#other']);
  });

  it.each([
    ['#', 'without a name'],
    ['#a,b', 'no comma'],
    ['#a b', 'visible ASCII'],
    ['#한글', 'visible ASCII'],
    ['#a*', 'no wildcard'],
    [`#${'a'.repeat(257)}`, '257 characters'],
  ])('%s is refused: %s', (tag, message) => {
    expect(problem(tag)?.message).toContain(message);
  });

  it('takes one of 256 characters', () => {
    expect(sent(`#${'a'.repeat(256)}`)).toHaveLength(1);
  });
});

describe('folding', () => {
  it('sends a duplicate once, with a note', () => {
    expect(sent('/a', '/b', '/a')).toEqual(['/a', '/b']);
    expect(notes('/a', '/b', '/a')).toEqual(['1 given twice, sent once']);
  });

  it('knows a duplicate by what is sent, not by what was typed', () => {
    expect(sent('/é', '/%C3%A9')).toEqual(['/%C3%A9']);
  });

  it('keeps paths that differ in case or in a trailing slash', () => {
    expect(sent('/a', '/A', '/a/')).toEqual(['/a', '/A', '/a/']);
  });

  it('leaves out what a wildcard covers, wherever it stands', () => {
    expect(sent('/images/a.png', '/images/*', '/images/b/*', '/images')).toEqual([
      '/images/*',
      '/images',
    ]);
    expect(notes('/images/a.png', '/images/*', '/images/b/*')).toEqual([
      '/images/a.png, /images/b/* left out: /images/* covers them',
    ]);
  });

  it('leaves everything to /*, tags too', () => {
    expect(sent('/a', '#tag', '/b/*', '/*')).toEqual(['/*']);
  });

  it('keeps the meaning: what was asked for is sent or covered, and nothing is there twice', () => {
    const path = fc
      .string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 5 })
      .chain((text) => fc.constantFrom(`/${text}`, `/${text}*`));
    fc.assert(
      fc.property(fc.array(path, { maxLength: 12 }), (typed) => {
        const kept = sent(...typed);
        expect(
          typed.filter((each) => !kept.some((one) => one === each || covers(one, each))),
        ).toEqual([]);
        for (const one of kept) {
          expect(kept.filter((other) => other !== one && covers(other, one))).toEqual([]);
        }
        expect(new Set(kept).size).toBe(kept.length);
      }),
    );
  });

  it('folds 100,000 paths under one wildcard without going over them again and again', () => {
    const many = Array.from({ length: 100_000 }, (_, index) => `/assets/${index}.js`);
    expect(sent(...many, '/assets/*')).toEqual(['/assets/*']);
  });
});
