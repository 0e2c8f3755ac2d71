import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { countLine, countsOf, type Report } from '../../scripts/test-counts.mjs';

const good: Report = {
  numPassedTests: 12,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [{ status: 'passed', assertionResults: [{}] }],
};
const unloaded = { status: 'failed', assertionResults: [] };

describe('the count of the test command', () => {
  it.each([
    ['all pass', good, 0, '12 passed, 0 failed'],
    [
      'some are skipped',
      { ...good, numPendingTests: 2, numTodoTests: 1 },
      0,
      '12 passed, 0 failed, 3 skipped',
    ],
    ['one fails', { ...good, numFailedTests: 1 }, 1, '12 passed, 1 failed'],
    ['a file can not be loaded', { ...good, testResults: [unloaded] }, 1, '12 passed, 1 failed'],
    ['an error comes from outside of tests', good, 1, '12 passed, 1 failed'],
    ['no test was run', { ...good, numPassedTests: 0, testResults: [] }, 0, '0 passed, 1 failed'],
    [
      'every test was skipped',
      { ...good, numPassedTests: 0, numPendingTests: 12 },
      0,
      '0 passed, 1 failed, 12 skipped',
    ],
  ] as const)('where %s', (_, report, code, line) => {
    expect(countLine(countsOf(report, code))).toBe(line);
  });
});

describe('.ci/run', () => {
  const text = (name: string): string =>
    readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');

  it('finds the one command that the README tests with', () => {
    expect(text('README.md').split('<!-- test command -->')).toHaveLength(2);
    expect(text('README.md')).toMatch(/<!-- test command -->\n```sh\nnpm ci && npm test\n```/);
    expect(text('.ci/run')).toContain('<!-- test command -->');
  });

  it('has no test command of its own', () => {
    expect(text('.ci/run')).not.toMatch(/npm|vitest/);
  });
});
