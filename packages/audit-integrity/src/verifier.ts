import { controlBody } from './control-body.js';
import { attributesIn, FileDisplay } from './display/file.js';
import { attributeOf } from './display/spelled-out.js';
import { base64Of } from './hash-bytes.js';
import { IntegrityError, NoteError } from './integrity-error.js';
import type { Report } from './report.js';
import { type CheckpointPayload, type Leaf, readPayload, type TilePayload } from './sealed-payload.js';
import { PAYLOAD_ATTRIBUTE, SEQUENCE_ATTRIBUTE, STREAM_ATTRIBUTE } from './sealed-record.js';
import type { StoredAttribute, StoredRecord } from './stored-record.js';
import { isStreamId } from './stream-identity.js';
import type { Trust } from './trust.js';
import type { Acceptance, Finding, Requirement } from './verdict.js';
import { readCheckpoint } from './verify/checkpoint-claim.js';
import { CollectedStream } from './verify/collected-stream.js';
import { reportOf } from './verify/report-of.js';
import { UnsealedRecords } from './verify/unsealed.js';
import type { WitnessDirectory } from './witness/witness-directory.js';

/** @stable */
export interface VerifierOptions {
  /** From `parseTrust`. Without it every verdict is NOT PROVEN. Default none. */
  readonly trust?: Trust | undefined;
  /** Attribute names of the security events, which nobody may add unsigned. Default none beyond the reserved namespaces. */
  readonly vocabulary?: Iterable<string> | undefined;
  /** Streams that are kept apart; records of further ones are counted and keep the verdict from INTACT. Default 10,000. */
  readonly maxStreams?: number | undefined;
  /** What must hold besides, or the verdict is NOT PROVEN. Default nothing. */
  readonly require?: readonly Requirement[] | undefined;
  /** Conditions that are taken as they are. Default none. */
  readonly accept?: readonly Acceptance[] | undefined;
  /** A witness's directory, from `WitnessDirectoryReader`: which streams must be here, and how long they are. Default none. */
  readonly directory?: WitnessDirectory | undefined;
}

/** @stable */
export const VERIFIER_DEFAULTS: {
  readonly vocabulary: readonly string[];
  readonly maxStreams: number;
  readonly require: readonly Requirement[];
  readonly accept: readonly Acceptance[];
} = Object.freeze({
  vocabulary: Object.freeze([]),
  maxStreams: 10_000,
  require: Object.freeze([]),
  accept: Object.freeze([]),
});

/** @stable */
export interface UnreadablePiece {
  readonly place: string;
  readonly why: string;
  /** Default false. */
  readonly tampered?: boolean;
  /** The field that shows it, when it is tampered with. Default `-`. */
  readonly field?: string;
}

/**
 * Judges records as a store gives them back, in any order. Reads only; whatever a record holds becomes a verdict.
 *
 * @stable
 */
export interface Verifier {
  add(record: StoredRecord): void;
  /**
   * A piece of the source, such as a line, that gives no records. Torn lines happen, and what they held shows as missing;
   * `tampered` says that no honest writer makes such a piece.
   */
  unreadable(piece: UnreadablePiece): void;
  /** The verdict over all that was added. */
  finish(): Report;
}

/**
 * Memory: 77 bytes a sealed record, a few hundred a checkpoint, and bounded lists of what is out of the ordinary; never
 * more than a small multiple of what was read.
 *
 * @example
 * const verifier = createVerifier({ trust: parseTrust(json), vocabulary: Object.keys(ATTRIBUTES) });
 * for (const record of storedRecords(JSON.parse(line), 'audit.jsonl:1')) verifier.add(record);
 * const report = verifier.finish();
 * console.log(reportFirstLine(report));
 * @stable
 */
export function createVerifier(options: VerifierOptions = {}): Verifier {
  return new RecordVerifier(options);
}

class RecordVerifier implements Verifier {
  readonly #trust: Trust | undefined;
  readonly #maxStreams: number;
  readonly #require: readonly Requirement[];
  readonly #accept: readonly Acceptance[];
  readonly #directory: WitnessDirectory | undefined;
  readonly #display: FileDisplay;
  readonly #streams = new Map<string, CollectedStream>();
  readonly #unsealed = new UnsealedRecords();
  /** Records that carry a seal which names no stream that could be read. */
  readonly #lost: Finding[] = [];
  #unreadable = 0;
  #firstUnreadable = '';
  #beyondStreams = 0;

  constructor({ trust, vocabulary, maxStreams, require, accept, directory }: VerifierOptions) {
    this.#trust = trust;
    this.#directory = directory;
    this.#maxStreams = maxStreams ?? VERIFIER_DEFAULTS.maxStreams;
    this.#require = require ?? VERIFIER_DEFAULTS.require;
    this.#accept = accept ?? VERIFIER_DEFAULTS.accept;
    this.#display = new FileDisplay(vocabulary ?? VERIFIER_DEFAULTS.vocabulary);
  }

  add(record: StoredRecord): void {
    const payload = payloadOf(attributesIn(record.logRecord));
    if (payload === undefined) this.#addWithoutPayload(record);
    else this.#addSealed(payload, record);
  }

