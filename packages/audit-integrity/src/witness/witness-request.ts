import { sizeOf } from '../checkpoint.js';
import { base64Of, binaryOfBase64 } from '../hash-bytes.js';
import { IntegrityError } from '../integrity-error.js';
import { type BinaryHash, HASH_LENGTH } from '../merkle-tree.js';

/** Most hashes of a consistency proof, as C2SP tlog-witness has it. */
const MAX_PROOF_LENGTH = 63;

/** What a log asks its witness: to cosign a checkpoint that continues the one of `oldSize`. */
export interface AddCheckpoint {
  /** Size of the checkpoint that the witness cosigned last, 0 for none. */
  readonly oldSize: number;
  /** RFC 6962 consistency proof from there; empty from 0. */
  readonly proof: readonly BinaryHash[];
  /** The signed checkpoint. */
  readonly note: string;
}

/** The body of `POST /add-checkpoint` (C2SP tlog-witness). */
export function formatAddCheckpoint({ oldSize, proof, note }: AddCheckpoint): string {
  return `old ${oldSize}\n${proof.map((hash) => `${base64Of(hash)}\n`).join('')}\n${note}`;
}

/** @throws IntegrityError `ERR_WITNESS` unless it is exactly that. */
export function parseAddCheckpoint(body: string): AddCheckpoint {
  const end = body.indexOf('\n\n');
  const [first = '', ...lines] = end < 0 ? [] : body.slice(0, end).split('\n');
  const oldSize = first.startsWith('old ') ? sizeOf(first.slice(4)) : undefined;
  if (oldSize === undefined) throw refused('it does not begin with "old", a size and an empty line');
  if (lines.length > MAX_PROOF_LENGTH) throw refused(`a proof has at most ${MAX_PROOF_LENGTH} hashes`);
  const proof = lines.map((line) => {
    const hash = binaryOfBase64(line);
    if (hash?.length !== HASH_LENGTH) throw refused('a line of its proof is not the base64 of a hash');
    return hash;
  });
  return { oldSize, proof, note: body.slice(end + 2) };
}

/** What admits a stream, or its next epoch key, at a witness. */
export interface AddOrigin {
  /** The origin line of the stream's checkpoints. */
  readonly origin: string;
  /** The epoch certificate: a note signed by the root, and from the second epoch on by the outgoing key, too. */
  readonly certificate: string;
}

/** The body of `POST /add-origin`. C2SP tlog-witness leaves to configuration which origins a witness knows; here the root's certificate says it. */
export function formatAddOrigin({ origin, certificate }: AddOrigin): string {
  return `origin ${origin}\n\n${certificate}`;
}

/** @throws IntegrityError `ERR_WITNESS` unless it is exactly that. */
export function parseAddOrigin(body: string): AddOrigin {
  const [, origin, certificate] = /^origin (\S+)\n\n([\s\S]*)$/.exec(body) ?? [];
  if (origin === undefined || certificate === undefined) {
    throw refused('it is not "origin", the origin, an empty line and a certificate');
  }
  return { origin, certificate };
}

function refused(why: string): IntegrityError {
  return new IntegrityError('ERR_WITNESS', `Not a request to a witness: ${why}.`);
}
