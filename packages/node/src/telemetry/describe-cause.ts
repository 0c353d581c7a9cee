const MAX_LENGTH = 64;

/**
 * The kind of an error, such as ` (TypeError, ECONNREFUSED)`. Never its message: errors are thrown by the application's own getters and
 * by receivers, and quote what they failed on.
 */
export function describeCause(cause: unknown): string {
  try {
    if (typeof cause !== 'object' || cause === null) return '';
    const { name, code } = cause as { readonly name?: unknown; readonly code?: unknown };
    const inner: unknown = (cause as { readonly cause?: unknown }).cause;
    const words = [plainWord(name), plainWord(code)].filter((word) => word !== undefined);
    if (words.length === 0) return '';
    return ` (${words.join(', ')})${inner === cause ? '' : describeCauseOnce(inner)}`;
  } catch {
    return '';
  }
}

function describeCauseOnce(inner: unknown): string {
  if (typeof inner !== 'object' || inner === null) return '';
  const word = plainWord((inner as { readonly code?: unknown }).code);
  return word === undefined ? '' : ` caused by ${word}`;
}

function plainWord(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = String(value);
  return text.length <= MAX_LENGTH && /^[\w.:-]+$/.test(text) ? text : undefined;
}
