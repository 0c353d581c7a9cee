/** The place of a record in what was sealed. */
export interface Seal {
  readonly stream: string;
  readonly sequence: number;
  /** When it was sealed, nanoseconds since 1970. */
  readonly timeNs: bigint;
}

/**
 * A record as commands that report see it: by its signed values where it carries some that can be read, else by what the
 * source shows. Whether the seal holds is for the verifier to say.
 */
export interface EvidenceRecord {
  /** Where a person finds it: `audit.jsonl:12`. */
  readonly place: string;
  /** `unreadable`: it claims a seal, and nothing signed can be read from it; undefined: it claims none. */
  readonly seal: Seal | 'unreadable' | undefined;
  /** The record by which a stream declares a loss. */
  readonly isGap: boolean;
  /** When it happened, nanoseconds since 1970. */
  readonly timeNs: bigint | undefined;
  /** Absent texts are empty. */
  readonly eventName: string;
  /** OpenTelemetry's number; 0 when there is none. */
  readonly severityNumber: number;
  readonly severityText: string;
  readonly message: string;
  readonly traceId: string;
  readonly service: string;
  /** By names of the vocabulary. The object has no prototype. */
  readonly attributes: Readonly<Record<string, unknown>>;
}
