import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import { cosignaturesOf, cosignedPayload, StreamWatch, type Submission } from '@otelseal/audit-integrity/sealing';
import {
  ATTR_AUDIT_PAYLOAD,
  ATTR_AUDIT_SEQUENCE_STREAM_ID,
  METRIC_INTERNAL_ERRORS,
  type SelfTelemetry,
} from '@otelseal/semantic-conventions';
import { BACKOFF_DEFAULTS, backoffMs } from '../delivery/backoff.js';
import type { Clock } from '../ports/clock.js';
import { WaitingList } from '../ports/waiting-list.js';
import type { Outlet } from '../sealing/sealing-ports.js';
import { askWitness, type WitnessReply } from './ask-witness.js';
import type { ConfiguredWitness } from './witness-options.js';

/** What a witness's client needs. */
export interface WitnessPorts {
  readonly clock: Clock;
  /** In [0, 1); only for jitter. */
  readonly random: () => number;
  readonly telemetry: SelfTelemetry;
  /**
   * Whether all that was appended so far will be delivered even if this process is killed now. A witness must not learn of
   * records that an honest crash can still lose: their absence would look like a cut.
   */
  readonly safe: () => Promise<boolean>;
}

/** One stream on its way to the witness. */
interface Watched {
  readonly watch: StreamWatch;
  /** The records that the submissions were made from. */
  readonly records: WeakMap<Submission, ReadableLogRecord>;
  closed: boolean;
  /** The witness did not take it: not before this is it asked again. Infinite when it never will. */
  retryAtMs: number;
}

/** Whoever runs the witness may admit the root in the meantime. */
const REFUSED_PAUSE_MS = 60_000;

/** A witness may have several keys. */
const MAX_ANSWER_LINES = 16;

/** Streams that are followed at once; a process has sixteen open ones at most, and some that have just ended. */
const MAX_STREAMS = 64;

/**
 * Shows the newest checkpoint of every stream to a witness, now and then and in the background, and sends the cosigned
 * checkpoint after the others into the log. Nothing waits for it but those who ask.
 */
export class WitnessClient {
  readonly #witness: ConfiguredWitness;
  readonly #ports: WitnessPorts;
  readonly #streams = new Map<string, Watched>();
  readonly #waiting: WaitingList<{ readonly deadlineMs: number; readonly resolve: (reached: boolean) => void }>;
  #outlet: Outlet | undefined;
  #cancel: (() => void) | undefined;
  #round: Promise<void> | undefined;
  #failures = 0;
  #directorySize = 0;
  #stopped = false;

  constructor(witness: ConfiguredWitness, ports: WitnessPorts) {
    this.#witness = witness;
    this.#ports = ports;
    this.#waiting = new WaitingList(ports.clock);
  }

  /** The same outlet, with this client looking at what goes through it. */
  watching(outlet: Outlet): Outlet {
    this.#outlet = outlet;
    return {
      get state() {
        return outlet.state;
      },
      hasRoom: () => outlet.hasRoom(),
      append: (record) => {
        outlet.append(record);
        this.#look(record);
      },
      pass: (record, bytes) => outlet.pass?.(record, bytes), // others' checkpoints are theirs to show
      send: () => outlet.send(),
      whenGone: (settle) => outlet.whenGone(settle),
    };
  }

