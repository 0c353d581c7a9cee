import { type CommandOptions, commandInProcess, type RanCommand } from '@otelseal/testing';
import { EXIT_CODE, type ExitCode, main, OutputClosed } from '../src/index.js';

export type Ran = RanCommand<ExitCode>;

export interface RunOptions extends CommandOptions {
  /** Output is closed by its reader after this many writes. */
  readonly closeAfterWrites?: number;
}

/** Runs a command line inside this process. */
export function run(args: readonly string[], { closeAfterWrites, ...options }: RunOptions = {}): Promise<Ran> {
  let writesLeft = closeAfterWrites ?? Number.POSITIVE_INFINITY;
  const onOutput = (text: string): void => {
    if (writesLeft-- <= 0) throw new OutputClosed('closed by the test');
    options.onOutput?.(text);
  };
  return commandInProcess(main, args, { ...options, onOutput });
}

export const { ok, tampered, notProven, usage, unavailable } = EXIT_CODE;
