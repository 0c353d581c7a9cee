import { IntegrityError } from './integrity-error.js';
import { isStreamId, percentDecoded, percentEncoded } from './stream-identity.js';

/** First line inside the signed bytes: a signature over a certificate can never pass for one over anything else. */
const LABEL = 'otelseal/epoch-certificate/v1';

/**
 * A root's statement that a short-lived key may seal one stream.
 *
 * @stable
 */
export interface EpochCertificate {
  readonly organisation: string;
  readonly tenant: string;
  /** `any` stands for every environment. */
  readonly environment: string;
  /** The service's name, or a pattern in which `*` stands for any text. */
  readonly service: string;
  /** 32 lower-case hex digits. */
  readonly stream: string;
  /** From 1. */
  readonly epoch: number;
  /** Inclusive. Seconds since 1970, a whole number: certificates carry `2026-11-23T10:00:00Z`. */
  readonly notBefore: number;
  /** Inclusive, likewise. */
  readonly notAfter: number;
  readonly purpose: 'seal';
  /** The epoch's Ed25519 key, 32 raw bytes. */
  readonly publicKey: Uint8Array;
}

/**
 * The text that a root key signs. Put the signature under it with `formatNote`.
 *
 * @example
 * const text = formatEpochCertificate({ ...identity, service: 'shop', stream, epoch: 1, notBefore, notAfter, purpose: 'seal', publicKey });
 * const certificate = formatNote(text, { name: root.keyName, publicKey: root.publicKey, signature: await root.sign(Buffer.from(text)) });
 * @throws IntegrityError `ERR_CERTIFICATE` when a field cannot be written.
 * @stable
 */
export function formatEpochCertificate(certificate: EpochCertificate): string {
  const { organisation, tenant, environment, service, stream, epoch, notBefore, notAfter, purpose } = certificate;
  const lines = [
    LABEL,
    `organisation ${percentEncoded(organisation)}`,
    `tenant ${percentEncoded(tenant)}`,
    `environment ${percentEncoded(environment)}`,
    `service ${service.split('*').map(percentEncoded).join('*')}`,
    `stream ${stream}`,
    `epoch ${epoch}`,
    `not-before ${secondsText(notBefore)}`,
    `not-after ${secondsText(notAfter)}`,
    `purpose ${purpose}`,
    `key ${Buffer.from(certificate.publicKey).toString('base64')}`,
  ];
  const text = `${lines.join('\n')}\n`;
  parseEpochCertificate(text); // whatever a verifier would refuse is refused here first
  return text;
}

const LINES: RegExp = new RegExp(
  [
    `^${LABEL}`,
    'organisation (?<organisation>\\S+)',
    'tenant (?<tenant>\\S+)',
    'environment (?<environment>\\S+)',
    'service (?<service>\\S+)',
    'stream (?<stream>\\S+)',
    'epoch (?<epoch>[1-9][0-9]{0,8})',
    'not-before (?<notBefore>\\S{20})',
    'not-after (?<notAfter>\\S{20})',
    'purpose (?<purpose>seal)',
    'key (?<key>[A-Za-z0-9+/]{43}=)\n$',
  ].join('\n'),
);

/**
 * Reads a certificate's text, so that whoever is asked to sign one sees what it says.
 *
 * @throws IntegrityError `ERR_CERTIFICATE` unless `text` is exactly what `formatEpochCertificate` writes.
 * @stable
 */
export function parseEpochCertificate(text: string): EpochCertificate {
  const fields = LINES.exec(text)?.groups;
  if (fields === undefined) throw refused('its lines are not those of version 1');
  const service = fields['service'] ?? '';
  if (service.includes('%2A')) throw refused('its service pattern holds an encoded asterisk');
  const key = Buffer.from(fields['key'] ?? '', 'base64');
  if (!isStreamId(fields['stream'] ?? '')) throw refused('its stream is not 32 lower-case hex digits');
  if (key.toString('base64') !== fields['key']) throw refused('its key is not canonical base64');
  const certificate: EpochCertificate = {
    organisation: decoded(fields['organisation']),
    tenant: decoded(fields['tenant']),
    environment: decoded(fields['environment']),
    service: service.split('*').map(decoded).join('*'),
    stream: fields['stream'] ?? '',
    epoch: Number(fields['epoch']),
    notBefore: secondsOf(fields['notBefore'] ?? ''),
    notAfter: secondsOf(fields['notAfter'] ?? ''),
    purpose: 'seal',
    publicKey: Uint8Array.from(key),
  };
  if (certificate.notAfter < certificate.notBefore) throw refused('it ends before it begins');
  return certificate;
}

function decoded(text: string | undefined): string {
  const value = percentDecoded(text ?? '');
  if (value === undefined) throw refused('a line is not percent-encoded as it must be');
  return value;
}

function secondsText(seconds: number): string {
  const date = new Date(seconds * 1000);
  if (!Number.isInteger(seconds) || Number.isNaN(date.getTime())) throw refused('its times must be whole seconds');
  return date.toISOString().replace('.000Z', 'Z');
}

function secondsOf(text: string): number {
  const ms = Date.parse(text);
  if (Number.isNaN(ms) || secondsText(ms / 1000) !== text)
    throw refused('a time is not of the form 2026-11-23T10:00:00Z');
  return ms / 1000;
}

function refused(why: string): IntegrityError {
  return new IntegrityError('ERR_CERTIFICATE', `The epoch certificate cannot be used: ${why}.`);
}

/**
 * Whether a certificate's or root's service `pattern`, in which `*` stands for any text, covers the whole of `name`.
 * Linear in both for one `*`.
 *
 * @example
 * serviceCovers('shop-*', 'shop-eu'); // true
 * @stable
 */
export function covers(pattern: string, name: string): boolean {
  const [first = '', ...parts] = pattern.split('*');
  if (parts.length === 0) return first === name;
  const last = parts.pop() ?? '';
  if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last)) return false;
  const end = name.length - last.length;
  let at = first.length;
  for (const part of parts) {
    const found = name.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
