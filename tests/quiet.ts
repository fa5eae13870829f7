/**
 * Runs `work` while the log keeps quiet; gives what was logged, for a test to read.
 *
 * @module
 */

/** Lines that `work` logged. */
export async function quietly(work: () => Promise<void>): Promise<string> {
  const { error, info } = console;
  const lines: string[] = [];
  console.error = console.info = (line: unknown) => void lines.push(String(line));
  try {
    await work();
  } finally {
    Object.assign(console, { error, info });
  }
  return lines.join("\n");
}
