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
    ['a file cannot be loaded', { ...good, testResults: [unloaded] }, 1, '12 passed, 1 failed'],
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

  it('takes a run in which all were skipped for good only where they may be, and only if they were', () => {
    const skipped = { ...good, numPassedTests: 0, numPendingTests: 12 };
    const lineOf = (report: Report, code: number) =>
      countLine(countsOf(report, code, { maySkipAll: true }), { withSkipped: true });
    expect(lineOf(skipped, 0)).toBe('0 passed, 0 failed, 12 skipped');
    expect(lineOf(skipped, 1)).toBe('0 passed, 1 failed, 12 skipped');
    expect(lineOf({ ...skipped, numPendingTests: 0 }, 0)).toBe('0 passed, 1 failed, 0 skipped');
    expect(lineOf(good, 0)).toBe('12 passed, 0 failed, 0 skipped');
  });
});
