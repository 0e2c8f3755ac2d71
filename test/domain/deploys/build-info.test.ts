import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBuildInfo } from '../../../src/domain/deploys/build-info.ts';
import { sameVersion } from '../../../src/domain/deploys/version-tag.ts';

describe('build-info.json', () => {
  it('needs a version only', () => {
    expect(parseBuildInfo('{"version":"v1.2.3"}')).toEqual({
      info: { version: 'v1.2.3', commit: null, builtAt: null, raw: { version: 'v1.2.3' } },
    });
  });

  it.each([
    ['"commit":"3f2c","buildTime":"2026-11-23T01:00:00Z"'],
    ['"sha":"3f2c","builtAt":1795395600000'],
    ['"gitCommit":"3f2c","timestamp":1795395600'],
  ])('tells commit and time as different builds write them: %s', (rest) => {
    const reading = parseBuildInfo(`\ufeff{"version":"v1",${rest}}`);
    expect(reading).toMatchObject({
      info: { commit: '3f2c', builtAt: Date.parse('2026-11-23T01:00:00Z') },
    });
  });

  it.each([
    ['', 'is empty'],
    ['  \n', 'is empty'],
    ['<!doctype html><html></html>', "is an HTML page, not JSON (the app's fallback page?)"],
    ['{"version":', 'is not valid JSON'],
    ['"v1.2.3"', 'is JSON, but not an object'],
    ['[]', 'is JSON, but not an object'],
    ['null', 'is JSON, but not an object'],
    ['{}', 'has no `version`'],
    ['{"__proto__":{"version":"v1"}}', 'has no `version`'],
    ['{"version":1.2}', 'has a `version` that is not a short text'],
    ['{"version":""}', 'has a `version` that is not a short text'],
    ['{"version":"\\u001b[2J"}', 'has a `version` that is not a short text'],
    [`{"version":"${'9'.repeat(5000)}"}`, 'has a `version` that is not a short text'],
  ])('%j %s', (body, trouble) => {
    expect(parseBuildInfo(body)).toEqual({ trouble });
  });

  it('cleans what it shows', () => {
    const reading = parseBuildInfo('{"version":"v1.2.3\\u001b[31m\\u202e","commit":"a\\nb"}');
    expect(reading).toMatchObject({ info: { version: 'v1.2.3', commit: 'a b' } });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        const reading = parseBuildInfo(body);
        expect('info' in reading || 'trouble' in reading).toBe(true);
      }),
    );
  });

  it('names one version with and without v', () => {
    expect(sameVersion('v1.2.3', '1.2.3')).toBe(true);
    expect(sameVersion('v1.2.3', 'v1.2.30')).toBe(false);
    expect(sameVersion('vnext', 'next')).toBe(false);
  });
});
