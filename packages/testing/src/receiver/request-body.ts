import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

import { decodeLogsProtobuf } from '../otlp/decode-logs-protobuf.js';
import { type LogsRequest, MalformedRequest } from '../otlp/logs-request.js';
import { readLogsJson } from '../otlp/read-logs-json.js';

const unzip = promisify(gunzip);

/** A request that is answered with a 4xx status. */
export class RefusedRequest extends Error {
  override readonly name = 'RefusedRequest';
  readonly status: number;

  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/** A decoded request and what it was on the wire. */
export interface ReadRequest {
  readonly contentType: 'application/json' | 'application/x-protobuf';
  readonly contentEncoding: 'identity' | 'gzip';
  /** Bytes as received, before decompression. */
  readonly wireBytes: number;
  readonly logs: LogsRequest;
}

/**
 * Reads, decompresses and decodes a body of at most `maxBytes`, before and after decompression.
 *
 * @throws {RefusedRequest} with the status to answer
 */
export async function readRequest(request: IncomingMessage, maxBytes: number): Promise<ReadRequest> {
  const contentType = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (contentType !== 'application/json' && contentType !== 'application/x-protobuf') {
    throw new RefusedRequest(415, 'unsupported media type, supported: [application/json, application/x-protobuf]');
  }
  const contentEncoding = (request.headers['content-encoding'] ?? 'identity').toLowerCase();
  if (contentEncoding !== 'identity' && contentEncoding !== 'gzip') {
    throw new RefusedRequest(400, 'unsupported content encoding, supported: gzip');
  }
  const received = await readAll(request, maxBytes);
  const body = contentEncoding === 'gzip' ? await decompress(received, maxBytes) : received;
  return { contentType, contentEncoding, wireBytes: received.length, logs: decode(contentType, body) };
}

async function readAll(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) throw new RefusedRequest(413, `a request has at most ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function decompress(body: Buffer, maxBytes: number): Promise<Buffer> {
  try {
    return await unzip(body, { maxOutputLength: maxBytes });
  } catch (cause) {
    const tooLarge = (cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw new RefusedRequest(tooLarge ? 413 : 400, tooLarge ? 'too large after decompression' : 'not gzip', { cause });
  }
}

function decode(contentType: ReadRequest['contentType'], body: Buffer): LogsRequest {
  try {
    return contentType === 'application/json' ? readLogsJson(body.toString('utf8')) : decodeLogsProtobuf(body);
  } catch (cause) {
    if (cause instanceof MalformedRequest) throw new RefusedRequest(400, cause.message, { cause });
    throw cause;
  }
}
