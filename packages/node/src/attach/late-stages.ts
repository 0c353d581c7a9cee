import type { LogRecordProcessor, ReadWriteLogRecord } from '@opentelemetry/sdk-logs';
import { markPipeline } from '../delivery/pipeline-mark.js';
import { within } from '../delivery/within.js';
import type { Stages } from './join-logger-provider.js';

type Context = Parameters<LogRecordProcessor['onEmit']>[1];

/** Processors that are made when the first record needs them. */
export interface LateStagesParts {
  /** Makes them, once, in order. What takes their place when they cannot be made is its own affair; it never throws. */
  make(): Stages;
  /** Records that waited in what came before them, in their order; the first to go through. */
  readonly early: readonly ReadWriteLogRecord[];
  /** Settles when what came before them has been exported; they end after that. */
  readonly predecessorsFlushed: Promise<unknown>;
  /** Ends what would have been theirs to end when no record ever came. */
  endUnused(): Promise<unknown>;
}

/** What came before us is somebody else's, and the end of the process has room for our own, too. */
const PREDECESSORS_MILLIS = 2_000;
/** An exporter without records has nothing to send. */
const UNUSED_END_MILLIS = 2_000;

/**
 * The stages of Otelseal in somebody else's SDK. Making them takes a few hundred modules, which a service must not wait for at start; so they
 * are made when the service has started, or with its first record if that comes earlier.
 */
export class LateStages implements LogRecordProcessor {
  readonly #parts: LateStagesParts;
  #made: Stages | undefined;
  #successors: readonly LogRecordProcessor[] | undefined;
  #isUsed: boolean;
  #ended: Promise<void> | undefined;
  #isOver = false;

  constructor(parts: LateStagesParts) {
    this.#parts = parts;
    this.#isUsed = parts.early.length > 0;
    markPipeline(this);
  }

  /** Whether records came whose streams have not been closed. */
  get isOpen(): boolean {
    return this.#isUsed && !this.#isOver;
  }

  /** Whether the stages keep records on a disk before `emit` returns; not before they are made. */
  get isDurable(): boolean {
    return this.#made?.isDurable === true;
  }

  /** Makes the stages before a record needs them. Not when the SDK has ended meanwhile: nobody would end them. */
  prepare(): void {
    if (this.#ended === undefined) this.load();
  }

  /** Makes the stages if nothing has done so yet. */
  load(): readonly LogRecordProcessor[] {
    if (this.#made === undefined) {
      this.#made = this.#parts.make();
      for (const record of this.#parts.early) for (const stage of this.#made.stages) stage.onEmit(record);
    }
    return this.#made.stages;
  }

  onEmit(record: ReadWriteLogRecord, context?: Context): void {
    this.#isUsed = true;
    for (const stage of this.#taking()) stage.onEmit(record, context);
  }

  /**
   * An SDK that ends itself on a signal, as auto-instrumentations' does, ends before the service: what the service still records goes into a
   * stream of its own on disk, which the end of the process closes and the next process delivers. Without a spool the stages say what is lost.
   */
  #taking(): readonly LogRecordProcessor[] {
    if (this.#ended === undefined) return this.load();
    if (this.#made !== undefined && !this.#made.isDurable) return this.#made.stages;
    this.#successors ??= this.#parts.make().stages;
    return this.#successors;
  }

  async forceFlush(): Promise<void> {
    const stages = this.#isUsed ? this.load() : (this.#made?.stages ?? []);
    await Promise.all([...stages, ...(this.#successors ?? [])].map((stage) => stage.forceFlush()));
  }

  /** Never rejects: the SDK's shutdown is the application's. */
  shutdown(): Promise<void> {
    this.#ended ??= this.#end().catch(() => undefined); // each stage has reported what failed
    return this.#ended;
  }

  async #end(): Promise<void> {
    await within(PREDECESSORS_MILLIS, this.#parts.predecessorsFlushed);
    const stages = this.#isUsed ? this.load() : this.#made?.stages;
    if (stages === undefined) await within(UNUSED_END_MILLIS, this.#parts.endUnused());
    else await Promise.all(stages.map((stage) => stage.shutdown()));
    this.#isOver = true;
  }
}
