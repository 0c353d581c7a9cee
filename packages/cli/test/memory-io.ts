import { EXIT_CODE, type ExitCode, type Io, main, OutputClosed } from '../src/index.js';

export interface Ran {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly stdin?: string | Uint8Array | AsyncIterable<Uint8Array>;
  readonly env?: Readonly<Record<string, string>>;
  /** Output is closed by its reader after this many writes. */
  readonly closeAfterWrites?: number;
  /** Milliseconds since 1970. Default: a second more at every call, from 0. */
  readonly now?: () => number;
  /** Asks a serving command to end. Default: at once. */
  readonly stopped?: Promise<void>;
  /** Gets standard output as it is written. */
  readonly onOutput?: (text: string) => void;
  /** Whether a person looks at standard error. */
  readonly terminal?: boolean;
}

/** Runs a command line inside this process. */
export async function run(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const written = { out: '', err: '' };
  let writesLeft = options.closeAfterWrites ?? Number.POSITIVE_INFINITY;
  let nowMs = 0;
  const io: Io = {
    stdin: stdinOf(options.stdin ?? ''),
    stdout: {
      isTerminal: false,
      write: async (text) => {
        if (writesLeft-- <= 0) throw new OutputClosed('closed by the test');
        written.out += text;
        options.onOutput?.(text);
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
    now:
      options.now ??
      (() => {
        nowMs += 1_000;
        return nowMs;
      }),
  };
  const code = await main(args, io);
  return { code, ...written };
}

async function* stdinOf(input: NonNullable<RunOptions['stdin']>): AsyncGenerator<Uint8Array> {
  if (typeof input === 'string') yield Buffer.from(input);
  else if (input instanceof Uint8Array) yield input;
  else yield* input;
}

export const { ok, tampered, notProven, usage, unavailable } = EXIT_CODE;
