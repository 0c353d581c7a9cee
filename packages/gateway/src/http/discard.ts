import type { IncomingMessage } from 'node:http';

/** So much of a refused request is read before it is answered: a client that is still sending would not see the answer. */
const MOST_BYTES = 67_108_864;
/** Behind it the answer goes out whether or not it can be seen. */
const MOST_MS = 5_000;

/** Reads the rest of a request and forgets it. */
export function discard(request: IncomingMessage): Promise<void> {
  if (request.complete || request.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    let bytes = 0;
    const timer = setTimeout(resolve, MOST_MS);
    const end = (): void => {
      clearTimeout(timer);
      resolve();
    };
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MOST_BYTES) end();
    });
    request.once('end', end).once('close', end).once('error', end);
    request.resume();
  });
}
