/** Whether the process has been told to end, and who sends meanwhile. */
let isToldToEnd = false;
const senders = new Set<() => void>();

/**
 * Tells what sends to receivers that the process is to end: from now on no request, no pause between two and no connection that is still
 * being made holds it open, and a request that fails is not repeated by the transport. Whoever waits for a delivery waits by a timer of his own.
 * For `@otelseal/node`, which knows of the signal; an exporter of the application's is not ours to tell.
 *
 * @experimental
 */
export function letProcessEnd(): void {
  isToldToEnd = true;
  for (const sender of senders) sender();
}

export function isProcessToEnd(): boolean {
  return isToldToEnd;
}

/** Calls back when the process is told to end; the returned function forgets the callback. */
export function whenProcessIsToEnd(callback: () => void): () => void {
  senders.add(callback);
  return () => void senders.delete(callback);
}
