/** Why a checkpoint was made; labels a metric. */
export type CheckpointReason = 'count' | 'time' | 'critical' | 'flush' | 'heartbeat' | 'rotate' | 'close';

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
  #lastCheckpointMs: number;
  /** When something was last due that could not be done. */
  #postponedMs: number;

  constructor(options: CadenceOptions, nowMs: number) {
    this.#options = options;
    this.#lastLeafMs = nowMs;
    this.#lastCheckpointMs = nowMs;
    this.#postponedMs = nowMs;
  }

  get lastLeafMs(): number {
    return this.#lastLeafMs;
  }

  get lastCheckpointMs(): number {
    return this.#lastCheckpointMs;
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

  covered(nowMs: number): void {
    this.#lastCheckpointMs = nowMs;
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
    return nowMs >= this.#silentSinceMs + this.#options.heartbeatIntervalMs;
  }

  /** What is due cannot be done now: it is tried again an interval later, not at once. */
  postpone(nowMs: number): void {
    this.#postponedMs = nowMs;
  }

  get #silentSinceMs(): number {
    return Math.max(this.#lastLeafMs, this.#postponedMs);
  }

  /** When to look again. */
  get nextMs(): number {
    if (this.#uncovered > 0)
      return Math.max(this.#uncoveredSinceMs, this.#postponedMs) + this.#options.checkpointIntervalMs;
    return this.#silentSinceMs + this.#options.heartbeatIntervalMs;
  }
}
