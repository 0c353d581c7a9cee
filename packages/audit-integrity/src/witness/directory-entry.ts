import { type CanonicalMap, readCanonicalText } from '../canonical-reader.js';
import { canonicalRecordText } from '../canonical-record.js';
import { sizeOf } from '../checkpoint.js';
import { IntegrityError } from '../integrity-error.js';
import { MAX_PAYLOAD_LENGTH } from '../leaf.js';

/** The witness admitted a stream, or its next epoch key. */
export interface OriginEntry {
  readonly kind: 'origin';
  readonly origin: string;
  readonly certificate: string;
  /** Who asked for it: a name from the witness's list of tokens. */
  readonly principal: string;
  /** When, seconds since 1970. */
  readonly seconds: number;
}

/** The witness cosigned a checkpoint. */
export interface CheckpointEntry {
  readonly kind: 'checkpoint';
  /** With the signature of the stream's key and the witness's own. */
  readonly note: string;
  /** When, seconds since 1970. */
  readonly seconds: number;
}

/** One leaf of a witness's directory. */
export type DirectoryEntry = OriginEntry | CheckpointEntry;

/** The canonical text of an entry, which is also its line in a directory; the leaf's data. */
export function formatDirectoryEntry(entry: DirectoryEntry): string {
  const { kind, seconds } = entry;
  const members =
    kind === 'origin'
      ? { certificate: entry.certificate, origin: entry.origin, principal: entry.principal }
      : { checkpoint: entry.note };
  return canonicalRecordText({ ...members, kind, time: String(seconds), v: '1' });
}

/** @throws IntegrityError `ERR_WITNESS` or what a canonical text can be refused for */
export function parseDirectoryEntry(text: string): DirectoryEntry {
  const map = readCanonicalText(text, MAX_PAYLOAD_LENGTH);
  const kind = map.text('kind');
  const seconds = sizeOf(map.text('time') ?? '');
  if (seconds === undefined || map.text('v') !== '1') throw refused();
  if (kind === 'checkpoint') {
    const [note = ''] = texts(map, ['checkpoint'], 4);
    return { kind, note, seconds };
  }
  if (kind !== 'origin') throw refused();
  const [certificate = '', origin = '', principal = ''] = texts(map, ['certificate', 'origin', 'principal'], 6);
  return { kind, certificate, origin, principal, seconds };
}

/** These members, each there, and no others beyond the count. */
function texts(map: CanonicalMap, names: readonly string[], count: number): string[] {
  if (map.names.length !== count) throw refused();
  return names.map((name) => {
    const text = map.text(name);
    if (text === undefined || text === '') throw refused();
    return text;
  });
}

function refused(): IntegrityError {
  return new IntegrityError('ERR_WITNESS', "Not an entry of a witness's directory, version 1.");
}
