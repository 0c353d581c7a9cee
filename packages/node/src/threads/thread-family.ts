import { createRequire } from 'node:module';
import type * as Threads from 'node:worker_threads';
import { within } from '../delivery/within.js';
import { HELD_RECORDS, heldRecords, takeHeldRecords } from './held-records.js';
import { type KnownThread, KnownThreads } from './known-threads.js';
import { THREADS_CHANNEL, type ThreadMessage } from './thread-message.js';

/** What watching threads needs of `process`. */
export interface ThreadingProcess {
  on(event: string, listener: (...args: unknown[]) => void): unknown;
}

/** How a thread ends its own pipeline, told by one above it. */
export interface OwnEnd {
  /** The application ends by itself: sends at once what comes. */
  drain(): void;
  /** Whether the pipeline ended in that time. */
  end(withinMillis: number): Promise<boolean>;
}

/** What is said of threads that are gone. */
export interface ThreadEvents {
  /** A thread below has a pipeline. Called for each that comes forward. */
  found(): void;
  /** Records that only the memory of these threads held are lost. */
  lost(records: number, threads: number, how: 'a thread was ended' | 'the process ended'): void;
}

interface Opened {
  readonly module: typeof Threads;
  readonly channel: Threads.BroadcastChannel;
  readonly parent: number;
}

const load = createRequire(import.meta.url);

const MAIN_THREAD = 0;
/** Under this name a thread says who it is to those that it starts, beside what the application tells them. */
const PARENT = 'otelseal.parent.1';
/** Of the time of the end: for the last answers. */
const ANSWER_MILLIS = 250;
/** A thread that holds nothing and hears nothing for so long computes; nobody waits for the closing of its stream. */
const DEAF_MILLIS = 1_000;

/**
 * This thread among those of its process. No signal reaches a worker thread, and the end of the main thread is the end of all, in the middle of
 * whatever they do; so a thread tells those below it what becomes of it and waits for their pipelines, and says what the memory of those held that
 * could not end them. It costs one listener until there is a second thread, keeps no thread alive, and touches none of the application's channels.
 */
export class ThreadFamily {
  readonly #events: ThreadEvents;
  readonly #known = new KnownThreads();
  #opened: Opened | undefined;
  #own: OwnEnd | undefined;
  #hasPipeline = false;
  #changed: () => void = () => {};

  constructor(process: ThreadingProcess, events: ThreadEvents) {
    this.#events = events;
    process.on('worker', (worker) => this.#started(worker as Threads.Worker));
  }

  /** How this thread ends, if it is not the main thread. */
  endsBy(own: OwnEnd): void {
    this.#own = own;
  }

  /** This thread has a pipeline from now on: lets those above it know. */
  comeForward(): void {
    const { isMainThread } = load('node:worker_threads') as typeof Threads;
    if (isMainThread) return;
    this.#hasPipeline = true;
    this.#open();
    this.#sayHere();
  }

  /** Has those below send at once what comes. */
  drain(): void {
    const threads = this.#below().map(({ thread }) => thread);
    if (threads.length > 0) this.#send({ kind: 'drain', threads });
  }

  /** Has those below end their pipelines, and waits for them for as long. */
  async end(withinMillis: number): Promise<void> {
    const asked = this.#below();
    if (asked.length === 0) return;
    const threads = asked.map(({ thread }) => thread);
    this.#send({ kind: 'end', threads, withinMillis: Math.max(1, withinMillis - ANSWER_MILLIS) });
    let isPatient = true;
    const deaf = setTimeout(() => {
      isPatient = false;
      this.#changed();
    }, DEAF_MILLIS);
    const ended = new Promise<void>((resolve) => {
      this.#changed = (): void => {
        if (!this.#below().some((thread) => isWorthWaitingFor(thread, isPatient))) resolve();
      };
      this.#changed();
    });
    await within(withinMillis, ended);
    clearTimeout(deaf);
  }

  /** This thread is over and has said itself what it lost: says what those below it lose. */
  sayWhatIsLost(): void {
    takeHeldRecords();
    if (this.#opened === undefined) return;
    const { threadId } = this.#opened.module;
    this.#lost(this.#below(), 'the process ended');
    if (threadId !== MAIN_THREAD) this.#send({ kind: 'gone', thread: threadId });
  }

  #started(worker: Threads.Worker): void {
    const thread = worker.threadId;
    this.#open();
    worker.once('exit', () => {
      this.#listen();
      this.#lost(this.#known.gone(thread), 'a thread was ended');
      this.#send({ kind: 'gone', thread });
      this.#changed();
    });
  }

  #open(): Opened {
    if (this.#opened !== undefined) return this.#opened;
    const module = load('node:worker_threads') as typeof Threads;
    const channel = new module.BroadcastChannel(THREADS_CHANNEL);
    const parent = Number(module.getEnvironmentData(PARENT) ?? MAIN_THREAD);
    this.#opened = { module, channel, parent };
    channel.onmessage = (event) => this.#hear((event as { readonly data: ThreadMessage }).data);
    channel.unref();
    if (!module.isMainThread) module.setEnvironmentData(PARENT, module.threadId);
    this.#send({ kind: 'who' });
    return this.#opened;
  }

  #send(message: ThreadMessage): void {
    this.#open().channel.postMessage(message);
  }

