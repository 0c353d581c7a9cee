import { readCanonicalText } from '../canonical-reader.js';
import { canonicalRecordText } from '../canonical-record.js';
import { parseCheckpoint } from '../checkpoint.js';
import { binaryOfBase64url } from '../hash-bytes.js';
import { leafHashOfText, MAX_PAYLOAD_LENGTH } from '../leaf.js';
import { type BinaryHash, HASH_LENGTH } from '../merkle-tree.js';
import { splitNote } from '../signed-note.js';
import { type RememberedSize, WatchedTree } from './watched-tree.js';
import { formatAddCheckpoint, formatAddOrigin } from './witness-request.js';

/**
 * A checkpoint that can be shown to a witness.
 *
 * @stable
 */
export interface Submission {
  readonly origin: string;
  readonly size: number;
  /** The payload of its record. */
  readonly payload: string;
  /** The body of `POST /add-checkpoint` for a witness that has seen the stream up to `oldSize`; undefined when the growth since then cannot be proven. */
  body(oldSize: number): string | undefined;
}

interface Latest extends Submission {
  readonly remembered: RememberedSize;
}

/**
 * Follows one stream as it is sealed, payload by payload, and prepares what a witness wants: certificates, and checkpoints
 * with proofs of growth. Keeps a few hashes, no leaves: each leaf names the hash of the one before it.
 *
 * @stable
 */
export class StreamWatch {
  readonly #tree = new WatchedTree();
  #last = '';
  #certificates: string[] = [];
  #isCertified = false;
  #latest: Latest | undefined;
  /** The checkpoint that is on its way; the witness may have seen it even if no answer came. */
  #sent: Latest | undefined;
  /** What the witness is known to have seen. */
  #seen: RememberedSize = this.#tree.remember();

  /** Takes the next payload of the stream: a leaf's or a checkpoint's. Tiles are passed over. */
  add(kind: string, payload: string): void {
    if (kind === 'tile') return;
    if (kind === 'checkpoint') this.#addCheckpoint(payload);
    else this.#addLeaf(kind, payload);
  }

  /** Bodies of `POST /add-origin`, one for each certificate that was not admitted yet, in order. */
  get admissions(): readonly string[] {
    const origin = this.#latest?.origin;
    return origin === undefined
      ? []
      : this.#certificates.map((certificate) => formatAddOrigin({ origin, certificate }));
  }

  /** The first of `admissions` was granted, now or before. */
  admitted(): void {
    this.#certificates = this.#certificates.slice(1);
  }

  /**
   * The newest checkpoint that the witness has not confirmed; what is on its way goes again first. None while no root
   * vouches for the stream: no witness would have it.
   */
  get next(): Submission | undefined {
    if (!this.#isCertified) return undefined;
    if (this.#sent !== undefined) return this.#sent;
    return this.#latest !== undefined && this.#latest.size > this.#seen.size ? this.#latest : undefined;
  }

  /** The newest checkpoint, whatever the witness has seen. */
  get newest(): Submission | undefined {
    return this.#latest;
  }

  /** How much of the stream the witness has confirmed. */
  get seenSize(): number {
    return this.#seen.size;
  }

  /** `next` is on its way from now on, so that its size is remembered until there is an answer. Call it as soon as `next` was read. */
  sending(submission: Submission): void {
    if (submission === this.#latest) this.#sent = this.#latest;
  }

  /** The witness confirmed what was on its way. */
  confirmed(): void {
    if (this.#sent === undefined) return;
    this.#tree.forget(this.#seen);
    this.#seen = this.#sent.remembered;
    this.#sent = undefined;
  }

  /** It was refused for good; the next checkpoint may be tried in its place. */
  refused(): void {
    if (this.#sent !== undefined && this.#sent !== this.#latest) this.#tree.forget(this.#sent.remembered);
    this.#sent = undefined;
  }

  #addLeaf(kind: string, payload: string): void {
    if (this.#last !== '') this.#tree.append(previousOf(payload) ?? leafHashOfText(this.#last));
    this.#last = payload;
    if (kind === 'open' || kind === 'rotate') this.#addCertificate(payload);
  }

  /** A stream that opened without its root shows the certificate that counts later. */
  #addCertificate(payload: string): void {
    const control = readCanonicalText(payload, MAX_PAYLOAD_LENGTH).get('control');
    if (control === undefined || typeof control === 'string' || control.text('provisional') !== undefined) return;
    const certificate = control.text('endorsement') ?? control.text('certificate');
    if (certificate === undefined) return;
    this.#certificates.push(certificate);
    this.#isCertified = true;
  }

  #addCheckpoint(payload: string): void {
    const note = readCanonicalText(payload, MAX_PAYLOAD_LENGTH).text('note') ?? '';
    const { origin, size } = parseCheckpoint(splitNote(note).text);
    if (this.#last !== '') this.#tree.append(leafHashOfText(this.#last));
    this.#last = '';
    if (size !== this.#tree.size) return; // not the stream as it was followed: nothing can be proven of it
    const proofs = new Map<number, readonly BinaryHash[]>([[0, []]]);
    for (const known of [this.#seen, this.#sent?.remembered]) {
      if (known !== undefined) proofs.set(known.size, this.#tree.proofSince(known));
    }
    if (this.#latest !== undefined && this.#latest !== this.#sent && this.#latest.remembered !== this.#seen) {
      this.#tree.forget(this.#latest.remembered);
    }
    const body = (oldSize: number): string | undefined => {
      const proof = oldSize === size ? [] : proofs.get(oldSize);
      return proof === undefined ? undefined : formatAddCheckpoint({ oldSize, proof, note });
    };
    this.#latest = { origin, size, payload, body, remembered: this.#tree.remember() };
  }
}

/** The hash of the leaf before, as a leaf's canonical text states it; no text inside can look like this member. */
function previousOf(payload: string): BinaryHash | undefined {
  const start = payload.lastIndexOf(PREVIOUS);
  const hash =
    start < 0 ? undefined : binaryOfBase64url(payload.slice(start + PREVIOUS.length, start + PREVIOUS.length + 43));
  return hash?.length === HASH_LENGTH ? hash : undefined;
}

const PREVIOUS = '"prev":"';

/**
 * The payload of a checkpoint record once more, with a witness's signature line under its note and the checkpoint of the
 * witness's directory beside it.
 *
 * @param directory the note; empty when there is none.
 * @stable
 */
export function cosignedPayload(payload: string, line: string, directory: string): string {
  const map = readCanonicalText(payload, MAX_PAYLOAD_LENGTH);
  const proof = map.get('proof');
  return canonicalRecordText({
    ...(directory === '' ? {} : { directory }),
    kind: 'checkpoint',
    note: `${map.text('note') ?? ''}${line}`,
    ...(proof === undefined || typeof proof === 'string'
      ? {}
      : { proof: Object.fromEntries(proof.names.map((name) => [name, proof.text(name) ?? ''])) }),
    stream: map.text('stream') ?? '',
    v: '1',
  });
}
