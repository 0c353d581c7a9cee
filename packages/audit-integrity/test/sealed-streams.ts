import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { EpochKey, StoredAttribute, StoredRecord, StoredValue, StreamIdentity } from '../src/index.js';
import { formatEpochCertificate, formatNote, formatVkey, openStream, parseTrust, signatureLine } from '../src/index.js';
import type { StreamSealer } from '../src/seal-stream.js';
import type { SealedRecord } from '../src/sealed-record.js';
import type { StreamOptions } from '../src/stream-options.js';
import type { Trust } from '../src/trust.js';
import type { UnixTime } from '../src/unix-time.js';
import type { WireSafeValue } from '../src/wire/wire-safe-value.js';

/** A key pair of which the raw public key is at hand. */
export interface TestKey {
  readonly name: string;
  readonly publicKey: Uint8Array;
  readonly privateKey: KeyObject;
}

/** A key from a seed, so that vectors and failures can be repeated. */
export function keyOf(name: string): TestKey {
  const seed = createHash('sha256').update(name).digest();
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return { name, publicKey: rawOf(privateKey), privateKey };
}

export function freshKey(name: string): TestKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  return { name, publicKey: rawOf(privateKey), privateKey };
}

function rawOf(privateKey: KeyObject): Uint8Array {
  return Buffer.from(privateKey.export({ format: 'jwk' }).x as string, 'base64url');
}

export function signWith(key: TestKey, text: string): Uint8Array {
  return sign(null, Buffer.from(text), key.privateKey);
}

export function epochKeyOf(key: TestKey): EpochKey {
  return { publicKey: key.publicKey, sign: (message) => sign(null, message, key.privateKey) };
}

/** Bytes that look random and never change between runs. */
export function seededBytes(seed: string): (count: number) => Uint8Array {
  let block = 0;
  return (count) => {
    const blocks: Buffer[] = [];
    for (let length = 0; length < count; length += 32) {
      blocks.push(createHash('sha256').update(`${seed}/${block++}`).digest());
    }
    return Buffer.concat(blocks).subarray(0, count);
  };
}

export const ROOT: TestKey = keyOf('root-1');
export const EPOCH: TestKey = keyOf('epoch-1');
export const START: UnixTime = [1_795_449_600, 0];
export const IDENTITY: StreamIdentity = {
  organisation: 'default',
  tenant: 'default',
  environment: 'production',
  service: 'shop',
  namespace: '',
  instance: 'shop-1',
};
export const STREAM = '0123456789abcdef0123456789abcdef';

export interface CertificateOptions {
  readonly stream?: string;
  readonly epoch?: number;
  readonly key?: TestKey;
  readonly root?: TestKey;
  readonly identity?: StreamIdentity;
  readonly environment?: string;
  readonly notBefore?: number;
  readonly notAfter?: number;
}

export function certificateOf(options: CertificateOptions = {}): string {
  const { identity = IDENTITY, key = EPOCH, root = ROOT } = options;
  const text = formatEpochCertificate({
    organisation: identity.organisation,
    tenant: identity.tenant,
    environment: options.environment ?? 'any',
    service: identity.service,
    stream: options.stream ?? STREAM,
    epoch: options.epoch ?? 1,
    notBefore: options.notBefore ?? START[0] - 60,
    notAfter: options.notAfter ?? START[0] + 86_400,
    purpose: 'seal',
    publicKey: key.publicKey,
  });
  return formatNote(text, { name: root.name, publicKey: root.publicKey, signature: signWith(root, text) });
}

/** A certificate for the next epoch, countersigned by the outgoing key. */
export function rotationOf(sealer: StreamSealer, outgoing: TestKey, options: CertificateOptions): string {
  const note = certificateOf({ stream: sealer.streamId, ...options });
  const text = note.slice(0, note.lastIndexOf('\n\n') + 1);
  return `${note}${signatureLine({ name: sealer.origin, publicKey: outgoing.publicKey, signature: signWith(outgoing, text) })}`;
}

