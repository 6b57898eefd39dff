// The last lines of a test run: every skipped test with its reason, and the count. Runs in node, loaded by vitest.
import type { Reporter, TestCase, TestModule } from 'vitest/node';

export const tally: Reporter = {
  onTestRunEnd(modules: readonly TestModule[], errors) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const skipped = tests.filter((test) => test.result().state === 'skipped');
    if (skipped.length > 0) console.log('Skipped:');
    for (const test of skipped)
      console.log(`  ${test.module.relativeModuleId}: ${test.fullName} (${reasonOf(test)})`);
    const count = (state: string): number => tests.filter((test) => test.result().state === state).length;
    const broken = modules.filter((module) => module.state() === 'failed' && noneFailed(module)).length;
    const outside = errors.length > 0 ? `, ${errors.length} errors outside tests` : '';
    console.log(
      `${count('passed')} passed, ${count('failed') + broken} failed, ${skipped.length} skipped${outside}`,
    );
  },
};

function reasonOf(test: TestCase): string {
  const result = test.result();
  return (result.state === 'skipped' && result.note) || 'no reason given';
}

/** A file that fails as a whole (does not load, a hook throws) counts as one. */
function noneFailed(module: TestModule): boolean {
  return [...module.children.allTests('failed')].length === 0;
}
