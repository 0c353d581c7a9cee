import { createHash } from 'node:crypto';
import { formatEpochCertificate, formatNote, openStream, type SealedRecord } from '@otelseal/audit-integrity';

import { keyOf, ROOT_KEY, type TestKey } from '../test-stream.js';

const STRANGER = keyOf('cli-test-stranger');

/** Some records of one stream, its opening among them or not. */
function recordsOf(
  root: TestKey,
  name: string,
  seconds: number,
  attributes: Readonly<Record<string, string>> = {},
): readonly SealedRecord[] {
  const stream = createHash('md5').update(name).digest('hex');
  const names = { organisation: 'default', tenant: 'default', environment: 'default', service: 'shop' };
  const text = formatEpochCertificate({
    ...names,
    stream,
    epoch: 1,
    purpose: 'seal',
    notBefore: seconds - 60,
    notAfter: seconds + 90_000,
    publicKey: root.publicKey,
  });
  const sealer = openStream({
    identity: { ...names, namespace: '', instance: name },
    retention: 'audit',
    streamId: stream,
    certificate: formatNote(text, {
      name: 'root',
      publicKey: root.publicKey,
      signature: root.sign(Buffer.from(text)),
    }),
    epochKey: root,
    randomBytes: (count) => createHash('shake256', { outputLength: count }).update(name).digest(),
    now: [seconds, 0],
  });
  const seal = (after: number): SealedRecord => {
    const event = { hrTime: [seconds + after, 0] as [number, number], body: 'x', attributes };
    return sealer.seal({ ...event, eventName: 'security.x' }, [seconds + after, 0]);
  };
  return [sealer.open, seal(1), seal(2)];
}

/** One record each, the third, of streams that nobody trusted opened. */
export function forgedRecords(
  count: number,
  seconds: number,
  attributes?: Readonly<Record<string, string>>,
): SealedRecord[] {
  return Array.from(
    { length: count },
    (_, at) => recordsOf(STRANGER, `forged ${at}`, seconds, attributes)[2] as SealedRecord,
  );
}

/** A stream that the trusted root opened two days before its other records came in. */
export function trustedRecords(seconds: number): readonly SealedRecord[] {
  return recordsOf(ROOT_KEY, 'trusted', seconds);
}
