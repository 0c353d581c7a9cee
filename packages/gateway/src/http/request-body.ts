import type { IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { RequestRefused } from './request-refused.js';

/** Longest body, before and after decompression. */
export const MAX_BODY_BYTES = 20_000_000;
/** Bytes that one compressed byte may become. */
const MAX_RATIO = 20;
/**
 * Up to here the ratio does not matter: 8,192 records, a collector's batch, of a service that always says the same are compressed one to a
 * hundred, and what all requests together hold is bounded anyway.
 */
const ALWAYS_ALLOWED_BYTES = 8_388_608;

/**
 * What a request says, decompressed, within bounds.
 *
 * @param taken told of every stretch that was read, and by how much decompression changed it, so that it can be counted against what all may hold; may throw
 * @param spent what was read, decompressed, is added to it, also when it is refused
 * @throws RequestRefused 400, 413 or 415
 */
export async function readBody(
  request: IncomingMessage,
  taken: (bytes: number) => void,
  spent: { bytes: number },
): Promise<Buffer> {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding !== 'identity' && encoding !== 'gzip' && encoding !== '') {
    throw new RequestRefused(415, 'The Content-Encoding must be gzip or identity.');
  }
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  const sent = await received(request, (bytes) => {
    spent.bytes += bytes; // first, because what there is no room for has come all the same
    taken(bytes);
  });
  if (encoding !== 'gzip') return sent;
  const body = decompressed(sent, (bytes) => {
    spent.bytes += bytes - sent.length;
  });
  taken(body.length - sent.length); // what was sent is forgotten
  return body;
}

async function received(request: IncomingMessage, taken: (bytes: number) => void): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  // What is too long is refused with an answer, for which the connection must live on.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length;
    taken(chunk.length);
    if (length > MAX_BODY_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, length);
}

/** In one go: side by side, requests would hold what nobody has counted yet. */
function decompressed(sent: Buffer, spend: (bytes: number) => void): Buffer {
  const most = Math.min(MAX_BODY_BYTES, Math.max(ALWAYS_ALLOWED_BYTES, MAX_RATIO * sent.length));
  try {
    const body = gunzipSync(sent, { maxOutputLength: most });
    spend(body.length);
    return body;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      spend(most); // so much was decompressed in vain
      throw new RequestRefused(
        413,
        `Decompressed, the request would have more than ${most} bytes: at most ${MAX_BODY_BYTES}, and ${MAX_RATIO} times what was sent.`,
      );
    }
    throw new RequestRefused(400, 'The request is not gzip, as its Content-Encoding says.');
  }
}

function tooLarge(): RequestRefused {
  return new RequestRefused(413, `A request has at most ${MAX_BODY_BYTES} bytes; send smaller batches.`);
}
