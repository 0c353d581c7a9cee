import { createHash } from 'node:crypto';
import {
  formatEpochCertificate,
  formatNote,
  formatRedaction,
  leafHash,
  openStream,
  type SealedRecord,
  signatureLine,
} from '@otelseal/audit-integrity';

import { keyOf, ROOT_KEY, requestOf, STREAM_START, type TestKey } from '../test-stream.js';

const STREAM = 'c'.repeat(32);
const NAMES = { organisation: 'default', tenant: 'default', environment: 'default', service: 'shop' };
const REDACTOR: TestKey = keyOf('cli-test-redactor');

/** Known as `redactor`. */
export const REDACTOR_KEY: Uint8Array = REDACTOR.publicKey;

/** Seconds between records, so that a stream is much longer than what is kept around a range. */
export const STEP_SECONDS = 60;
export const RECORDS = 120;
const RECORDS_AN_EPOCH = 25;
/** The record that was erased, by a statement that stands an hour later. */
export const ERASED = 30;
const STATED = 90;

/**
 * A closed stream of two hours in five epochs, one line a record: a record a minute, a checkpoint every third, one record erased and
 * gone, a statement about it further on.
 */
export function longStream(promise: { readonly minimumRetentionSeconds?: number } = {}): string[] {
  let block = 0;
  let epochKey = keyOf('long-epoch-1');
  const sealer = openStream({
    identity: { ...NAMES, namespace: '', instance: 'shop-1' },
    retention: 'audit',
    streamId: STREAM,
    certificate: formatNote(certificateOf(1, epochKey), rootOver(certificateOf(1, epochKey))),
    epochKey,
    randomBytes: (count) => createHash('shake256', { outputLength: count }).update(`long${block++}`).digest(),
    now: [STREAM_START, 0],
    ...promise,
  });
  const records: SealedRecord[] = [sealer.open];
  let erased: SealedRecord | undefined;
  for (let n = 1; n <= RECORDS; n += 1) {
    const now: [number, number] = [STREAM_START + n * STEP_SECONDS, 0];
    const record = sealer.seal(
      { hrTime: now, eventName: 'security.x', severityNumber: 9, body: `did ${n}`, attributes: { 'user.id': `u${n}` } },
      now,
    );
    if (n === ERASED) erased = record;
    else records.push(record);
    if (n === STATED) records.push(sealer.redaction({ statement: statementOf(erased as SealedRecord) }, now));
    if (n % RECORDS_AN_EPOCH === 0) {
      const epoch = 1 + n / RECORDS_AN_EPOCH;
      const next = keyOf(`long-epoch-${epoch}`);
      const text = certificateOf(epoch, next);
      const outgoing = {
        name: sealer.origin,
        publicKey: epochKey.publicKey,
        signature: epochKey.sign(Buffer.from(text)),
      };
      const certificate = `${formatNote(text, rootOver(text))}${signatureLine(outgoing)}`;
      records.push(...sealer.rotate({ certificate, epochKey: next }, now));
      epochKey = next;
    }
    if (n % 3 === 0 && n % RECORDS_AN_EPOCH !== 0) records.push(sealer.checkpoint());
  }
  records.push(sealer.close({ reason: 'done' }, [STREAM_START + (RECORDS + 1) * STEP_SECONDS, 0]), sealer.checkpoint());
  return records.map((record) => JSON.stringify({ resourceLogs: [requestOf('shop', [record])] }));
}

function certificateOf(epoch: number, { publicKey }: TestKey): string {
  const validity = { notBefore: STREAM_START - 60, notAfter: STREAM_START + 86_400 };
  return formatEpochCertificate({ ...NAMES, ...validity, stream: STREAM, epoch, purpose: 'seal', publicKey });
}

function rootOver(text: string) {
  return { name: 'root', publicKey: ROOT_KEY.publicKey, signature: ROOT_KEY.sign(Buffer.from(text)) };
}

function statementOf({ attributes }: SealedRecord): string {
  const payload = attributes['audit.payload'] as string;
  const { sequence } = JSON.parse(payload) as { readonly sequence: string };
  const text = formatRedaction({
    stream: STREAM,
    sequence: Number(sequence),
    leafHash: leafHash(Buffer.from(payload)),
    reason: 'case 4711',
    time: STREAM_START + STATED * STEP_SECONDS,
  });
  return formatNote(text, {
    name: 'redactor',
    publicKey: REDACTOR.publicKey,
    signature: REDACTOR.sign(Buffer.from(text)),
  });
}
