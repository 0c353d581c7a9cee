import type { IncomingMessage } from 'node:http';

/** Longest request: a checkpoint or a certificate of at most 24,576 characters, and a proof. */
const MAX_BODY_BYTES = 65_536;

/** A request that is not answered further; `status` is HTTP's. */
export class RequestRefused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'RequestRefused';
    this.status = status;
  }
}

/**
 * The text of a request, within bounds and uncompressed.
 *
 * @throws RequestRefused 413, 415 or 400
 */
export async function readBody(request: IncomingMessage): Promise<string> {
  if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') {
    throw new RequestRefused(415, 'Requests must not be compressed.');
  }
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new RequestRefused(400, 'The request is not UTF-8.');
  }
}

function tooLarge(): RequestRefused {
  return new RequestRefused(413, `A request has at most ${MAX_BODY_BYTES} bytes.`);
}
