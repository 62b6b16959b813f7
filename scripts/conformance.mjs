// npm run conformance: builds what is not built yet, then runs tests/conformance/run.mjs for each variant, unless one is
// named, and ends with the sum.
import { buildOrExit } from './build.mjs';
import { relaxedFlag } from './node-flags.mjs';
import { root, run } from './run.mjs';
import { variants } from './variants.mjs';

const args = process.argv.slice(2);
const official = args.includes('--official');
if (!official) {
  await buildOrExit();
}
const isNamed = official || args.some((arg) => arg.startsWith('--variant'));
const choices = isNamed ? [[]] : variants.map((variant) => ['--variant', variant]);
const total = { passed: 0, failed: 0, skipped: 0 };
for (const variant of choices) {
  const text = await run(process.execPath, [...relaxedFlag, `${root}/tests/conformance/run.mjs`, ...args, ...variant], {
    onText: (part) => process.stdout.write(part),
  }).catch(({ output }) => output);
  const counts = /^(?<passed>\d+) passed, (?<failed>\d+) failed, (?<skipped>\d+) skipped$/m.exec(text)?.groups;
  for (const key of Object.keys(total)) {
    total[key] += Number(counts?.[key] ?? (key === 'failed' ? 1 : 0));
  }
}
if (!isNamed) {
  console.log(`all variants:\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
}
process.exit(total.failed === 0 ? 0 : 1);