  /** Whether the witness has seen every checkpoint up to now, by then at the latest. Asks it at once. */
  caughtUp(deadlineMs: number): Promise<boolean> {
    if (this.#isCaughtUp) return Promise.resolve(true);
    const reached = new Promise<boolean>((resolve) => {
      this.#waiting.add({ deadlineMs, resolve });
      this.#ports.clock.setTimer(Math.max(1, deadlineMs - this.#ports.clock.monotonicMs()), () => resolve(false), true);
    });
    this.#start();
    return reached;
  }

  /** Nothing is asked any more. */
  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
    for (const { resolve } of this.#waiting.take(() => true)) resolve(this.#isCaughtUp);
  }

  get #isCaughtUp(): boolean {
    return [...this.#streams.values()].every(({ watch }) => watch.seenSize >= (watch.newest?.size ?? 0));
  }

  /** Never throws: what cannot be followed is left out of witnessing, and somebody is told. */
  #look(record: ReadableLogRecord): void {
    const stream = record.attributes[ATTR_AUDIT_SEQUENCE_STREAM_ID];
    const payload = record.attributes[ATTR_AUDIT_PAYLOAD];
    if (typeof stream !== 'string' || typeof payload !== 'string') return;
    const { eventName = '' } = record;
    const kind = eventName.startsWith('audit.') ? eventName.slice('audit.'.length) : 'record';
    const watched = this.#streams.get(stream) ?? (kind === 'open' ? this.#begin(stream) : undefined);
    if (watched === undefined) return;
    try {
      watched.watch.add(kind, payload);
      if (kind === 'close') watched.closed = true;
      if (kind !== 'checkpoint') return;
      const { newest } = watched.watch;
      if (newest !== undefined) watched.records.set(newest, record);
      this.#schedule(this.#witness.intervalMs);
    } catch (cause) {
      this.#streams.delete(stream);
      this.#report('ERR_WITNESS_REFUSED', 'A stream cannot be followed for its witness.', cause);
    }
  }

