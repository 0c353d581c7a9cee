import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { requireBytes } from './hash-bytes.js';

export const PUBLIC_KEY_LENGTH = 32;
export const SIGNATURE_LENGTH = 64;

/** The order of the base point, little-endian: the second half of a signature must be below it (RFC 8032 §5.1.7). */
const GROUP_ORDER = Buffer.from('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010', 'hex');
/** 2^255 − 19, little-endian: a coordinate must be below it. */
const FIELD_PRIME = Buffer.from('edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f', 'hex');

/** The y coordinates of the eight points of small order, little-endian; two signs each. */
const SMALL_ORDER_Y: ReadonlySet<string> = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
]);

/** SubjectPublicKeyInfo of an Ed25519 key (RFC 8410), up to the 32 raw bytes. */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** Why a public key is refused, or undefined when it may be used. */
export function refusalOfPublicKey(publicKey: Uint8Array): string | undefined {
  if (publicKey.length !== PUBLIC_KEY_LENGTH) return `it has ${publicKey.length} bytes instead of ${PUBLIC_KEY_LENGTH}`;
  if (!isCanonicalPoint(publicKey)) return 'it is not in canonical form';
  if (isOfSmallOrder(publicKey)) return 'it is of small order';
  return undefined;
}

/**
 * Whether `signature` is the Ed25519 signature of `message`, strictly: keys of small order and non-canonical keys, and
 * signatures whose R is of small order or whose R or S is not canonical, are refused, so that every Node version gives the same answer.
 *
 * @example
 * verifyEd25519({ publicKey, message, signature }); // raw bytes: 32, any, 64
 * @throws TypeError only when an argument is not a Uint8Array.
 * @stable
 */
export function verifyEd25519(claim: {
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}): boolean {
  const { publicKey, message, signature } = claim;
  requireBytes(publicKey, 'publicKey');
  requireBytes(message, 'message');
  requireBytes(signature, 'signature');
  const key = keyObjectOf(publicKey);
  return key !== undefined && verifyStrictly(key, message, signature);
}

/** The key for `verifyStrictly`, which a caller with many signatures keeps; undefined when the key is refused. */
export function keyObjectOf(publicKey: Uint8Array): KeyObject | undefined {
  if (refusalOfPublicKey(publicKey) !== undefined) return undefined;
  try {
    return createPublicKey({ key: Buffer.concat([SPKI_PREFIX, publicKey]), format: 'der', type: 'spki' });
  } catch {
    return undefined; // not a point of the curve
  }
}

export function verifyStrictly(key: KeyObject, message: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== SIGNATURE_LENGTH) return false;
  const point = signature.subarray(0, 32);
  if (!isCanonicalPoint(point) || isOfSmallOrder(point) || !isBelow(signature.subarray(32), GROUP_ORDER)) return false;
  try {
    return verify(null, message, key, signature);
  } catch {
    return false; // some OpenSSL versions throw for a point that is not on the curve
  }
}

function isOfSmallOrder(point: Uint8Array): boolean {
  return SMALL_ORDER_Y.has(yOf(point).toString('hex'));
}

function isCanonicalPoint(point: Uint8Array): boolean {
  const y = yOf(point);
  if (!isBelow(y, FIELD_PRIME)) return false;
  const signed = ((point[31] as number) & 0x80) !== 0;
  return !(signed && hasZeroX(y)); // minus zero
}

/** x is 0 only where y is 1 or −1. */
function hasZeroX(y: Buffer): boolean {
  const middle = y.subarray(1, 31);
  if (y[0] === 1 && y[31] === 0) return middle.every((byte) => byte === 0);
  return y[0] === 0xec && y[31] === 0x7f && middle.every((byte) => byte === 0xff);
}

function yOf(point: Uint8Array): Buffer {
  const y = Buffer.from(point);
  y[31] = (y[31] as number) & 0x7f;
  return y;
}

/** Whether the little-endian number `value` is smaller than `bound` of the same length. */
function isBelow(value: Uint8Array, bound: Uint8Array): boolean {
  for (let index = bound.length - 1; index >= 0; index -= 1) {
    const difference = (value[index] as number) - (bound[index] as number);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
