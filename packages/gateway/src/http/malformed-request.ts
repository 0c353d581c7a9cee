import type { Duplex } from 'node:stream';

/** A client that still sends when it has been told to go gets no more attention than this. */
const LINGER_MS = 1_000;

/**
 * What is no HTTP, is so in two ways, or takes too long gets a word and no further attention.
 *
 * @returns how it is counted, undefined for who went away by himself
 */
export function refuseMalformed(cause: NodeJS.ErrnoException, socket: Duplex): 'refused' | 'timed_out' | undefined {
  if (cause.code === 'ECONNRESET' || cause.code === 'EPIPE') {
    socket.destroy();
    return undefined;
  }
  if (cause.code === 'ERR_TLS_HANDSHAKE_TIMEOUT') {
    socket.destroy(); // no word can be said in a language that was not agreed upon
    return 'timed_out';
  }
  const isLate = cause.code === 'ERR_HTTP_REQUEST_TIMEOUT';
  if (socket.writable) {
    const word =
      cause.code === 'HPE_HEADER_OVERFLOW'
        ? '431 Request Header Fields Too Large'
        : isLate
          ? '408 Request Timeout'
          : '400 Bad Request';
    socket.end(`HTTP/1.1 ${word}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    setTimeout(() => socket.destroy(), LINGER_MS).unref(); // what it still sends would reset the answer if this were at once
  } else socket.destroy();
  return isLate ? 'timed_out' : 'refused';
}
