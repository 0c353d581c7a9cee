import type { ExitCode } from '../exit-code.js';
import type { Io } from '../io.js';

/** One command of `otelseal`. */
export interface Command {
  /** As it is typed: `verify`, `keys generate`. */
  readonly name: string;
  readonly summary: string;
  /** Shown by `--help`. */
  readonly help: string;
  /** @throws {CliError} */
  run(args: readonly string[], io: Io): Promise<ExitCode>;
}
