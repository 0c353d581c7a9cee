import type { WriteStream } from 'node:tty';

import { type Io, type Output, OutputClosed } from './io.js';

/** The real process. */
export function processIo(): Io {
  return {
    stdin: process.stdin,
    stdout: streamOutput(process.stdout),
    stderr: streamOutput(process.stderr),
    env: process.env,
    now: Date.now,
    untilStopped: () =>
      new Promise((resolve) => {
        for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
      }),
  };
}

function streamOutput(stream: WriteStream): Output {
  stream.on('error', () => {}); // every write learns of it by its callback; unheard, it would end the process
  return {
    isTerminal: stream.isTTY === true,
    write: (text) =>
      new Promise((settle, refuse) => {
        stream.write(text, (cause) => {
          if (!cause) return settle();
          refuse(new OutputClosed('the output was closed', { cause }));
        });
      }),
  };
}
