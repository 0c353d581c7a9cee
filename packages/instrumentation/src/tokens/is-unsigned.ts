/** A header is tens of characters; longer ones are not read. */
const MAX_HEADER_LENGTH = 4_096;

/** Whether a compact token says `alg: none` in its header, in any case: that it needs no signature to be believed (RFC 8725 §2.1). */
export function isUnsigned(token: unknown): boolean {
  const text = typeof token === 'string' ? token.slice(0, MAX_HEADER_LENGTH) : '';
  const header = /^([\w-]+)\./.exec(text)?.[1];
  if (header === undefined) return false;
  try {
    const { alg } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { readonly alg?: unknown };
    return typeof alg === 'string' && alg.toLowerCase() === 'none';
  } catch {
    return false; // no token at all
  }
}