  /** Hears what no turn of the event loop has brought yet. */
  #listen(): void {
    const { module, channel } = this.#open();
    for (;;) {
      const received = module.receiveMessageOnPort(channel as never) as { readonly message: ThreadMessage } | undefined;
      if (received === undefined) return;
      this.#hear(received.message);
    }
  }

  #hear(message: ThreadMessage): void {
    const { kind } = message;
    if (kind === 'who') this.#sayHere();
    else if (kind === 'here') this.#meet(message);
    else if (kind === 'drain' || kind === 'end') this.#obey(message);
    else {
      if (kind === 'gone') this.#lost(this.#known.gone(message.thread), 'a thread was ended');
      else this.#known.set(message.thread, kind);
      this.#changed();
    }
  }

  #obey(message: ThreadMessage & { readonly kind: 'drain' | 'end' }): void {
    const thread = this.#open().module.threadId;
    if (this.#own === undefined || !message.threads.includes(thread)) return;
    if (message.kind === 'drain') this.#own.drain();
    else void this.#end(this.#own, thread, message.withinMillis);
  }

  #meet({ thread, parent, held }: ThreadMessage & { readonly kind: 'here' }): void {
    this.#known.here({ thread, parent, held });
    if (this.#below().length > 0) this.#events.found();
  }

  #sayHere(): void {
    if (!this.#hasPipeline || this.#opened === undefined) return;
    const { module, parent } = this.#opened;
    this.#send({ kind: 'here', thread: module.threadId, parent, held: HELD_RECORDS });
  }

  async #end(own: OwnEnd, thread: number, withinMillis: number): Promise<void> {
    this.#send({ kind: 'ending', thread });
    if (await own.end(withinMillis)) this.#send({ kind: 'ended', thread });
  }

  /** All that end with this thread. */
  #below(): readonly KnownThread[] {
    if (this.#opened === undefined) return [];
    this.#listen();
    return this.#known.below(this.#opened.module.threadId);
  }

  #lost(threads: readonly KnownThread[], how: Parameters<ThreadEvents['lost']>[2]): void {
    const counts = threads.map(({ held }) => takeHeldRecords(held)).filter((count) => count > 0);
    const records = counts.reduce((sum, count) => sum + count, 0);
    if (records > 0) this.#events.lost(records, counts.length, how);
  }
}

function isWorthWaitingFor({ state, held }: KnownThread, isPatient: boolean): boolean {
  if (state !== 'running') return state === 'ending';
  return isPatient || heldRecords(held) > 0;
}
