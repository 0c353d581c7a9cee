/** One stored event as `otelseal replay` hands it to the detectors. */
export interface ReplayedRecord {
  /** When it happened, milliseconds since 1970. */
  readonly timeMs: number;
  readonly eventName: string;
  /** By names of the vocabulary. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Its `audit.record.id`, else the place in the source. */
  readonly recordId: string;
  /** What somebody knows about it. */
  readonly label?: ReplayLabel;
}

/** The truth about a record, where somebody has written it down. */
export type ReplayLabel = 'attack' | 'benign';

export function isReplayLabel(value: unknown): value is ReplayLabel {
  return value === 'attack' || value === 'benign';
}
