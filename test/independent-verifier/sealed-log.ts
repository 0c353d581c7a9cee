// Freshly sealed logs as OTLP/JSON, made through the published API of the package.
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { formatEpochCertificate, formatNote, formatVkey, openStream } from '@otelseal/audit-integrity';

type Sealer = ReturnType<typeof openStream>;
type Sealed = Sealer['open'];

/** OTLP/JSON, as far as the tests change it. */
export interface LogRecord {
  [field: string]: unknown;
  attributes: { key: string; value: Record<string, unknown> }[];
}

const START = 1_795_449_600;
const identity = {
  organisation: 'acme & Söhne',
  tenant: 'default',
  environment: 'production',
  service: 'shop',
  namespace: 'retail',
  instance: 'shop-1',
};

export const RESOURCE = {
  attributes: [
    { key: 'service.name', value: { stringValue: 'shop' } },
    { key: 'service.namespace', value: { stringValue: 'retail' } },
    { key: 'service.instance.id', value: { stringValue: 'shop-1' } },
    { key: 'host.name', value: { stringValue: 'web-1' } },
  ],
};

/** One stream: open, `count` records, a checkpoint after every fourth, close and a last checkpoint; and who trusts it. */
export function sealedLog(count: number): { readonly records: LogRecord[]; readonly trust: object } {
  const [root, epoch] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];
  const stream = randomBytes(16).toString('hex');
  const { organisation, tenant, environment, service } = identity;
  const validity = { notBefore: START - 60, notAfter: START + 86_400 };
  const names = { organisation, tenant, environment, service, stream };
  const certified = { ...names, ...validity, epoch: 1, purpose: 'seal', publicKey: raw(epoch.publicKey) } as const;
  const text = formatEpochCertificate(certified);
  const signature = sign(null, Buffer.from(text), root.privateKey);
  const sealer = openStream({
    identity,
    retention: 'audit',
    streamId: stream,
    certificate: formatNote(text, { name: 'fresh-root', publicKey: raw(root.publicKey), signature }),
    epochKey: { publicKey: raw(epoch.publicKey), sign: (message) => sign(null, message, epoch.privateKey) },
    randomBytes: (length) => randomBytes(length),
    now: [START, 0],
  });
  const vkey = formatVkey('fresh-root', raw(root.publicKey));
  const trusted = { vkey, organisation, tenant, environment: 'any', services: ['sh*'] };
  return { records: records(sealer, count).map(toLogRecord), trust: { version: 1, roots: [trusted] } };
}

function records(sealer: Sealer, count: number): Sealed[] {
  const sealed = [sealer.open];
  for (let n = 1; n <= count; n += 1) {
    sealed.push(sealer.seal(login(n), [START + n, 0]));
    if (n % 4 === 0) sealed.push(sealer.checkpoint());
  }
  return [...sealed, sealer.close({ reason: 'shutdown' }, [START + count + 1, 0]), sealer.checkpoint()];
}

function login(n: number) {
  return {
    hrTime: [START + n, 0] as [number, number],
    eventName: 'security.authn.login.failure',
    severityNumber: 13,
    severityText: 'WARN',
    spanContext: { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', traceFlags: 1 },
    body: `Login of user${n} failed: \u{1f600} "\\`,
    attributes: {
      'user.id': `user${n}`,
      'client.port': 50_000 + n,
      'app.ratio': n / 7_000_000,
      'app.trusted': false,
      'app.bytes': new Uint8Array([n, 255]),
      'app.list': ['a', n, [0.5]],
      'app.map': { deep: { ä: 'ö' } },
      'app.long': n === 2 ? 'y'.repeat(30_000) : 'y',
    },
  };
}

function raw(key: KeyObject): Uint8Array {
  return Buffer.from(String(key.export({ format: 'jwk' }).x), 'base64url');
}

function toLogRecord(record: Sealed): LogRecord {
  const [seconds, nanoseconds] = record.hrTime;
  const log = {
    timeUnixNano: `${seconds}${String(nanoseconds).padStart(9, '0')}`,
    severityNumber: record.severityNumber,
    severityText: record.severityText,
    eventName: record.eventName,
    body: record.body === undefined ? {} : toValue(record.body),
    attributes: Object.entries(record.attributes).map(([key, value]) => ({ key, value: toValue(value) })),
    flags: record.spanContext?.traceFlags,
    traceId: record.spanContext?.traceId ?? '',
    spanId: record.spanContext?.spanId ?? '',
  };
  return JSON.parse(JSON.stringify(log)) as LogRecord;
}

function toValue(value: unknown): Record<string, unknown> {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number') return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  if (value instanceof Uint8Array) return { bytesValue: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return { arrayValue: { values: value.map(toValue) } };
  const members = Object.entries(value as object).map(([key, member]) => ({ key, value: toValue(member) }));
  return { kvlistValue: { values: members } };
}
