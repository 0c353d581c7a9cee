import { createHash, createPrivateKey, type KeyObject, sign } from 'node:crypto';
import {
  formatEpochCertificate,
  formatNote,
  formatVkey,
  openStream,
  type SealedRecord,
  type StreamIdentity,
  type StreamOptions,
  type StreamSealer,
  signatureLine,
  type WireSafeValue,
} from '../dist/index.js';

/*
 * Streams for the vectors. Everything is derived from fixed texts, so that the same vectors come out on any machine.
 */

export interface VectorKey {
  readonly name: string;
  readonly publicKey: Uint8Array;
  readonly privateKey: KeyObject;
}

/** The seed of a key is SHA-256 of its name. */
export function keyOf(name: string): VectorKey {
  const seed = createHash('sha256').update(name).digest();
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const publicKey = Buffer.from(privateKey.export({ format: 'jwk' }).x as string, 'base64url');
  return { name, publicKey, privateKey };
}

export const signed = (key: VectorKey, text: string): Uint8Array => sign(null, Buffer.from(text), key.privateKey);

export const START = 1_795_449_600;
export const at = (ms: number): readonly [number, number] => [START + Math.floor(ms / 1000), (ms % 1000) * 1_000_000];

export const IDENTITY: StreamIdentity = {
  organisation: 'acme',
  tenant: 'default',
  environment: 'production',
  service: 'shop',
  namespace: 'retail',
  instance: 'shop-1',
};

export interface CertificateFields {
  readonly stream: string;
  readonly key: VectorKey;
  readonly root: VectorKey;
  readonly epoch?: number;
  readonly identity?: StreamIdentity;
  readonly notAfter?: number;
}

export function certificateText({
  stream,
  key,
  epoch = 1,
  identity = IDENTITY,
  notAfter = START + 86_400,
}: CertificateFields): string {
  const { organisation, tenant, service } = identity;
  const validity = { notBefore: START - 60, notAfter };
  const { publicKey } = key;
  return formatEpochCertificate({
    organisation,
    tenant,
    environment: 'any',
    service,
    stream,
    epoch,
    ...validity,
    purpose: 'seal',
    publicKey,
  });
}

export function certificate(fields: CertificateFields): string {
  const text = certificateText(fields);
  const { root } = fields;
  return formatNote(text, { name: root.name, publicKey: root.publicKey, signature: signed(root, text) });
}

/** The note of a rotation: the next certificate with the outgoing key's signature under the root's. */
export function rotation(sealer: StreamSealer, outgoing: VectorKey, fields: CertificateFields): string {
  const signature = signed(outgoing, certificateText(fields));
  return certificate(fields) + signatureLine({ name: sealer.origin, publicKey: outgoing.publicKey, signature });
}

export const ROOT = keyOf('vectors-root');
export const EPOCH = keyOf('vectors-epoch');
export const STREAM = '00112233445566778899aabbccddeeff';

export function open(
  options: Partial<StreamOptions> & { readonly root?: VectorKey; readonly key?: VectorKey } = {},
): StreamSealer {
  const { root = ROOT, key = EPOCH, streamId = STREAM, identity = IDENTITY, ...rest } = options;
  let block = 0;
  return openStream({
    identity,
    retention: 'audit',
    streamId,
    certificate: certificate({ stream: streamId, key, root, identity }),
    epochKey: { publicKey: key.publicKey, sign: (message) => sign(null, message, key.privateKey) },
    randomBytes: (count) => randomLooking(`${streamId}/${block++}`, count),
    now: at(0),
    ...rest,
  });
}

function randomLooking(seed: string, count: number): Uint8Array {
  const blocks = Array.from({ length: Math.ceil(count / 32) }, (_, n) =>
    createHash('sha256').update(`${seed}/${n}`).digest(),
  );
  return Buffer.concat(blocks).subarray(0, count);
}

export function trustFile(
  root: Readonly<Record<string, unknown>> = {},
  file: Readonly<Record<string, unknown>> = {},
): unknown {
  const entry = {
    vkey: formatVkey(ROOT.name, ROOT.publicKey),
    organisation: 'acme',
    tenant: 'default',
    environment: 'any',
    services: ['*'],
    ...root,
  };
  return { version: 1, roots: [entry], ...file };
}

export function loginFailure(n: number) {
  return {
    hrTime: at(n * 10 - 1) as [number, number],
    eventName: 'security.authn.login.failure',
    severityNumber: 13,
    severityText: 'WARN',
    spanContext: { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', traceFlags: 1 },
    body: `Login of user${n} from 203.0.113.7 failed: wrong_password`,
    attributes: {
      'user.id': `user${n}`,
      'client.address': '203.0.113.7',
      'client.port': 50_000 + n,
      'audit.outcome': 'failure',
    },
  };
}

/** #1 open, #2… login failures with a checkpoint after every third, the last leaf close, checkpoint. */
export function logins(count: number, sealer: StreamSealer = open()): SealedRecord[] {
  const records = [sealer.open];
  for (let n = 1; n <= count; n += 1) {
    records.push(sealer.seal(loginFailure(n), at(n * 10)));
    if (n % 3 === 0) records.push(sealer.checkpoint());
  }
  records.push(sealer.close({ reason: 'shutdown' }, at(count * 10 + 10)), sealer.checkpoint());
  return records;
}

export function toLogRecord(record: SealedRecord): Record<string, unknown> {
  const time = `${record.hrTime[0]}${String(record.hrTime[1]).padStart(9, '0')}`;
  const { severityNumber, severityText, eventName, spanContext, droppedAttributesCount } = record;
  return JSON.parse(
    JSON.stringify({
      timeUnixNano: time,
      observedTimeUnixNano: time,
      severityNumber,
      severityText,
      eventName,
      body: record.body === undefined ? undefined : toValue(record.body),
      attributes: Object.entries(record.attributes).map(([key, value]) => ({ key, value: toValue(value) })),
      droppedAttributesCount: droppedAttributesCount === 0 ? undefined : droppedAttributesCount,
      flags: spanContext?.traceFlags,
      traceId: spanContext?.traceId,
      spanId: spanContext?.spanId,
    }),
  );
}

export function toValue(value: WireSafeValue): unknown {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number') return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  if (value instanceof Uint8Array) return { bytesValue: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return { arrayValue: { values: value.map(toValue) } };
  return { kvlistValue: { values: Object.entries(value).map(([key, member]) => ({ key, value: toValue(member) })) } };
}

/** An OTLP/JSON export request with one resource and one scope. */
export interface VectorRequest {
  readonly resourceLogs: readonly [
    {
      readonly resource: unknown;
      readonly scopeLogs: readonly [
        { readonly scope: { readonly name: string }; readonly logRecords: readonly unknown[] },
      ];
    },
  ];
}

/** Log records in the request that an exporter would send. */
export function request(logRecords: readonly unknown[], identity: StreamIdentity = IDENTITY): VectorRequest {
  const { service, namespace, instance } = identity;
  const resource = {
    'service.name': service,
    'service.namespace': namespace,
    'service.instance.id': instance,
    'host.name': 'web-1',
  };
  const attributes = Object.entries(resource).map(([key, stringValue]) => ({ key, value: { stringValue } }));
  return {
    resourceLogs: [
      { resource: { attributes }, scopeLogs: [{ scope: { name: '@otelseal/security-events' }, logRecords }] },
    ],
  };
}
