import { createHash, createPrivateKey, type KeyObject, sign } from 'node:crypto';
import {
  formatEpochCertificate,
  formatNote,
  formatVkey,
  openStream,
  parseTrust,
  type RecordInput,
  type SealedRecord,
  type StreamIdentity,
  type Trust,
  type UnixTime,
} from '@otelseal/audit-integrity';

export const IDENTITY: StreamIdentity = {
  organisation: 'default',
  tenant: 'default',
  environment: 'production',
  service: 'shop',
  namespace: '',
  instance: 'shop-1',
};

const START: UnixTime = [1_795_449_600, 0];
const MAY = { organisation: 'default', tenant: 'default', environment: 'any' };
const CHECKPOINT_EVERY = 64;

interface SeededKey {
  readonly publicKey: Uint8Array;
  readonly privateKey: KeyObject;
}

/** The same key for the same name, so that sizes can be repeated to the byte. */
function keyOf(name: string): SeededKey {
  const seed = createHash('sha256').update(name).digest();
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return { privateKey, publicKey: Buffer.from(privateKey.export({ format: 'jwk' }).x as string, 'base64url') };
}

/** Bytes that look random; compression cannot tell. */
function seededBytes(seed: string): (count: number) => Uint8Array {
  let block = 0;
  return (count) => {
    const blocks: Buffer[] = [];
    for (let length = 0; length < count; length += 32)
      blocks.push(createHash('sha256').update(`${seed}/${block++}`).digest());
    return Buffer.concat(blocks).subarray(0, count);
  };
}

const ROOT = keyOf('embedded-text root');

/** The auditor's trust in the root that certifies every stream here. */
export function trust(): Trust {
  const root = { vkey: formatVkey('root', ROOT.publicKey), ...MAY, services: ['*'] };
  return parseTrust(JSON.stringify({ version: 1, roots: [root] }));
}

/** One closed stream of these records, as an exporter would send it: open, leaves, checkpoints, close. */
export function sealedStream(name: string, inputs: readonly RecordInput[]): readonly SealedRecord[] {
  const streamId = createHash('sha256').update(name).digest('hex').slice(0, 32);
  const key = keyOf(`epoch ${name}`);
  const text = formatEpochCertificate({
    ...MAY,
    service: IDENTITY.service,
    stream: streamId,
    epoch: 1,
    notBefore: START[0] - 60,
    notAfter: START[0] + 86_400,
    purpose: 'seal',
    publicKey: key.publicKey,
  });
  const signature = sign(null, Buffer.from(text), ROOT.privateKey);
  const sealer = openStream({
    identity: IDENTITY,
    retention: 'audit',
    streamId,
    certificate: formatNote(text, { name: 'root', publicKey: ROOT.publicKey, signature }),
    epochKey: { publicKey: key.publicKey, sign: (message) => sign(null, message, key.privateKey) },
    randomBytes: seededBytes(name),
    now: START,
    neighbours: ['service.name', 'service.instance.id'],
  });
  const at = (n: number): UnixTime => [START[0] + Math.floor(n / 100), (n % 100) * 10_000_000];
  const sealed = [sealer.open];
  for (const [index, input] of inputs.entries()) {
    sealed.push(sealer.seal({ ...input, hrTime: at(index) }, at(index + 1)));
    if ((index + 1) % CHECKPOINT_EVERY === 0) sealed.push(sealer.checkpoint());
  }
  sealed.push(sealer.close({ reason: 'shutdown' }, at(inputs.length + 1)), sealer.checkpoint());
  return sealed;
}
