import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import {
  cosignatureLine,
  formatEpochCertificate,
  formatNote,
  formatWitnessVkey,
  openStream,
  parseWitnessVkey,
  type SealedRecord,
  type StreamSealer,
} from '@otelseal/audit-integrity';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Outlet } from '../../src/sealing/sealing-ports.js';
import { askWitness } from '../../src/witness/ask-witness.js';
import { WitnessClient } from '../../src/witness/witness-client.js';
import type { ConfiguredWitness } from '../../src/witness/witness-options.js';
import { CountingTelemetry } from '../counting-telemetry.js';
import { ManualClock } from '../manual-clock.js';
import { recordOf } from '../sealing-bench.js';

const NOW = [1_795_428_000, 0] as const;
const IDENTITY = {
  ...{ organisation: 'default', tenant: 'default', environment: 'production' },
  ...{ service: 'shop', namespace: '', instance: 'shop-1' },
};

function signer(name: string) {
  const { privateKey } = generateKeyPairSync('ed25519');
  const publicKey = Buffer.from(privateKey.export({ format: 'jwk' }).x as string, 'base64url');
  return { name, publicKey, sign: (message: Uint8Array): Uint8Array => sign(null, message, privateKey) };
}

const ROOT = signer('root');
const WITNESS = signer('witness.example/w1');

interface Answer {
  readonly text: string;
  readonly directory?: string;
}

/** A witness that answers as the test says. */
async function answering(answer: (path: string, body: string) => Answer): Promise<ConfiguredWitness> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { text, directory } = answer(request.url ?? '', Buffer.concat(chunks).toString());
    if (directory !== undefined) response.setHeader('Otelseal-Directory', directory);
    response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  const key = parseWitnessVkey(formatWitnessVkey(WITNESS.name, WITNESS.publicKey));
  return { url, token: 't', key, intervalMs: 1_000, timeoutMs: 10_000 };
}

function sealer(n: number): StreamSealer {
  const epoch = signer('epoch');
  const streamId = n.toString(16).padStart(32, '0');
  const text = formatEpochCertificate({
    ...{ organisation: 'default', tenant: 'default', environment: 'any', service: 'shop', purpose: 'seal' },
    ...{ stream: streamId, epoch: 1, notBefore: NOW[0] - 60, notAfter: NOW[0] + 60, publicKey: epoch.publicKey },
  });
  const certificate = formatNote(text, { ...ROOT, signature: ROOT.sign(Buffer.from(text)) });
  const randomBytes = (count: number): Uint8Array => new Uint8Array(count);
  return openStream({
    identity: IDENTITY,
    retention: 'audit',
    streamId,
    certificate,
    epochKey: epoch,
    randomBytes,
    now: NOW,
  });
}

/** The client as a sealer sees it, and what comes out of it. */
function clientOf(witness: ConfiguredWitness) {
  const [clock, telemetry, appended] = [new ManualClock(), new CountingTelemetry(), [] as ReadableLogRecord[]];
  const client = new WitnessClient(witness, { clock, telemetry, random: () => 0.5, safe: async () => true });
  const inner: Outlet = {
    state: { dropped: 0, pending: 0 },
    hasRoom: () => true,
    append: (record) => void appended.push(record),
    send: () => undefined,
    whenGone: () => undefined,
  };
  const outlet = client.watching(inner);
  const append = (record: SealedRecord): void =>
    outlet.append(recordOf(record.attributes as Record<string, string>, { eventName: record.eventName ?? '' }));
  onTestFinished(() => client.stop());
  return { client, clock, telemetry, appended, append };
}

/** The witness's line among so many lines of strangers. */
function cosigning(before: number) {
  return (path: string, body: string): Answer => {
    if (path === '/add-origin') return { text: '' };
    const note = body.slice(body.indexOf('\n\n') + 2);
    const line = cosignatureLine(note.slice(0, note.indexOf('\n\n') + 1), NOW[0], WITNESS);
    return { text: `${'— stranger.example AAAAAAAA\n'.repeat(before)}${line}` };
  };
}

async function cosigned(before: number): Promise<readonly [boolean, readonly string[]]> {
  const { client, clock, telemetry, append } = clientOf(await answering(cosigning(before)));
  const stream = sealer(1);
  append(stream.open);
  append(stream.checkpoint());
  const reached = client.caughtUp(clock.monotonicMs() + 60_000);
  return [await reached, telemetry.problems];
}

/** Each bound of what a witness may do to its client is exceeded tenfold. */
describe('a witness that answers with ten times as much as is allowed', () => {
  it('of text is not there', async () => {
    const witness = await answering((path) => ({ text: 'x'.repeat(path === '/much' ? 163_840 : 16_384) }));
    await expect(askWitness(witness, 'much', '')).rejects.toThrow('more than 16384 bytes');
    expect((await askWitness(witness, 'enough', '')).text).toHaveLength(16_384);
  });

  it('of lines is not read to the end', async () => {
    expect(await cosigned(15)).toEqual([true, []]);
    expect(await cosigned(160)).toEqual([false, ['ERR_WITNESS_REFUSED']]);
  });

  it('of a directory has none', async () => {
    const text = `${WITNESS.name}/directory\n1\n${Buffer.alloc(32).toString('base64')}\n`;
    const own = `${text}\n${cosignatureLine(text, NOW[0], WITNESS)}`;
    const long = `${own}${`— stranger.example ${Buffer.alloc(72).toString('base64')}\n`.repeat(60)}`;
    const notes: Readonly<Record<string, string>> = { '/own': own, '/long': long };
    const witness = await answering((path) => ({
      text: '',
      directory: Buffer.from(notes[path] ?? 'x'.repeat(15_360)).toString('base64'),
    }));
    expect((await askWitness(witness, 'own', '')).directory).toBe(own);
    expect((await askWitness(witness, 'long', '')).directory).toBe('');
    await expect(askWitness(witness, 'tenfold', '')).rejects.toThrow(); // fetch reads 16 KiB of headers
  });

  it('of streams that are waiting is given the newest of them', async () => {
    let asked = 0;
    const witness = await answering((path, body) => {
      if (path === '/add-checkpoint') asked += 1;
      return cosigning(0)(path, body);
    });
    const { client, clock, telemetry, append } = clientOf(witness);
    for (let n = 1; n <= 640; n += 1) {
      const stream = sealer(n);
      append(stream.open);
      append(stream.checkpoint());
    }
    expect(telemetry.problems).toEqual(['ERR_WITNESS_AWAY']);
    expect(await client.caughtUp(clock.monotonicMs() + 60_000)).toBe(true);
    expect([asked, telemetry.problems]).toEqual([64, ['ERR_WITNESS_AWAY']]);
  });
});
