import { readCanonicalText } from '../canonical-reader.js';
import { canonicalRecordText } from '../canonical-record.js';
import { type Checkpoint, parseCheckpoint } from '../checkpoint.js';
import { IntegrityError, NoteError } from '../integrity-error.js';
import { leafHashOfText, MAX_PAYLOAD_LENGTH } from '../leaf.js';
import { type BinaryHash, HASH_LENGTH, MerkleTree } from '../merkle-tree.js';
import { splitNote } from '../signed-note.js';
import { parseOrigin, type StreamIdentity } from '../stream-identity.js';
import type { VerifierKey } from '../verifier-key.js';
import { type DirectoryHead, readDirectoryHead } from './directory-checkpoint.js';
import { type DirectoryEntry, parseDirectoryEntry } from './directory-entry.js';

/** What a witness says of one stream. */
export interface WitnessedStream {
  readonly stream: string;
  readonly origin: string;
  readonly identity: StreamIdentity;
  /** The first epoch's certificate. */
  readonly certificate: string;
  /** When it was admitted, and when its last checkpoint was cosigned; seconds since 1970. */
  readonly firstSeconds: number;
  readonly lastSeconds: number;
  /** The last cosigned checkpoint that counts, with its signatures; undefined when there was none yet. */
  readonly latest: CosignedCheckpoint | undefined;
  /** The same, however late it was cosigned: it cannot tell what must be here, but it can vouch for what is. */
  readonly newest: CosignedCheckpoint | undefined;
}

/** A checkpoint and the note that it came in. */
type CosignedCheckpoint = Checkpoint & { readonly note: string };

/**
 * A witness's directory that holds together: all entries are there, and the witness signed their root.
 *
 * @stable
 */
export interface WitnessDirectory {
  /** By stream id. @internal */
  readonly streams: ReadonlyMap<string, WitnessedStream>;
  /** What the witness signed. @internal */
  readonly head: DirectoryHead;
  /** Up to when its checkpoints were taken into account; undefined for all. @internal */
  readonly until: number | undefined;
  /** The root over the first so many entries; undefined for more than there are. @internal */
  rootAt(size: number): BinaryHash | undefined;
}

type AdmittedOrigin = Extract<DirectoryEntry, { kind: 'origin' }>;
type SeenCheckpoint = Extract<DirectoryEntry, { kind: 'checkpoint' }> & Checkpoint;

/** What a line of a directory says, as far as it can be told from the line alone. */
type DirectoryLine = AdmittedOrigin | SeenCheckpoint | { readonly kind: 'end'; readonly note: string };

/** Entries of a directory that a verifier reads unless told otherwise: 128 MB. */
const MAX_DIRECTORY_ENTRIES = 4_000_000;

/**
 * The line that ends a directory: the witness's checkpoint over the entries before it.
 *
 * @stable
 */
export function directoryEnd(note: string): string {
  return canonicalRecordText({ directory: note, v: '1' });
}

/**
 * Reads a directory line by line: its entries in order, then its checkpoint.
 *
 * @example
 * const reader = new WitnessDirectoryReader(trust.witnesses.map(({ key }) => key));
 * for await (const line of lines) reader.add(line);
 * const verifier = createVerifier({ trust, directory: reader.finish() });
 * @stable
 */
export class WitnessDirectoryReader {
  readonly #witnesses: readonly VerifierKey[];
  readonly #until: number | undefined;
  readonly #maxEntries: number;
  readonly #streams = new Map<string, WitnessedStream>();
  readonly #tree = new MerkleTree();
  #hashes = Buffer.alloc(1024 * HASH_LENGTH);
  #head: DirectoryHead | undefined;

  /**
   * @param witnesses the pinned ones, of which one must have signed the directory.
   * @param until seconds since 1970: what was cosigned later need not be here. Default all must.
   * @param maxEntries a directory of more is refused. Default 4,000,000, of each of which 32 bytes are kept.
   */
  constructor(
    witnesses: readonly VerifierKey[],
    until?: number | undefined,
    maxEntries: number = MAX_DIRECTORY_ENTRIES,
  ) {
    this.#witnesses = witnesses;
    this.#until = until;
    this.#maxEntries = maxEntries;
  }

