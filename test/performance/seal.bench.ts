// Sealing: canonical text, hash, chain, tree; the signature of a checkpoint every 256 records included.
import { generateKeyPairSync, hash, randomBytes, sign } from 'node:crypto';
import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import { formatEpochCertificate, formatNote, openStream, type StreamSealer } from '@otelseal/audit-integrity';
import { type LogRecordInput, R10, R35 } from '@otelseal/testing';

import type { Bench } from './figure.ts';
import { emitting, providerWith } from './logging-application.ts';
import { measure, type Subject } from './measure.ts';

const CHECKPOINT_RECORDS = 256;
const SECONDS = 1_795_000_000;

function newKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  return {
    publicKey: Uint8Array.from(Buffer.from(x, 'base64url')),
    sign: (message: Uint8Array): Uint8Array => sign(null, message, privateKey),
  };
}

function newSealer(): StreamSealer {
  const root = newKey();
  const epochKey = newKey();
  const parts = { organisation: 'default', tenant: 'default', environment: 'default', service: 'shop' };
  const stream = randomBytes(16).toString('hex');
  const validity = { notBefore: SECONDS, notAfter: SECONDS + 86_400 };
  const { publicKey } = epochKey;
  const text = formatEpochCertificate({ ...parts, ...validity, stream, epoch: 1, purpose: 'seal', publicKey });
  const signature = root.sign(Buffer.from(text));
  return openStream({
    identity: { ...parts, namespace: '', instance: 'shop-1' },
    retention: 'audit',
    streamId: stream,
    certificate: formatNote(text, { name: 'otelseal-root', publicKey: root.publicKey, signature }),
    epochKey,
    randomBytes,
    now: [SECONDS, 0],
  });
}

/** The record as an exporter gets it. */
async function exported(input: LogRecordInput): Promise<ReadableLogRecord> {
  const kept: ReadableLogRecord[] = [];
  const keeping = { onEmit: (record: ReadableLogRecord) => void kept.push(record) };
  const ends = { forceFlush: async () => {}, shutdown: async () => {} };
  await emitting(providerWith([{ ...keeping, ...ends }]), () => input)(1);
  return kept[0] as ReadableLogRecord;
}

async function sealing(input: LogRecordInput): Promise<Subject> {
  const record = await exported(input);
  const sealer = newSealer();
  return (count) => {
    for (let index = 1; index <= count; index += 1) {
      sealer.seal(record, [SECONDS + 1, index]);
      if (index % CHECKPOINT_RECORDS === 0) sealer.checkpoint();
    }
  };
}

/** The least that sealing can cost, and what tells one machine from another. */
function hashing(bytes: number): Subject {
  const text = 'x'.repeat(bytes - 8);
  return (count) => {
    for (let index = 0; index < count; index += 1) hash('sha256', text + (10_000_000 + index), 'binary');
  };
}

export default (async () => {
  const subjects = { R10: await sealing(R10), R35: await sealing(R35), hash: hashing(1_500) };
  const costs = await measure(subjects, { records: 20_000 });
  return [
    { what: 'seal R10', value: costs.R10.median, unit: 'µs', bar: { atMost: 5 } },
    { what: 'seal R35', value: costs.R35.median, unit: 'µs', bar: { atMost: 12 } },
    { what: 'SHA-256 of 1,500 B', value: costs.hash.median, unit: 'µs', note: 'one of it is part of each seal' },
  ];
}) satisfies Bench;
