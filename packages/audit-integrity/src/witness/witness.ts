import { hash } from 'node:crypto';
import { type Checkpoint, parseCheckpoint } from '../checkpoint.js';
import { verifyStrictly } from '../ed25519.js';
import { bytesOf } from '../hash-bytes.js';
import { IntegrityError, NoteError } from '../integrity-error.js';
import { leafHashOfText } from '../leaf.js';
import { verifyConsistency } from '../merkle-proof.js';
import { EMPTY_ROOT, MerkleTree } from '../merkle-tree.js';
import { splitNote, type UnverifiedNote } from '../signed-note.js';
import type { Trust } from '../trust.js';
import { cosignatureLine, type WitnessSigner } from './cosignature.js';
import { directoryCheckpoint } from './directory-checkpoint.js';
import { type DirectoryEntry, formatDirectoryEntry, parseDirectoryEntry } from './directory-entry.js';
import { type AdmittedEpoch, admittedEpoch, readCertificate } from './origin-admission.js';
import { type AddCheckpoint, parseAddCheckpoint, parseAddOrigin } from './witness-request.js';

/** @stable */
export interface WitnessOptions {
  readonly signer: WitnessSigner;
  /** Which roots may have origins admitted, and for whom. */
  readonly trust: Trust;
  /** Origins that one principal may have. Default 10,000. */
  readonly maxOriginsPerPrincipal?: number | undefined;
  /** Origins in all; a witness keeps about a kilobyte of each. Default 100,000. */
  readonly maxOrigins?: number | undefined;
}

/** @stable */
export const WITNESS_DEFAULTS: { readonly maxOriginsPerPrincipal: number; readonly maxOrigins: number } = Object.freeze(
  {
    maxOriginsPerPrincipal: 10_000,
    maxOrigins: 100_000,
  },
);

/**
 * What a witness answers. `entry` is to be on disk before anybody sees `answer`.
 *
 * @stable
 */
export interface WitnessAnswer {
  /** HTTP status of C2SP tlog-witness: 200, 400, 403, 404, 409, 422; 429 beyond a quota. */
  readonly status: number;
  /** For 200 the signature lines, for 409 the size and a line feed, else a sentence for people. */
  readonly answer: string;
  /** A new line of the directory. */
  readonly entry?: string | undefined;
}

/** All that a witness remembers of one stream. */
interface KnownOrigin {
  readonly principal: string;
  readonly epochs: AdmittedEpoch[];
  latest: Checkpoint | undefined;
  note: string;
  /** Index of the epoch that signed the latest checkpoint: an older one has nothing more to say. */
  epoch: number;
}

/**
 * A witness's memory and judgement (C2SP tlog-witness), without disk, clock and network: admits an origin by its epoch
 * certificate, cosigns a checkpoint that continues the one before it, and appends each to its directory, an RFC 6962 log.
 * Its time never goes back.
 *
 * @stable
 */
export class Witness {
  readonly #options: Required<{ [Name in keyof WitnessOptions]: NonNullable<WitnessOptions[Name]> }>;
  readonly #tree = new MerkleTree();
  readonly #origins = new Map<string, KnownOrigin>();
  readonly #byHash = new Map<string, KnownOrigin>();
  readonly #perPrincipal = new Map<string, number>();
  #seconds = 0;