  /** @throws IntegrityError `ERR_WITNESS` when the line has no place in a directory. */
  add(line: string): void {
    if (this.#head !== undefined) throw refused('something stands behind its end');
    const read = this.#read(line);
    if (read.kind === 'end') this.#end(read.note);
    else this.#addEntry(read, line);
  }

  #read(line: string): DirectoryLine {
    try {
      const note = readCanonicalText(line, MAX_PAYLOAD_LENGTH).text('directory');
      if (note !== undefined) return { kind: 'end', note };
      const entry = parseDirectoryEntry(line);
      return entry.kind === 'origin' ? entry : { ...entry, ...parseCheckpoint(splitNote(entry.note).text) };
    } catch (cause) {
      if (!(cause instanceof IntegrityError || cause instanceof NoteError)) throw cause;
      throw refused(`line ${this.#tree.size + 1} is no entry`, cause);
    }
  }

  /** @throws IntegrityError `ERR_WITNESS` when the end is missing. */
  finish(): WitnessDirectory {
    const head = this.#head;
    if (head === undefined) throw refused('it was cut off: its end is missing');
    return { streams: this.#streams, head, until: this.#until, rootAt: (size) => this.#rootAt(size) };
  }

  #end(note: string): void {
    const head = readDirectoryHead(note, this.#witnesses);
    if (head === undefined) throw refused('no witness that the trust file names signed it');
    if (head.size !== this.#tree.size || head.root !== this.#tree.root()) {
      throw refused('its entries are not those that the witness signed');
    }
    this.#head = head;
  }

  #addEntry(entry: AdmittedOrigin | SeenCheckpoint, text: string): void {
    const { size } = this.#tree;
    if (size >= this.#maxEntries) throw refused(`it has more than ${this.#maxEntries} entries`);
    if (entry.kind === 'origin') this.#addOrigin(entry);
    else this.#addCheckpoint(entry);
    const hash = leafHashOfText(text);
    this.#tree.append(hash);
    if ((size + 1) * HASH_LENGTH > this.#hashes.length) {
      this.#hashes = Buffer.concat([this.#hashes, Buffer.alloc(this.#hashes.length)]);
    }
    this.#hashes.write(hash, size * HASH_LENGTH, 'latin1');
  }

  #addOrigin({ origin, certificate, seconds }: AdmittedOrigin): void {
    const named = parseOrigin(origin);
    if (named === undefined) throw refused('an origin in it is not that of a sealed stream');
    const { stream, identity } = named;
    if (this.#streams.has(stream)) return; // a later epoch's certificate
    this.#streams.set(stream, {
      ...{ stream, origin, identity, certificate },
      firstSeconds: seconds,
      lastSeconds: seconds,
      latest: undefined,
      newest: undefined,
    });
  }

  #addCheckpoint({ note, seconds, origin, size, root }: SeenCheckpoint): void {
    const known = this.#streams.get(parseOrigin(origin)?.stream ?? '');
    if (known === undefined || known.origin !== origin) throw refused('a checkpoint in it is of no origin in it');
    const newest = { origin, size, root, note };
    const counts = this.#until === undefined || seconds <= this.#until;
    this.#streams.set(known.stream, {
      ...known,
      newest,
      ...(counts ? { latest: newest, lastSeconds: seconds } : {}),
    });
  }

  #rootAt(size: number): BinaryHash | undefined {
    if (size > this.#tree.size) return undefined;
    const tree = new MerkleTree();
    for (let index = 0; index < size; index += 1) {
      tree.append(this.#hashes.toString('latin1', index * HASH_LENGTH, (index + 1) * HASH_LENGTH));
    }
    return tree.root();
  }
}

function refused(why: string, cause?: unknown): IntegrityError {
  return new IntegrityError('ERR_WITNESS', `The witness's directory cannot be used: ${why}.`, { cause });
}
