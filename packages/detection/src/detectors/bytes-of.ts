/** Bytes of the parts of a detector. */
export function bytesOf(...parts: readonly { readonly bytes: number }[]): number {
  return parts.reduce((sum, { bytes }) => sum + bytes, 0);
}