  #begin(stream: string): Watched {
    if (this.#streams.size >= MAX_STREAMS) {
      const [oldest] = this.#streams.keys();
      this.#streams.delete(oldest as string);
      this.#report('ERR_WITNESS_AWAY', 'The witness is away for too long; it will not see the end of older streams.');
    }
    const watch = new StreamWatch();
    const begun: Watched = { watch, records: new WeakMap(), closed: false, retryAtMs: 0 };
    this.#streams.set(stream, begun);
    return begun;
  }

  #schedule(delayMs: number): void {
    if (this.#cancel !== undefined || this.#round !== undefined || this.#stopped) return;
    this.#cancel = this.#ports.clock.setTimer(delayMs, () => {
      this.#cancel = undefined;
      this.#start();
    });
  }

  #start(): void {
    if (this.#round !== undefined || this.#stopped) return;
    this.#cancel?.();
    this.#cancel = undefined;
    this.#round = this.#ask().then(
      () => this.#ended(true),
      (cause: unknown) => {
        this.#report('ERR_WITNESS_AWAY', 'The witness does not answer; it is asked again.', cause);
        this.#ended(false);
      },
    );
  }

  #ended(answered: boolean): void {
    this.#round = undefined;
    this.#failures = answered ? 0 : this.#failures + 1;
    const isCaughtUp = this.#isCaughtUp;
    if (isCaughtUp || !this.#hasNext) for (const { resolve } of this.#waiting.take(() => true)) resolve(isCaughtUp);
    if (isCaughtUp || this.#stopped) return;
    if (answered && this.#waiting.size > 0) {
      this.#start(); // what was signed in the meantime
      return;
    }
    const pause = answered
      ? this.#witness.intervalMs
      : backoffMs(BACKOFF_DEFAULTS, this.#failures, this.#ports.random());
    this.#schedule(pause);
  }

  get #hasNext(): boolean {
    const nowMs = this.#ports.clock.monotonicMs();
    return [...this.#streams.values()].some(({ watch, retryAtMs }) => retryAtMs <= nowMs && watch.next !== undefined);
  }

  /** One submission for each stream; rejects when the witness is away. */
  async #ask(): Promise<void> {
    for (const [stream, watched] of [...this.#streams]) {
      const { watch, retryAtMs } = watched;
      const { next } = watch;
      if (next === undefined || retryAtMs > this.#ports.clock.monotonicMs()) continue;
      watch.sending(next);
      if (!(await this.#ports.safe())) throw new Error('The records themselves are not safe yet.');
      await this.#submit(watched, next);
      if (watched.closed && watch.next === undefined) this.#streams.delete(stream);
    }
  }

  async #submit(watched: Watched, submission: Submission): Promise<void> {
    const { watch } = watched;
    for (const admission of watch.admissions) {
      const { status, text } = await askWitness(this.#witness, 'add-origin', admission);
      if (status !== 200) {
        this.#refused(watched, status, text, REFUSED_PAUSE_MS);
        return;
      }
      watch.admitted();
    }
    const confirmed = watch.seenSize;
    let reply = await this.#send(submission, confirmed);
    if (reply?.status === 409) reply = await this.#sendFrom(submission, Number(reply.text), confirmed);
    if (reply?.status === 200) this.#cosigned(watched, submission, reply);
    else this.#refused(watched, reply?.status ?? 409, reply?.text ?? 'it has seen another part of the stream');
  }

  /** The witness has seen more than was confirmed, because an answer was lost; or less, and then it was set back. */
  #sendFrom(submission: Submission, size: number, confirmed: number): Promise<WitnessReply | undefined> {
    if (size < confirmed) {
      this.#report(
        'ERR_WITNESS_ROLLED_BACK',
        `The witness had seen ${confirmed} records of a stream and now knows ${size}.`,
      );
    }
    return this.#send(submission, size);
  }

  async #send(submission: Submission, oldSize: number): Promise<WitnessReply | undefined> {
    const body = submission.body(oldSize);
    return body === undefined ? undefined : askWitness(this.#witness, 'add-checkpoint', body);
  }

  #cosigned(watched: Watched, submission: Submission, reply: WitnessReply): void {
    const line = this.#cosignatureIn(reply.text, submission);
    if (line === undefined) {
      this.#refused(watched, reply.status, 'the cosignature is not that of witness.vkey', REFUSED_PAUSE_MS);
      return;
    }
    const payload = cosignedPayload(submission.payload, line, reply.directory);
    watched.watch.confirmed();
    this.#lookAtDirectory(reply.directory);
    const outlet = this.#outlet;
    const record = watched.records.get(submission);
    if (record === undefined || outlet === undefined || !outlet.hasRoom()) return; // the witness's own directory has it
    const cosigned = { ...record, attributes: { ...record.attributes, [ATTR_AUDIT_PAYLOAD]: payload } };
    outlet.append(cosigned);
    outlet.send();
  }

  /** The witness's own line among those of an answer; nothing else of it goes into the log. */
  #cosignatureIn(answer: string, { payload }: Submission): string | undefined {
    const { note } = JSON.parse(payload) as { readonly note: string };
    return answer
      .split('\n', MAX_ANSWER_LINES)
      .map((line) => `${line}\n`)
      .find((line) => isCosigned(`${note}${line}`, this.#witness));
  }

  #lookAtDirectory(note: string): void {
    const size = Number(note.split('\n')[1] ?? 0);
    if (size < this.#directorySize) {
      this.#report(
        'ERR_WITNESS_ROLLED_BACK',
        `The witness's directory had ${this.#directorySize} entries and now has ${size}.`,
      );
    }
    this.#directorySize = Math.max(this.#directorySize, size);
  }

  /** 401, 429 and 5xx pass; with anything else this stream has to wait, or will never be taken. */
  #refused(watched: Watched, status: number, text: string, pauseMs: number = Number.POSITIVE_INFINITY): void {
    if (status === 401 || status === 429 || status >= 500) throw new Error(`The witness answers ${status}.`);
    watched.retryAtMs = this.#ports.clock.monotonicMs() + pauseMs;
    if (pauseMs === Number.POSITIVE_INFINITY) watched.watch.refused();
    const hasForgotten = status === 404 && watched.watch.seenSize > 0;
    this.#report(
      hasForgotten ? 'ERR_WITNESS_ROLLED_BACK' : 'ERR_WITNESS_REFUSED',
      `The witness refuses a stream (${status}): ${text.trim().slice(0, 200)}`,
    );
  }

  #report(code: string, message: string, cause?: unknown): void {
    this.#ports.telemetry.add(METRIC_INTERNAL_ERRORS, 1, { code });
    this.#ports.telemetry.reportOnce(code, message, cause);
  }
}

function isCosigned(note: string, { key }: ConfiguredWitness): boolean {
  try {
    return cosignaturesOf(note, [key]).length > 0;
  } catch {
    return false; // a line that is no signature makes it no note
  }
}