  constructor({ signer, trust, maxOrigins, maxOriginsPerPrincipal }: WitnessOptions) {
    this.#options = {
      signer,
      trust,
      maxOrigins: maxOrigins ?? WITNESS_DEFAULTS.maxOrigins,
      maxOriginsPerPrincipal: maxOriginsPerPrincipal ?? WITNESS_DEFAULTS.maxOriginsPerPrincipal,
    };
  }

  /** Entries in the directory. */
  get size(): number {
    return this.#tree.size;
  }

  /**
   * Takes up an entry that this witness had written before.
   *
   * @throws IntegrityError `ERR_WITNESS` and others when it is none.
   */
  restore(entry: string): void {
    this.#apply(parseDirectoryEntry(entry), entry);
  }

  /** The body of `POST /add-origin`, from a principal, at a time. */
  addOrigin(body: string, principal: string, seconds: number): WitnessAnswer {
    return refusing(() => {
      const { origin, certificate } = parseAddOrigin(body);
      const known = this.#origins.get(origin);
      const now = this.#atLeast(seconds);
      const { epoch, refusal } = admittedEpoch(
        { origin, certificate, known: known?.epochs ?? [], seconds: now },
        this.#options.trust,
      );
      if (refusal !== undefined) return { status: 403, answer: `${refusal}\n` };
      if (epoch === undefined) return { status: 200, answer: '' }; // it had been admitted before
      if (known === undefined && this.#isFull(principal)) return { status: 429, answer: 'Too many origins.\n' };
      const entry: DirectoryEntry = { kind: 'origin', origin, certificate, principal, seconds: now };
      return { status: 200, answer: '', entry: this.#append(entry) };
    });
  }

  /** The body of `POST /add-checkpoint`, at a time. */
  addCheckpoint(body: string, seconds: number): WitnessAnswer {
    return refusing(() => {
      const request = parseAddCheckpoint(body);
      const note = splitNote(request.note);
      const checkpoint = parseCheckpoint(note.text);
      const known = this.#origins.get(checkpoint.origin);
      if (known === undefined) return { status: 404, answer: 'The origin is unknown; add it by its certificate.\n' };
      const signed = signedBy(note, known);
      if (signed === undefined) return { status: 403, answer: "No key that is the origin's now signed this.\n" };
      const refusal = refusalOf(request, checkpoint, known.latest);
      if (refusal !== undefined) return refusal;
      const now = this.#atLeast(seconds);
      const line = cosignatureLine(note.text, now, this.#options.signer);
      if (known.latest?.size === checkpoint.size) return { status: 200, answer: line };
      const entry: DirectoryEntry = { kind: 'checkpoint', note: `${note.text}\n${signed}${line}`, seconds: now };
      return { status: 200, answer: line, entry: this.#append(entry) };
    });
  }

  /** The latest cosigned checkpoint of the origin with this SHA-256, in hex. */
  checkpointOf(originHash: string): string | undefined {
    const note = this.#byHash.get(originHash)?.note;
    return note === '' ? undefined : note;
  }

  /** The directory's checkpoint as of now, cosigned by the witness itself. */
  directoryCheckpoint(seconds: number): string {
    const head = { size: this.#tree.size, root: this.#tree.root() };
    return directoryCheckpoint(this.#options.signer, head, this.#atLeast(seconds));
  }

  #isFull(principal: string): boolean {
    const { maxOrigins, maxOriginsPerPrincipal } = this.#options;
    return this.#origins.size >= maxOrigins || (this.#perPrincipal.get(principal) ?? 0) >= maxOriginsPerPrincipal;
  }

  #atLeast(seconds: number): number {
    return Math.max(1, seconds, this.#seconds);
  }

  #append(entry: DirectoryEntry): string {
    const text = formatDirectoryEntry(entry);
    this.#apply(entry, text);
    return text;
  }

  #apply(entry: DirectoryEntry, text: string): void {
    if (entry.kind === 'origin') this.#applyOrigin(entry);
    else this.#applyCheckpoint(entry);
    this.#tree.append(leafHashOfText(text));
    this.#seconds = Math.max(this.#seconds, entry.seconds);
  }

  #applyOrigin({ origin, certificate, principal }: Extract<DirectoryEntry, { kind: 'origin' }>): void {
    const epoch = readCertificate(origin, certificate);
    const known = this.#origins.get(origin);
    if (known !== undefined) {
      known.epochs.push(epoch);
      return;
    }
    const created: KnownOrigin = { principal, epochs: [epoch], latest: undefined, note: '', epoch: 0 };
    this.#origins.set(origin, created);
    this.#byHash.set(hash('sha256', origin, 'hex'), created);
    this.#perPrincipal.set(principal, (this.#perPrincipal.get(principal) ?? 0) + 1);
  }

  #applyCheckpoint({ note }: Extract<DirectoryEntry, { kind: 'checkpoint' }>): void {
    const split = splitNote(note);
    const checkpoint = parseCheckpoint(split.text);
    const known = this.#origins.get(checkpoint.origin);
    if (known === undefined)
      throw new IntegrityError('ERR_WITNESS', 'A checkpoint of an origin that was never admitted.');
    const { keyId } = split.signatures[0] as UnverifiedNote['signatures'][number];
    known.latest = checkpoint;
    known.note = note;
    known.epoch = Math.max(
      known.epoch,
      known.epochs.findIndex(({ key }) => key.keyId === keyId),
    );
  }
}

/** What cannot be read is the sender's fault. */
function refusing(answer: () => WitnessAnswer): WitnessAnswer {
  try {
    return answer();
  } catch (error) {
    if (!(error instanceof IntegrityError || error instanceof NoteError)) throw error;
    return { status: 400, answer: `${error.message}\n` };
  }
}

/** The signature line of the origin's present key, or of one admitted after it; undefined when a known key's is wrong or none is there. */
function signedBy(note: UnverifiedNote, { epochs, epoch }: KnownOrigin): string | undefined {
  const message = Buffer.from(note.text);
  let found: string | undefined;
  for (const { key } of epochs.slice(epoch)) {
    for (const { name, keyId, signature } of note.signatures) {
      if (name !== key.name || keyId !== key.keyId) continue;
      if (!verifyStrictly(key.key, message, signature)) return undefined;
      found ??= `— ${name} ${Buffer.concat([Buffer.from(keyId, 'hex'), signature]).toString('base64')}\n`;
    }
  }
  return found;
}

/** The first rule of C2SP tlog-witness that the request breaks. */
function refusalOf(
  { oldSize, proof }: AddCheckpoint,
  { size, root }: Checkpoint,
  latest: Checkpoint | undefined,
): WitnessAnswer | undefined {
  const inconsistent = { status: 422, answer: 'The checkpoint does not continue the one before it.\n' };
  if (oldSize > size) return { status: 400, answer: 'The old size is larger than the new one.\n' };
  if (oldSize !== (latest?.size ?? 0)) return { status: 409, answer: `${latest?.size ?? 0}\n` };
  if (size === 0) return root === EMPTY_ROOT && proof.length === 0 ? undefined : inconsistent;
  if (latest === undefined || latest.size === 0) return proof.length === 0 ? undefined : inconsistent;
  const holds = verifyConsistency({
    size1: BigInt(oldSize),
    size2: BigInt(size),
    root1: bytesOf(latest.root),
    root2: bytesOf(root),
    proof: proof.map(bytesOf),
  });
  return holds ? undefined : inconsistent;
}
