/** Prints jest's own totals as one line that scripts and CI read: `N passed, N failed`. */
module.exports = class SummaryReporter {
  onRunComplete(_contexts, results) {
    // A suite that does not load has no tests of its own, and is a failure all the same.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests > 0 ? `, ${results.numPendingTests} skipped` : '';
    process.stdout.write(`\n${results.numPassedTests} passed, ${failed} failed${skipped}\n`);
  }
};
