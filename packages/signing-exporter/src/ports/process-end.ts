import { isMainThread } from 'node:worker_threads';

/** Somebody who has something to write down before the process is gone. Both must return soon and never throw. */
export interface LastWords {
  /** Nobody else listens to the signal: the process ends as soon as this returns. */
  signalled(): void;
  /** The application handles the signal itself and may go on for a while. */
  warned(): void;
  /** `process.exit`, an uncaught exception or an empty event loop: nothing asynchronous happens any more. */
  exiting(): void;
}

/** Signals that end a process that does not listen to them. */
const SIGNALS: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGINT', 'SIGHUP'];

/** On listeners that handle nothing: whoever asks who has handled a signal does not count them. Known to @otelseal/node by this name. */
const LISTENS_ONLY: unique symbol = Symbol.for('otelseal.listens-only.1') as never;

const everybody = new Set<LastWords>();
const listeners: readonly (readonly [NodeJS.Signals, () => void])[] = SIGNALS.map((signal) => [
  signal,
  Object.assign(() => signalled(signal), { [LISTENS_ONLY]: true }),
]);

/**
 * Calls somebody before the process is gone; the returned function forgets him. Listening changes nothing for the
 * application: a signal that nobody else listens to ends the process as if we had not, and one that somebody else
 * listens to is his, with our listener already gone when he counts who is left.
 */
export function onProcessEnd(lastWords: LastWords): () => void {
  if (everybody.size === 0) listen();
  everybody.add(lastWords);
  return () => {
    everybody.delete(lastWords);
    if (everybody.size === 0) forget();
  };
}

function listen(): void {
  process.on('exit', exiting);
  if (isMainThread) for (const [signal, listener] of listeners) process.prependListener(signal, listener);
}

function forget(): void {
  process.removeListener('exit', exiting);
  for (const [signal, listener] of listeners) process.removeListener(signal, listener);
}

function exiting(): void {
  for (const each of everybody) each.exiting();
}

function signalled(signal: NodeJS.Signals): void {
  for (const [name, listener] of listeners) if (name === signal) process.removeListener(name, listener);
  const isOurs = process.listenerCount(signal) === 0;
  for (const each of everybody) {
    if (isOurs) each.signalled();
    else each.warned();
  }
  if (isOurs) process.kill(process.pid, signal);
}
