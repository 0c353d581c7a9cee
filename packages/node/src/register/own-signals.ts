import { say } from './say.js';

type Listener = (...args: unknown[]) => void;

/** What listening to signals needs of `process`. */
export interface SignallingProcess {
  readonly pid: number;
  on(event: string, listener: Listener): unknown;
  removeListener(event: string, listener: Listener): unknown;
  // biome-ignore lint/complexity/noBannedTypes: as Node.js declares it
  listeners(event: string): Function[];
  kill(pid: number, signal: NodeJS.Signals): unknown;
}

/** What a signal means. */
export interface SignalEvents {
  /** The application listens to the signal, too, and ends by itself, or goes on. */
  handled(): void;
  /** Nobody else does: once this is settled the signal has its effect. */
  unhandled(): Promise<unknown>;
  /** Nobody else does, and the signal has no effect on this process. */
  ignored(): void;
}

/** Signals that end a process that does not listen to them. */
const SIGNALS: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGINT', 'SIGHUP'];
/** On the listeners by which a spool is closed, which handle no signal: of @otelseal/signing-exporter. */
const LISTENS_ONLY: unique symbol = Symbol.for('otelseal.listens-only.1') as never;
/** The first process of a container: the kernel keeps signals from it that it does not handle. */
const INIT = 1;

/**
 * Listens to signals so that whoever else listens, or counts who does, sees no difference. While listeners of the application are there
 * after a signal, ours is not; it comes back when the last of them leaves, so that an application that has shut down and then sends itself
 * the signal again (NestJS, signal-exit) does not die of it before the streams are closed. Once the end has begun, any signal is the
 * operator's last word.
 */
export class OwnSignals {
  readonly #process: SignallingProcess;
  readonly #events: SignalEvents;
  readonly #listeners = new Map<NodeJS.Signals, Listener>();
  #hasSaid = false;
  #isEnding = false;

  constructor(process: SignallingProcess, events: SignalEvents) {
    this.#process = process;
    this.#events = events;
    for (const signal of SIGNALS) this.#watch(signal);
  }

  #watch(signal: NodeJS.Signals): void {
    let hasLeft = false;
    const listener = (): void => {
      // A listener that came before us and was to run once has handled the signal, too, and is gone by now.
      const isHandled = hasLeft || this.#hasOthers(signal);
      if (isHandled) {
        this.#process.removeListener(signal, listener);
        this.#events.handled();
        if (!this.#hasOthers(signal)) this.#listen(signal);
      } else if (this.#process.pid === INIT) this.#ignore(signal);
      else void this.#end(signal);
    };
    this.#listeners.set(signal, listener);
    // Whoever leaves during a signal leaves by having run; what was taken away before does not count.
    this.#process.on('removeListener', (event, left) => {
      if (event !== signal || left === listener || isListeningOnly(left)) return;
      hasLeft = true;
      queueMicrotask(() => {
        hasLeft = false;
      });
      if (!this.#hasOthers(signal)) this.#listen(signal);
    });
    this.#listen(signal);
  }

  #listen(signal: NodeJS.Signals): void {
    const listener = this.#listeners.get(signal) as Listener;
    if (!this.#isEnding && !this.#process.listeners(signal).includes(listener)) this.#process.on(signal, listener);
  }

  #hasOthers(signal: NodeJS.Signals): boolean {
    const ours = this.#listeners.get(signal);
    return this.#process.listeners(signal).some((listener) => listener !== ours && !isListeningOnly(listener));
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    this.#isEnding = true;
    for (const [each, listener] of this.#listeners) this.#process.removeListener(each, listener);
    await this.#events.unhandled();
    this.#process.kill(this.#process.pid, signal);
  }

  #ignore(signal: NodeJS.Signals): void {
    this.#events.ignored();
    if (this.#hasSaid) return;
    this.#hasSaid = true;
    say(
      `${signal} does not end this process, because it is the first of its container (PID 1) and does not handle the signal; recording goes on until it is killed, which leaves the streams unclosed. Handle the signal, or start the container with an init (docker run --init).`,
    );
  }
}

function isListeningOnly(listener: unknown): boolean {
  return (listener as { [LISTENS_ONLY]?: true })[LISTENS_ONLY] === true;
}
