/**
 * What vitest's JSON report counts, with the code it ended with. A file that could not be loaded is one that
 * failed; so is an error outside of tests, and a run in which no test passed, but where `maySkipAll` says that all may
 * be skipped.
 */
export function countsOf(report, code, { maySkipAll = false } = {}) {
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length;
  const failed = report.numFailedTests + unloaded;
  const skipped = report.numPendingTests + report.numTodoTests;
  const none = report.numPassedTests === 0 && !(maySkipAll && skipped > 0);
  const hidden = failed === 0 && (code !== 0 || none);
  return {
    passed: report.numPassedTests,
    failed: hidden ? 1 : failed,
    skipped,
  };
}

/** The line that the test command ends with: `12 passed, 0 failed`, and `, 1 skipped` where some are or it is wanted. */
export function countLine({ passed, failed, skipped }, { withSkipped = false } = {}) {
  return `${passed} passed, ${failed} failed${skipped > 0 || withSkipped ? `, ${skipped} skipped` : ''}`;
}
