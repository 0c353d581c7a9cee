/**
 * Where text goes. `write` may reject with {@link OutputClosed}.
 * @stable
 */
export interface Output {
  /** Whether a person is looking: progress is shown only then. */
  readonly isTerminal: boolean;
  /** Resolves when the text was taken, so that a slow reader slows the command down instead of filling memory. */
  write(text: string): Promise<void>;
}

/**
 * All that a command sees of the process it runs in.
 * @stable
 */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves when the process is asked to end. For commands that serve; without a call a signal ends the process. */
  untilStopped(): Promise<void>;
}

/**
 * The reader of our output has gone, as `head` does when it has seen enough.
 * @stable
 */
export class OutputClosed extends Error {
  readonly code = 'ERR_OUTPUT_CLOSED';
  override readonly name = 'OutputClosed';
}