export function open(
  options: Partial<StreamOptions> & { readonly key?: TestKey; readonly root?: TestKey } = {},
): StreamSealer {
  const { key = EPOCH, root = ROOT, ...rest } = options;
  const streamId = rest.streamId ?? STREAM;
  const identity = rest.identity ?? IDENTITY;
  return openStream({
    identity,
    retention: 'audit',
    streamId,
    certificate: certificateOf({ stream: streamId, identity, key, root }),
    epochKey: epochKeyOf(key),
    randomBytes: seededBytes(streamId),
    now: START,
    ...rest,
  });
}

export function vkeyOf(key: TestKey): string {
  return formatVkey(key.name, key.publicKey);
}

export function trustOf(
  root: Readonly<Record<string, unknown>> = {},
  file: Readonly<Record<string, unknown>> = {},
): Trust {
  const entry = {
    vkey: vkeyOf(ROOT),
    organisation: 'default',
    tenant: 'default',
    environment: 'any',
    services: ['*'],
    ...root,
  };
  return parseTrust(JSON.stringify({ version: 1, roots: [entry], ...file }));
}

/** A time so many milliseconds after the start. */
export function at(ms: number): UnixTime {
  return [START[0] + Math.floor(ms / 1000), (ms % 1000) * 1_000_000];
}

/** A stream of some login failures, as an exporter would send it. */
export function loginStream(count: number, sealer: StreamSealer = open(), every = 4): SealedRecord[] {
  const records: SealedRecord[] = [sealer.open];
  for (let n = 1; n <= count; n += 1) {
    records.push(sealer.seal(loginFailure(n), at(n * 10)));
    if (n % every === 0) records.push(sealer.checkpoint());
  }
  records.push(sealer.close({ reason: 'shutdown' }, at(count * 10 + 10)), sealer.checkpoint());
  return records;
}

export function loginFailure(n: number) {
  return {
    hrTime: at(n * 10 - 1),
    eventName: 'security.authn.login.failure',
    severityNumber: 13,
    severityText: 'WARN',
    spanContext: { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', traceFlags: 1 },
    body: `Login failed for user${n}@example.com: wrong password`,
    attributes: {
      'user.id': `user${n}@example.com`,
      'client.address': '203.0.113.7',
      'client.port': 50_000 + n,
      'security.reason': 'wrong_password',
      'audit.outcome': 'failure',
    },
  };
}

/** A record as OTLP/JSON, the way OpenTelemetry's exporter and a collector's file exporter write it. */
export function toLogRecord(record: SealedRecord): Record<string, unknown> {
  return {
    timeUnixNano: `${record.hrTime[0]}${String(record.hrTime[1]).padStart(9, '0')}`,
    observedTimeUnixNano: `${record.hrTime[0]}${String(record.hrTime[1]).padStart(9, '0')}`,
    severityNumber: record.severityNumber,
    severityText: record.severityText,
    body: record.body === undefined ? {} : toValue(record.body),
    eventName: record.eventName,
    attributes: Object.entries(record.attributes).map(([key, value]) => ({ key, value: toValue(value) })),
    droppedAttributesCount: record.droppedAttributesCount,
    flags: record.spanContext?.traceFlags,
    traceId: record.spanContext?.traceId ?? '',
    spanId: record.spanContext?.spanId ?? '',
  };
}

export function toValue(value: WireSafeValue): StoredValue {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number') return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  if (value instanceof Uint8Array) return { bytesValue: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return { arrayValue: { values: value.map(toValue) } };
  return { kvlistValue: { values: toAttributes(value as Record<string, WireSafeValue>) } };
}

export function toAttributes(map: Readonly<Record<string, WireSafeValue>>): StoredAttribute[] {
  return Object.entries(map).map(([key, value]) => ({ key, value: toValue(value) }));
}

export function resourceOf(identity: StreamIdentity = IDENTITY): StoredAttribute[] {
  return toAttributes({
    'service.name': identity.service,
    'service.instance.id': identity.instance,
    'host.name': 'web-1',
  });
}

/** Sealed records as a file source would hand them over: through JSON text, one record a line. */
export function stored(records: readonly SealedRecord[], identity: StreamIdentity = IDENTITY): StoredRecord[] {
  return records.map((record, index) => ({
    place: `audit.jsonl:${index + 1}`,
    logRecord: JSON.parse(JSON.stringify(toLogRecord(record))),
    resource: resourceOf(identity),
    scopeName: '@otelseal/security-events',
    scope: [],
  }));
}
