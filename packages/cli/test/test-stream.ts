import { createHash, createPrivateKey, sign } from 'node:crypto';
import {
  formatEpochCertificate,
  formatNote,
  openStream,
  type SealedRecord,
  type WireSafeValue,
} from '@otelseal/audit-integrity';

export interface TestKey {
  readonly publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

/** The same key for the same name. */
export function keyOf(name: string): TestKey {
  const seed = createHash('sha256').update(name).digest();
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const publicKey = Buffer.from(privateKey.export({ format: 'jwk' }).x as string, 'base64url');
  return { publicKey, sign: (message) => sign(null, message, privateKey) };
}

/** Known as `root`. */
export const ROOT_KEY: TestKey = keyOf('cli-test-root');
const EPOCH_KEY = keyOf('cli-test-epoch');

/** Seconds since 1970 at which the streams open. */
export const STREAM_START = 1_795_449_600;

/**
 * Two closed streams of two services as lines of OTLP/JSON in the collector's way of writing, a few records a line:
 * attributes that are texts (with escapes, too), integers, truths, lists and maps, checkpoints, bodies.
 */
export function sealedLines(): string[] {
  const [shop, bank] = [recordsOf('shop', 'a'.repeat(32)), recordsOf('bank', 'b'.repeat(32))];
  const lines: string[] = [];
  for (let at = 0; at < shop.length; at += 3) {
    const parts = [requestOf('shop', shop.slice(at, at + 3)), requestOf('bank', bank.slice(at, at + 3))];
    if (at % 2 === 0) lines.push(...parts.map((part) => JSON.stringify({ resourceLogs: [part] })));
    else lines.push(JSON.stringify({ resourceLogs: parts }));
  }
  return lines;
}

function recordsOf(service: string, streamId: string): SealedRecord[] {
  const names = { organisation: 'default', tenant: 'default', environment: 'default', service };
  const validity = { notBefore: STREAM_START - 60, notAfter: STREAM_START + 86_400 };
  const certified = {
    ...names,
    ...validity,
    stream: streamId,
    epoch: 1,
    purpose: 'seal',
    publicKey: EPOCH_KEY.publicKey,
  } as const;
  const text = formatEpochCertificate(certified);
  const { publicKey } = ROOT_KEY;
  let block = 0;
  const sealer = openStream({
    identity: { ...names, namespace: '', instance: `${service}-1` },
    retention: 'audit',
    streamId,
    certificate: formatNote(text, { name: 'root', publicKey, signature: ROOT_KEY.sign(Buffer.from(text)) }),
    epochKey: EPOCH_KEY,
    randomBytes: (count) => createHash('shake256', { outputLength: count }).update(`${streamId}${block++}`).digest(),
    now: [STREAM_START, 0],
  });
  const records = [sealer.open];
  for (let n = 1; n <= 24; n += 1) {
    records.push(sealer.seal(eventOf(n), [STREAM_START + n, 5]));
    if (n % 5 === 0) records.push(sealer.checkpoint());
  }
  return [...records, sealer.close({ reason: 'done' }, [STREAM_START + 30, 0]), sealer.checkpoint()];
}

function eventOf(n: number) {
  const span = { traceId: createHash('md5').update(`${n}`).digest('hex'), spanId: 'b7ad6b7169203331', traceFlags: 1 };
  const attributes = {
    'user.id': `user${n}`,
    'client.port': 50_000 + n,
    'app.ok': n % 2 === 0,
    'app.tags': ['x', `tag${n}`],
    'app.map': { z: `${n}`, a: n, 'quoted "name"': 'é' },
    'app.trace': `Error: ${n}\n    at "here" (\\x\\${n})${n % 7 === 0 ? ' \u{1f600}' : ''}`,
  };
  const more =
    n % 3 === 0 ? { eventName: 'security.authn.login.failure', spanContext: span } : { eventName: 'security.x' };
  return {
    hrTime: [STREAM_START + n, 0] as [number, number],
    severityNumber: 9,
    body: `did ${n}`,
    attributes,
    ...more,
  };
}

/** The records as one entry of `resourceLogs`. */
export function requestOf(service: string, records: readonly SealedRecord[]): object {
  const resource = { attributes: attributesOf({ 'service.name': service, 'service.instance.id': `${service}-1` }) };
  return { resource, scopeLogs: [{ scope: { name: 'app' }, logRecords: records.map(logRecordOf) }] };
}

function logRecordOf(record: SealedRecord): object {
  const { hrTime, severityNumber, severityText, body, spanContext, eventName } = record;
  const nanoseconds = `${hrTime[0]}${String(hrTime[1]).padStart(9, '0')}`;
  return {
    timeUnixNano: nanoseconds,
    observedTimeUnixNano: nanoseconds,
    severityNumber,
    severityText,
    body: body === undefined ? {} : anyValueOf(body),
    attributes: attributesOf(record.attributes),
    flags: spanContext?.traceFlags,
    traceId: spanContext?.traceId ?? '',
    spanId: spanContext?.spanId ?? '',
    eventName,
  };
}

function attributesOf(map: Readonly<Record<string, WireSafeValue>>): object[] {
  return Object.entries(map).map(([key, value]) => ({ key, value: anyValueOf(value) }));
}

function anyValueOf(value: WireSafeValue): object {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number') return { intValue: String(value) };
  if (Array.isArray(value)) return { arrayValue: { values: value.map(anyValueOf) } };
  return { kvlistValue: { values: attributesOf(value as Record<string, WireSafeValue>) } };
}
