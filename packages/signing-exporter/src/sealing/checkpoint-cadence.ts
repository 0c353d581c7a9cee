/** Why a checkpoint was made; labels a metric. */
export type CheckpointReason = 'count' | 'time' | 'critical' | 'flush' | 'heartbeat' | 'close';

/** When a stream needs a checkpoint or a sign of life. */
export interface CadenceOptions {
  readonly checkpointRecords: number;
  readonly checkpointIntervalMs: number;
  readonly heartbeatIntervalMs: number;
}

/** Counts what no checkpoint covers yet. Knows neither clock nor keys. */
export class CheckpointCadence {
  readonly #options: CadenceOptions;
  #uncovered = 0;
  #uncoveredSinceMs = 0;
  #critical = false;
  #lastLeafMs: number;

  constructor(options: CadenceOptions, nowMs: number) {
    this.#options = options;
    this.#lastLeafMs = nowMs;
  }

  get lastLeafMs(): number {
    return this.#lastLeafMs;
  }

  get uncovered(): number {
    return this.#uncovered;
  }

  leaf(nowMs: number, critical: boolean): void {
    if (this.#uncovered === 0) this.#uncoveredSinceMs = nowMs;
    this.#uncovered += 1;
    this.#lastLeafMs = nowMs;
    if (critical) this.#critical = true;
  }

  covered(): void {
    this.#uncovered = 0;
    this.#critical = false;
  }

  /** Which checkpoint is due; a critical one only when the call that brought the record ends. */
  due(nowMs: number, endOfCall: boolean): CheckpointReason | undefined {
    if (this.#uncovered >= this.#options.checkpointRecords) return 'count';
    if (endOfCall && this.#critical) return 'critical';
    if (this.#uncovered > 0 && nowMs >= this.#uncoveredSinceMs + this.#options.checkpointIntervalMs) return 'time';
    return undefined;
  }

  isSilent(nowMs: number): boolean {
    return nowMs >= this.#lastLeafMs + this.#options.heartbeatIntervalMs;
  }

  /** When to look again. */
  get nextMs(): number {
    if (this.#uncovered > 0) return this.#uncoveredSinceMs + this.#options.checkpointIntervalMs;
    return this.#lastLeafMs + this.#options.heartbeatIntervalMs;
  }
}