  unreadable({ place, why, tampered = false, field = '-' }: UnreadablePiece): void {
    if (tampered) {
      this.#addLost({ verdict: 'MODIFIED', stream: '-', sequence: '-', field, detail: why, place });
      return;
    }
    this.#unreadable += 1;
    if (this.#firstUnreadable === '') this.#firstUnreadable = `${place}: ${why}`;
  }

  finish(): Report {
    return reportOf({
      trust: this.#trust,
      directory: this.#directory,
      require: this.#require,
      accept: this.#accept,
      streams: [...this.#streams.values()],
      unsealed: this.#unsealed,
      lost: this.#lost,
      unreadable: this.#unreadable,
      firstUnreadable: this.#firstUnreadable,
      beyondStreams: this.#beyondStreams,
      added: this.#display.added,
    });
  }

  #addSealed(text: string, record: StoredRecord): void {
    let payload: Leaf | CheckpointPayload | TilePayload;
    try {
      payload = readPayload(text);
    } catch (error) {
      this.#addUnreadable(record, reasonOf(error));
      return;
    }
    if (payload.kind === 'checkpoint') this.#addCheckpoint(payload, text, record);
    else if (payload.kind === 'tile') this.#addTile(payload, text, record);
    else {
      const mismatch = this.#display.ofLeaf(payload, text, record);
      this.#stream(payload.stream)?.addLeaf(payload, text, mismatch, record.place);
    }
  }

  #addCheckpoint(payload: CheckpointPayload, text: string, record: StoredRecord): void {
    try {
      const checkpoint = readCheckpoint(payload);
      const body = controlBody('checkpoint', { size: String(checkpoint.size), root: base64Of(checkpoint.root) });
      const mismatch = this.#display.ofControl(payload, body, text, record);
      const time = String(record.logRecord.timeUnixNano);
      this.#stream(payload.stream)?.addCheckpoint({ ...checkpoint, time, mismatch, place: record.place });
    } catch (error) {
      this.#addUnreadable(record, reasonOf(error));
    }
  }

  /** A tile is a cache that this verifier does without; but it must not pass for anything else either. */
  #addTile(payload: TilePayload, text: string, record: StoredRecord): void {
    const mismatch = this.#display.ofControl(payload, 'Leaf hashes of this audit stream.', text, record);
    if (mismatch === undefined) return;
    const { field, detail } = mismatch;
    this.#addLost({
      verdict: 'DISPLAY_MISMATCH',
      stream: payload.stream,
      sequence: '-',
      field,
      detail,
      place: record.place,
    });
  }

  /** Without the payload only the seal's other attributes can say what the record was. */
  #addWithoutPayload(record: StoredRecord): void {
    const { stream, sequence } = headerOf(record);
    if (stream === undefined && sequence === undefined) this.#unsealed.add(record);
    else this.#addUnreadable(record, 'the sealed text is gone');
  }

  #addUnreadable(record: StoredRecord, why: string): void {
    const { stream = '-', sequence } = headerOf(record);
    const { place } = record;
    if (stream !== '-' && sequence !== undefined) this.#stream(stream)?.addUnreadable({ sequence, place, why });
    else this.#addLost({ verdict: 'MODIFIED', stream, sequence: '-', field: PAYLOAD_ATTRIBUTE, detail: why, place });
  }

  #addLost(finding: Finding): void {
    if (this.#lost.length < MAX_LOST) this.#lost.push(finding);
  }

  #stream(id: string): CollectedStream | undefined {
    const known = this.#streams.get(id);
    if (known !== undefined) return known;
    if (this.#streams.size >= this.#maxStreams) {
      this.#beyondStreams += 1;
      return undefined;
    }
    const stream = new CollectedStream(Buffer.from(id).toString()); // a copy, so that the whole text can be forgotten
    this.#streams.set(stream.id, stream);
    return stream;
  }
}

/** Findings without a stream that are kept. One is enough for the verdict. */
const MAX_LOST = 1_000;

/** The carried text; the first attribute of that name. Whether there is a second is a matter of display. */
function payloadOf(attributes: readonly StoredAttribute[]): string | undefined {
  for (let index = attributes.length - 1; index >= 0; index -= 1) {
    const attribute = attributes[index] as StoredAttribute | null | undefined;
    if (attribute?.key !== PAYLOAD_ATTRIBUTE) continue;
    const text: unknown = attribute.value?.stringValue;
    return typeof text === 'string' ? text : '';
  }
  return undefined;
}

/** What the seal's visible attributes say; nobody signed them as they stand here. */
function headerOf(record: StoredRecord): {
  readonly stream: string | undefined;
  readonly sequence: number | undefined;
} {
  let stream: string | undefined;
  let sequence: number | undefined;
  for (const attribute of attributesIn(record.logRecord)) {
    const { key, value } = attributeOf(attribute);
    if (key === STREAM_ATTRIBUTE && typeof value?.stringValue === 'string') stream = value.stringValue;
    if (key === SEQUENCE_ATTRIBUTE) sequence = Number(value?.intValue);
  }
  return {
    stream: stream !== undefined && isStreamId(stream) ? stream : undefined,
    sequence: Number.isSafeInteger(sequence) && (sequence as number) > 0 ? sequence : undefined,
  };
}

function reasonOf(error: unknown): string {
  if (error instanceof IntegrityError || error instanceof NoteError) return error.message;
  throw error;
}
