/**
 * What vitest's JSON report counts, with the code it ended with. A file that could not be loaded is one that
 * failed; so is an error outside of tests, and a run in which no test passed.
 */
export function countsOf(report, code) {
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length;
  const failed = report.numFailedTests + unloaded;
  const hidden = failed === 0 && (code !== 0 || report.numPassedTests === 0);
  return {
    passed: report.numPassedTests,
    failed: hidden ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** The line that the test command ends with: `12 passed, 0 failed`, and `, 1 skipped` where some are. */
export function countLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
