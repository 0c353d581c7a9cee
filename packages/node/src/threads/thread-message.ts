/** What threads of one process say to each other about their end. */
export type ThreadMessage =
  /** Asked by a thread that has just begun to listen. */
  | { readonly kind: 'who' }
  /** This thread has a pipeline. `parent`: the nearest thread above it with Otelseal in it. */
  | { readonly kind: 'here'; readonly thread: number; readonly parent: number; readonly held: SharedArrayBuffer }
  /** To these threads: the application ends by itself, so send at once what comes. */
  | { readonly kind: 'drain'; readonly threads: readonly number[] }
  /** To these threads: end your pipelines. */
  | { readonly kind: 'end'; readonly threads: readonly number[]; readonly withinMillis: number }
  /** This thread was not too busy to hear that. */
  | { readonly kind: 'ending'; readonly thread: number }
  /** Its pipeline has ended, and it has said itself what it lost. */
  | { readonly kind: 'ended'; readonly thread: number }
  /** That thread is over, and so is what it had started. */
  | { readonly kind: 'gone'; readonly thread: number };

/** A name that no application uses, the same in every copy of this package; the number changes with the messages. */
export const THREADS_CHANNEL = 'otelseal.threads.1';
