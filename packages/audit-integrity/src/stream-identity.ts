import { IntegrityError } from './integrity-error.js';

/**
 * Who speaks in a stream. Configuration, resolved before the first record, and signed in every one.
 *
 * @stable
 */
export interface StreamIdentity {
  /** Not empty. `default` where nobody distinguishes organisations. */
  readonly organisation: string;
  /** Not empty. `default` where nobody distinguishes tenants. */
  readonly tenant: string;
  /** Not empty: production, staging, … or `default`. */
  readonly environment: string;
  /** Not empty: the resource's `service.name`. */
  readonly service: string;
  /** The resource's `service.namespace`, or empty. */
  readonly namespace: string;
  /** The resource's `service.instance.id`, or empty. */
  readonly instance: string;
}

/** Longest part of an identity, in UTF-16 units: it is repeated in every record. */
export const MAX_IDENTITY_LENGTH = 256;

const STREAM_ID = /^[0-9a-f]{32}$/;

/** Whether `text` can be a stream's id: 128 bits as 32 lower-case hex digits. */
export function isStreamId(text: string): boolean {
  return STREAM_ID.test(text);
}

/** Checks an identity that an application configured, so that a mistake is found at start and not by an auditor. */
export function checkIdentity(identity: StreamIdentity): void {
  for (const part of ['organisation', 'tenant', 'environment', 'service'] as const) {
    if (identity[part] === '') throw new IntegrityError('ERR_IDENTITY', `The identity's ${part} must not be empty.`);
  }
  for (const part of ['organisation', 'tenant', 'environment', 'service', 'namespace', 'instance'] as const) {
    const text: unknown = identity[part];
    if (typeof text !== 'string' || text.length > MAX_IDENTITY_LENGTH || !text.isWellFormed()) {
      throw new IntegrityError(
        'ERR_IDENTITY',
        `The identity's ${part} must be well-formed text of at most ${MAX_IDENTITY_LENGTH} characters.`,
      );
    }
  }
}

const UNRESERVED = /^[A-Za-z0-9._~-]*$/;

/** RFC 3986 percent-encoding of everything but unreserved characters; `text` must be well-formed. */
export function percentEncoded(text: string): string {
  if (UNRESERVED.test(text)) return text;
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The inverse of `percentEncoded`, or undefined unless `text` is exactly what it writes. */
export function percentDecoded(text: string): string | undefined {
  try {
    const decoded = decodeURIComponent(text);
    return percentEncoded(decoded) === text ? decoded : undefined;
  } catch {
    return undefined; // a malformed escape: not one of ours
  }
}

/**
 * The origin line of a stream's checkpoints, which is also the name of its epoch keys.
 *
 * @example
 * originOf(identity, '0f…'); // otelseal/default/default/production/shop/0f…
 * @stable
 */
export function originOf(identity: StreamIdentity, streamId: string): string {
  const { organisation, tenant, environment, service } = identity;
  return ['otelseal', ...[organisation, tenant, environment, service].map(percentEncoded), streamId].join('/');
}

/**
 * Who speaks under an origin line, as far as it says; undefined unless it is exactly what `originOf` writes.
 *
 * @example
 * parseOrigin('otelseal/default/default/production/shop/0f…')?.identity.service; // shop
 * @stable
 */
export function parseOrigin(
  origin: string,
): { readonly identity: StreamIdentity; readonly stream: string } | undefined {
  const parts = origin.split('/');
  const [label, organisation, tenant, environment, service] = parts.map(percentDecoded);
  const stream = parts[5] ?? '';
  if (parts.length !== 6 || label !== 'otelseal' || !isStreamId(stream)) return undefined;
  if (!organisation || !tenant || !environment || !service) return undefined;
  const identity = { organisation, tenant, environment, service, namespace: '', instance: '' };
  return Object.values(identity).every((part) => part.length <= MAX_IDENTITY_LENGTH) ? { identity, stream } : undefined;
}
