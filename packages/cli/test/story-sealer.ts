import { createHash } from 'node:crypto';
import { formatEpochCertificate, formatNote, openStream, type StreamSealer } from '@otelseal/audit-integrity';

import { ROOT_KEY, STREAM_START } from './test-stream.js';

/** A sealer of the service `shop` that is not closed, always the same: stream `aaaa…`, from the time of the test streams on. */
export function storySealer(): StreamSealer {
  const stream = 'a'.repeat(32);
  const names = { organisation: 'default', tenant: 'default', environment: 'default', service: 'shop' };
  const text = formatEpochCertificate({
    ...names,
    stream,
    epoch: 1,
    purpose: 'seal',
    notBefore: STREAM_START - 60,
    notAfter: STREAM_START + 86_400,
    publicKey: ROOT_KEY.publicKey,
  });
  const signed = { name: 'root', publicKey: ROOT_KEY.publicKey, signature: ROOT_KEY.sign(Buffer.from(text)) };
  return openStream({
    identity: { ...names, namespace: '', instance: 'shop-1' },
    retention: 'audit',
    streamId: stream,
    certificate: formatNote(text, signed),
    epochKey: ROOT_KEY,
    randomBytes: (count) => createHash('shake256', { outputLength: count }).update('story').digest(),
    now: [STREAM_START, 0],
  });
}
