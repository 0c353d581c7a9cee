import { IntegrityError, NoteError } from '../integrity-error.js';
import type { BinaryHash } from '../merkle-tree.js';
import { parseRedaction, type RedactionStatement } from '../redaction-statement.js';
import { judgedNote } from '../signed-note.js';
import type { StreamIdentity } from '../stream-identity.js';
import { speaksFor, type Trust } from '../trust.js';
import type { CollectedStream } from './collected-stream.js';
import { isSignedBy } from './epochs.js';
import { openedBy } from './opened-stream.js';

/** Which records were erased on purpose, as keys of purpose `redact` say. */
export type Redactions = ReadonlyMap<string, readonly RedactionStatement[]>;

/**
 * The statements in all streams that a trusted key of purpose `redact` signed, by the stream that they speak of. Where
 * they stand does not matter; who signed them does. One that nobody trusts erases nothing: what it names stays missing.
 */
export function redactionsOf(streams: readonly CollectedStream[], trust: Trust | undefined): Redactions {
  const found = new Map<string, RedactionStatement[]>();
  if (trust === undefined) return found;
  const byId = new Map(streams.map((stream) => [stream.id, stream]));
  for (const { redactions } of streams) {
    for (const { leaf } of redactions) {
      const statement = statementIn(leaf.control?.text('statement') ?? '', byId, trust);
      if (statement === undefined) continue;
      const known = found.get(statement.stream);
      if (known === undefined) found.set(statement.stream, [statement]);
      else known.push(statement);
    }
  }
  return found;
}

function statementIn(
  text: string,
  streams: ReadonlyMap<string, CollectedStream>,
  trust: Trust,
): RedactionStatement | undefined {
  try {
    const note = judgedNote(text);
    const statement = parseRedaction(note.text);
    const identity = identityOf(streams.get(statement.stream), trust);
    const isTrusted = trust.roots.some(
      (root) =>
        root.purpose.includes('redact') &&
        root.compromisedAfter === undefined &&
        statement.time >= (root.notBefore ?? 0) &&
        statement.time <= (root.notAfter ?? Number.POSITIVE_INFINITY) &&
        identity !== undefined &&
        speaksFor(root, identity) &&
        isSignedBy(note, root.key),
    );
    return isTrusted ? statement : undefined;
  } catch (error) {
    if (error instanceof IntegrityError || error instanceof NoteError) return undefined;
    throw error;
  }
}

/** Whose stream it is, as its certificate says: not what any record that claims to belong to it says of itself. */
function identityOf(stream: CollectedStream | undefined, trust: Trust): StreamIdentity | undefined {
  return stream === undefined ? undefined : openedBy(stream, trust).identity;
}

/** Hashes that statements name for one number and that are tried, one after the other. */
const MAX_TRIED = 16;

/** The erased records' hashes, put where no record is; where statements differ, any of them may be the right one. */
export class AppliedRedactions {
  readonly #stream: CollectedStream;
  readonly #left = new Map<number, BinaryHash[]>();

  constructor(stream: CollectedStream, redactions: Redactions) {
    this.#stream = stream;
    for (const { sequence, leafHash } of redactions.get(stream.id) ?? []) {
      const hash = Buffer.from(leafHash).toString('latin1') as BinaryHash;
      const known = this.#left.get(sequence);
      if (known === undefined) this.#left.set(sequence, [hash]);
      else if (known.length < MAX_TRIED && !known.includes(hash)) known.push(hash);
    }
    for (const sequence of this.#left.keys()) this.next(sequence);
  }

  /** The next hash that a statement names takes the number's place, or none. */
  next(sequence: number): void {
    const { leaves } = this.#stream;
    leaves.unredact(sequence);
    const hash = this.#left.get(sequence)?.shift();
    if (hash !== undefined) leaves.redact(sequence, hash);
  }
}
