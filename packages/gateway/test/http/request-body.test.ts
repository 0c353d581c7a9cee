import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { BytesInFlight } from '../../src/http/bytes-in-flight.js';
import { readBody } from '../../src/http/request-body.js';

function compressed(bytes: number): IncomingMessage {
  const headers = { 'content-encoding': 'gzip' };
  return Object.assign(Readable.from([gzipSync(Buffer.alloc(bytes))]), { headers }) as unknown as IncomingMessage;
}

describe('a compressed body', () => {
  it('counts in flight as what it becomes, and not only as what was sent', async () => {
    const inFlight = new BytesInFlight();
    const shares = Array.from({ length: 8 }, () => inFlight.share('busy'));
    for (const share of shares) await readBody(compressed(8_000_000), share.add);
    const late = inFlight.share('busy');
    await expect(readBody(compressed(8_000_000), late.add)).rejects.toMatchObject({ status: 503 });
    await expect(readBody(compressed(8_000_000), inFlight.share('other').add)).resolves.toHaveLength(8_000_000);
    shares[0]?.end();
    late.end();
    shares[1]?.end();
    await expect(readBody(compressed(8_000_000), inFlight.share('busy').add)).resolves.toHaveLength(8_000_000);
  });
});
