import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { BytesInFlight } from '../../src/http/bytes-in-flight.js';
import { readBody } from '../../src/http/request-body.js';
import { RequestRefused } from '../../src/http/request-refused.js';

function compressed(bytes: number): IncomingMessage {
  const headers = { 'content-encoding': 'gzip' };
  return Object.assign(Readable.from([gzipSync(Buffer.alloc(bytes))]), { headers }) as unknown as IncomingMessage;
}

const nothingSpent = (): { bytes: number } => ({ bytes: 0 });

describe('a compressed body', () => {
  it('counts in flight as what it becomes, and not only as what was sent', async () => {
    const inFlight = new BytesInFlight();
    const shares = Array.from({ length: 8 }, () => inFlight.share('busy'));
    for (const share of shares) await readBody(compressed(8_000_000), share.add, nothingSpent());
    const late = inFlight.share('busy');
    await expect(readBody(compressed(8_000_000), late.add, nothingSpent())).rejects.toMatchObject({ status: 503 });
    await expect(readBody(compressed(8_000_000), inFlight.share('other').add, nothingSpent())).resolves.toHaveLength(
      8_000_000,
    );
    shares[0]?.end();
    late.end();
    shares[1]?.end();
    await expect(readBody(compressed(8_000_000), inFlight.share('busy').add, nothingSpent())).resolves.toHaveLength(
      8_000_000,
    );
  });

  it.each([
    ['read', 8_000_000, 8_000_000],
    ['refused, for as much as was decompressed', 19_000_000, 8_388_608],
  ])('is spent when it is %s', async (_, bytes, spent) => {
    const all = nothingSpent();
    await readBody(compressed(bytes), () => undefined, all).catch((cause: unknown) => {
      expect(cause).toMatchObject({ status: 413 });
    });
    expect(all.bytes).toBe(spent);
  });
});

describe('a body', () => {
  it('for which there is no room is spent as far as it came', async () => {
    const request = Object.assign(Readable.from([Buffer.alloc(1_000), Buffer.alloc(1_000)]), { headers: {} });
    const all = nothingSpent();
    const noRoom = (): never => {
      throw new RequestRefused(503, 'no room', 1);
    };
    await expect(readBody(request as unknown as IncomingMessage, noRoom, all)).rejects.toMatchObject({ status: 503 });
    expect(all.bytes).toBe(1_000);
  });
});
