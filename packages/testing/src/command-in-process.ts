/** How a command ended, and what it wrote. */
export interface RanCommand<Code extends number = number> {
  readonly code: Code;
  readonly out: string;
  readonly err: string;
}

/** The process as a command sees it; the shape of `Io` of `@otelseal/cli`, which this package knows nothing of. */
export interface CommandIo {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: { readonly isTerminal: boolean; write(text: string): Promise<void> };
  readonly stderr: { readonly isTerminal: boolean; write(text: string): Promise<void> };
  readonly env: Readonly<Record<string, string | undefined>>;
  now(): number;
  untilStopped(): Promise<void>;
}

export interface CommandOptions {
  /** Default: empty. */
  readonly stdin?: string | Uint8Array | AsyncIterable<Uint8Array>;
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. Default: a second more at every call, from 0. */
  readonly now?: () => number;
  /** Asks a serving command to end. Default: at once. */
  readonly stopped?: Promise<void>;
  /** Gets standard output as it is written; what it throws, the write rejects with. */
  readonly onOutput?: (text: string) => void;
  /** Whether a person looks at standard error. */
  readonly terminal?: boolean;
}

/**
 * Runs a command line inside this process.
 *
 * @example
 * const { code, out } = await commandInProcess(main, ['verify', 'file:audit.jsonl']);
 */
export async function commandInProcess<Code extends number>(
  main: (args: readonly string[], io: CommandIo) => Promise<Code>,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<RanCommand<Code>> {
  const written = { out: '', err: '' };
  let nowMs = 0;
  const everySecond = (): number => {
    nowMs += 1_000;
    return nowMs;
  };
  const code = await main(args, {
    stdin: stdinOf(options.stdin ?? ''),
    stdout: {
      isTerminal: false,
      write: async (text) => {
        options.onOutput?.(text);
        written.out += text;
      },
    },
    stderr: {
      isTerminal: options.terminal === true,
      write: async (text) => {
        written.err += text;
      },
    },
    env: options.env ?? {},
    untilStopped: () => options.stopped ?? Promise.resolve(),
    now: options.now ?? everySecond,
  });
  return { code, ...written };
}

async function* stdinOf(input: NonNullable<CommandOptions['stdin']>): AsyncGenerator<Uint8Array> {
  if (typeof input === 'string') yield Buffer.from(input);
  else if (input instanceof Uint8Array) yield input;
  else yield* input;
}
