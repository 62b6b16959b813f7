// Reads how many tests passed and failed from what the runners print.

const patterns = [
  // dotnet test: "  failed: 0" and on the next line "  succeeded: 12"
  { pattern: /^ +failed: (\d+)\n +succeeded: (\d+)$/gm, read: ([, failed, passed]) => [passed, failed] },
  // Our own: "12 passed, 0 failed", with or without ", 3 skipped"
  { pattern: /^(\d+) passed, (\d+) failed(?:, \d+ skipped)?$/gm, read: ([, passed, failed]) => [passed, failed] },
  // node --test, in either of its reporters: "# pass 12" and, some lines on, "# fail 0"
  { pattern: /^(?:#|ℹ) pass (\d+)\n(?:#|ℹ) fail (\d+)$/gm, read: ([, passed, failed]) => [passed, failed] },
];

const colours = /\x1b\[[0-9;]*m/g;

/** The sum over all summaries in the text, or undefined if it has none. */
export function countsOf(text) {
  const plain = text.replace(colours, '').replace(/\r/g, '');
  let found;
  for (const { pattern, read } of patterns) {
    for (const match of plain.matchAll(pattern)) {
      const [passed, failed] = read(match).map(Number);
      found = { passed: (found?.passed ?? 0) + passed, failed: (found?.failed ?? 0) + failed };
    }
  }
  return found;
}
