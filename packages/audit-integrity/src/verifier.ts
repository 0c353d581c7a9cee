import { controlBody } from './control-body.js';
import { Additions } from './display/additions.js';
import { type ElasticsearchHit, ElasticsearchRecord } from './display/elasticsearch.js';
import { FileDisplay } from './display/file.js';
import { FileRecord } from './display/file-record.js';
import { type LokiEntry, LokiRecord } from './display/loki.js';
import type { ShownRecord } from './display/shown-record.js';
import { UnsignedNames } from './display/unsigned-names.js';
import { base64Of } from './hash-bytes.js';
import { IntegrityError, NoteError } from './integrity-error.js';
import { type ExaminedLine, LinePath, type PlainLeaf } from './lines/line-path.js';
import type { Report } from './report.js';
import { type CheckpointPayload, type Leaf, readPayload, type TilePayload } from './sealed-payload.js';
import { PAYLOAD_ATTRIBUTE } from './sealed-record.js';
import type { StoredRecord } from './stored-record.js';
import type { Trust } from './trust.js';
import type { UnixTime } from './unix-time.js';
import type { Acceptance, Finding, Requirement } from './verdict.js';
import {
  type LineVerifier,
  type UnreadablePiece,
  VERIFIER_DEFAULTS,
  type Verifier,
  type VerifierOptions,
} from './verifier-options.js';
import { readCheckpoint } from './verify/checkpoint-claim.js';
import { HeldStreams } from './verify/held-streams.js';
import type { TimeRange } from './verify/judged-range.js';
import { isAstray, type Side, shownTime, sideOf, statedTime } from './verify/record-time.js';
import { reportOf } from './verify/report-of.js';
import { UnsealedRecords } from './verify/unsealed.js';
import type { WitnessDirectory } from './witness/witness-directory.js';

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
  readonly #require: readonly Requirement[];
  readonly #accept: readonly Acceptance[];
  readonly #range: TimeRange | undefined;
  readonly #marginSeconds: number;
  readonly #asOf: UnixTime | undefined;
  readonly #live: boolean;
  readonly #names: UnsignedNames;
  readonly #additions = new Additions();
  readonly #directory: WitnessDirectory | undefined;
  readonly #display: FileDisplay;
  readonly #streams: HeldStreams;
  readonly #unsealed = new UnsealedRecords();
  /** Records that carry a seal which names no stream that could be read. */
  readonly #lost: Finding[] = [];
  #records = 0;
  #unreadable = 0;
  #firstUnreadable = '';
  readonly #astray = { count: 0, first: '' };

  constructor(options: VerifierOptions) {
    const { trust, vocabulary, require, accept, range, asOf, source, directory } = options;
    const { maxStreams, maxTrustedStreams } = VERIFIER_DEFAULTS;
    this.#trust = trust;
    this.#streams = new HeldStreams(trust, {
      maxStreams: options.maxStreams ?? maxStreams,
      maxTrustedStreams: options.maxTrustedStreams ?? maxTrustedStreams,
    });
    this.#directory = directory;
    this.#range = range?.from === undefined && range?.to === undefined ? undefined : { from: range.from, to: range.to };
    this.#marginSeconds = range?.marginSeconds ?? VERIFIER_DEFAULTS.marginSeconds;
    this.#asOf = asOf;
    this.#live = (source ?? VERIFIER_DEFAULTS.source) === 'store';
    this.#require = require ?? VERIFIER_DEFAULTS.require;
    this.#accept = accept ?? VERIFIER_DEFAULTS.accept;
    this.#names = new UnsignedNames(vocabulary ?? VERIFIER_DEFAULTS.vocabulary);
    this.#display = new FileDisplay(this.#names, this.#additions);
  }

  get records(): number {
    return this.#records;
  }

  add(record: StoredRecord): void {
    this.#add(new FileRecord(record, this.#display));
  }

  addLoki(entry: LokiEntry): void {
    this.#add(new LokiRecord(entry, this.#names, this.#additions));
  }

  addElasticsearch(hit: ElasticsearchHit): void {
    this.#add(new ElasticsearchRecord(hit, this.#names, this.#additions));
  }

  lines(parse: (bytes: Uint8Array) => unknown): LineVerifier {
    const path = new LinePath(this.#display, parse);
    return {
      take: (line, place) => {
        const examined = path.examine(line, place);
        if (examined !== undefined) this.#addExamined(examined, place);
        return examined !== undefined;
      },
      learn: (request) => path.learn(request),
    };
  }

  #addExamined(examined: ExaminedLine, place: string): void {
    for (const one of examined) {
      if ('hash' in one) this.#addPlain(one, place);
      else this.add(one);
    }
  }

  #addPlain(leaf: PlainLeaf, place: string): void {
    this.#records += 1;
    const stream = this.#streams.of(leaf.stream);
    const side = this.#sideOf(leaf.time);
    this.#isAstray(leaf.time, leaf.eventTime, place);
    if (side === 'within') stream?.addPlainLeaf(leaf, place);
    else if (stream !== undefined) stream.skipped[side] += 1;
  }

  #add(record: ShownRecord): void {
    this.#records += 1;
    const payload = record.payload();
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
      range: this.#range,
      asOf: this.#asOf,
      live: this.#live,
      streams: this.#streams.all,
      unsealed: this.#unsealed,
      lost: this.#lost,
      unreadable: this.#unreadable,
      firstUnreadable: this.#firstUnreadable,
      astray: this.#astray,
      leftOut: this.#streams.leftOut,
      added: this.#additions.names,
    });
  }

  #addSealed(text: string, record: ShownRecord): void {
    if (this.#range !== undefined && this.#isFarRecord(text, record)) return;
    let payload: Leaf | CheckpointPayload | TilePayload;
    try {
      payload = readPayload(text);
    } catch (error) {
      this.#addUnreadable(record, reasonOf(error));
      return;
    }
    if (payload.kind === 'checkpoint') this.#addCheckpoint(payload, text, record);
    else if (payload.kind === 'tile') this.#addTile(payload, text, record);
    else if (this.#sideOf(payload.time) !== 'within') this.#addFar(payload, text, record);
    else {
      const mismatch = record.ofLeaf(payload, text);
      const astray = this.#isAstray(payload.time, record.time(), record.place);
      this.#streams.ofLeaf(payload)?.addLeaf(payload, text, mismatch, record.place, astray);
    }
  }

  /** Notes a record that stands within the range and says that it was sealed outside. */
  #isAstray(sealed: string, shown: string | undefined, place: string): boolean {
    if (!isAstray(sealed, shown, this.#range)) return false;
    this.#astray.count += 1;
    if (this.#astray.count === 1) this.#astray.first = place;
    return true;
  }

  /**
   * Most records outside the range are told by the end of their text and not read any further. Control records, whose
   * text begins otherwise, are always read: they say which keys may speak. So are those that show a time within.
   */
  #isFarRecord(text: string, record: ShownRecord): boolean {
    const time = text.startsWith('{"attributes":') ? statedTime(text) : undefined;
    const side = time === undefined ? 'within' : this.#sideOf(time);
    const id = side === 'within' ? undefined : STREAM_OF_LEAF.exec(text.slice(-600))?.[1];
    if (time === undefined || side === 'within' || id === undefined) return false;
    if (isAstray(time, record.time(), this.#range)) return false;
    const stream = this.#streams.of(id);
    if (stream !== undefined) stream.skipped[side] += 1;
    return true;
  }

  #addFar(leaf: Leaf, text: string, record: ShownRecord): void {
    const { place } = record;
    const stream = this.#streams.ofLeaf(leaf);
    if (stream === undefined) return;
    const mismatch = this.#isAstray(leaf.time, record.time(), place) ? record.ofLeaf(leaf, text) : undefined;
    if (mismatch !== undefined) stream.addAstray(leaf, text, mismatch, place);
    stream.skipped[this.#sideOf(leaf.time) === 'before' ? 'before' : 'after'] += 1;
    if (leaf.kind === 'open' || leaf.kind === 'rotate') stream.addFarControl(leaf, text, place);
  }

  #sideOf(nanoseconds: string): Side {
    return this.#range === undefined ? 'within' : sideOf(nanoseconds, this.#range, this.#marginSeconds);
  }

  /** Whether a record whose signed text says no time shows one within the range, or none. */
  #isShownWithin(record: ShownRecord): boolean {
    const time = this.#range === undefined ? undefined : shownTime(record.time());
    return time === undefined || sideOf(time, this.#range as TimeRange, 0) === 'within';
  }

  #addCheckpoint(payload: CheckpointPayload, text: string, record: ShownRecord): void {
    try {
      const checkpoint = readCheckpoint(payload);
      const body = controlBody('checkpoint', { size: String(checkpoint.size), root: base64Of(checkpoint.root) });
      const mismatch = record.ofControl(payload, body, text);
      const time = record.keepsTime ? (record.time() ?? 'none') : '';
      const isShownWithin = this.#isShownWithin(record);
      const claim = { ...checkpoint, time, isShownWithin, mismatch, place: record.place };
      this.#streams.of(payload.stream)?.addCheckpoint(claim);
    } catch (error) {
      this.#addUnreadable(record, reasonOf(error));
    }
  }

  /** A tile is a cache; but it must not pass for anything else either. */
  #addTile(payload: TilePayload, text: string, record: ShownRecord): void {
    this.#streams.of(payload.stream)?.tiles.add(payload);
    const mismatch = record.ofControl(payload, controlBody('tile', {}), text);
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
  #addWithoutPayload(record: ShownRecord): void {
    const { stream, sequence } = record.header();
    if (!this.#isShownWithin(record)) return;
    if (stream === undefined && sequence === undefined) this.#unsealed.add(record);
    else this.#addUnreadable(record, 'the sealed text is gone');
  }

  #addUnreadable(record: ShownRecord, why: string): void {
    if (!this.#isShownWithin(record)) return;
    const { stream = '-', sequence } = record.header();
    const { place } = record;
    if (stream !== '-' && sequence !== undefined) this.#streams.of(stream)?.addUnreadable({ sequence, place, why });
    else this.#addLost({ verdict: 'MODIFIED', stream, sequence: '-', field: PAYLOAD_ATTRIBUTE, detail: why, place });
  }

  #addLost(finding: Finding): void {
    if (this.#lost.length < MAX_LOST) this.#lost.push(finding);
  }
}

/** The end of a leaf's canonical text, where its stream stands. */
const STREAM_OF_LEAF = /"stream":"([0-9a-f]{32})","tenant":"/;

/** Findings without a stream that are kept. One is enough for the verdict. */
const MAX_LOST = 1_000;

function reasonOf(error: unknown): string {
  if (error instanceof IntegrityError || error instanceof NoteError) return error.message;
  throw error;
}
