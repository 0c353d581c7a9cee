import { runToEnd } from './child-process.ts';
import { CHECKED, checkFailed, type Stage } from './stage.ts';

const TEN_MINUTES_MS = 600_000;

/** A tool that answers with its exit code; its output is shown only when it fails. */
export function check(name: string, command: string, args: readonly string[], advice: string): Stage {
  return {
    name,
    async run() {
      const { code, output, leftBehind } = await runToEnd(command, args, { output: 'keep', timeoutMs: TEN_MINUTES_MS });
      if (code === 0 && leftBehind.length === 0) return CHECKED;
      process.stdout.write(output);
      return checkFailed(leftBehind.length > 0 ? `left processes behind: ${leftBehind.join('; ')}` : advice);
    },
  };
}
