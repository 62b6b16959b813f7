/** A reporter for Jasmine that counts specs and keeps what failed, also what failed around the specs. */
export class Results {
  passed = 0;
  skipped = 0;
  failures = [];

  specDone({ fullName, status, failedExpectations }) {
    if (status === 'passed') {
      this.passed++;
    } else if (status === 'failed') {
      this.fail(fullName, failedExpectations);
    } else if (status !== 'excluded') {
      this.skipped++;
    }
  }

  suiteDone({ fullName, failedExpectations }) {
    if (failedExpectations.length > 0) {
      this.fail(fullName, failedExpectations);
    }
  }

  jasmineDone({ failedExpectations }) {
    if (failedExpectations.length > 0) {
      this.fail('the suite', failedExpectations);
    }
  }

  fail(name, expectations) {
    this.failures.push(`${name}\n    ${expectations.map(({ message }) => message.slice(0, 300)).join('\n    ')}`);
  }
}
