import { binaryOfBase64url, bytesOf } from './hash-bytes.js';
import { IntegrityError } from './integrity-error.js';
import { HASH_LENGTH } from './merkle-tree.js';
import { isStreamId, percentDecoded, percentEncoded } from './stream-identity.js';

/** First line inside the signed bytes: no other statement begins with it. */
const LABEL = 'otelseal/redaction/v1';

/** Longest reason, in UTF-16 units. */
const MAX_REASON_LENGTH = 1_000;

/**
 * A statement that one record was erased on purpose. It is signed by a key of purpose `redact`, which never lies on an
 * application's host, and keeps the record's leaf hash, so that the tree around the hole stays provable.
 *
 * @stable
 */
export interface RedactionStatement {
  /** 32 lower-case hex digits. */
  readonly stream: string;
  /** From 1. */
  readonly sequence: number;
  /** The erased record's leaf hash, 32 bytes. */
  readonly leafHash: Uint8Array;
  /** Why, for people. */
  readonly reason: string;
  /** When, in whole seconds since 1970. */
  readonly time: number;
}

/**
 * The text that the redaction key signs. Put the signature under it with `formatNote`.
 *
 * @example
 * const text = formatRedaction({ stream, sequence: 17, leafHash, reason: 'GDPR Art. 17, case 4711', time });
 * sealer.redaction({ statement: formatNote(text, { name, publicKey, signature }) }, now);
 * @throws IntegrityError `ERR_REDACTION` when a field cannot be written.
 * @stable
 */
export function formatRedaction({ stream, sequence, leafHash, reason, time }: RedactionStatement): string {
  const leaf = Buffer.from(leafHash).toString('base64url');
  if (!Number.isSafeInteger(time) || Number.isNaN(new Date(time * 1000).getTime())) throw refused('its time');
  if (!reason.isWellFormed()) throw refused('its reason');
  const when = new Date(time * 1000).toISOString().replace('.000Z', 'Z');
  const lines = [LABEL, `stream ${stream}`, `sequence ${sequence}`, `leaf ${leaf}`, `reason ${percentEncoded(reason)}`];
  const text = `${[...lines, `time ${when}`].join('\n')}\n`;
  parseRedaction(text); // whatever a verifier would refuse is refused here first
  return text;
}

const LINES: RegExp = new RegExp(
  [
    `^${LABEL}`,
    'stream (?<stream>\\S+)',
    'sequence (?<sequence>[1-9][0-9]{0,15})',
    'leaf (?<leaf>[A-Za-z0-9_-]{43})',
    'reason (?<reason>\\S+)',
    'time (?<time>\\S{20})\n$',
  ].join('\n'),
);

/** @throws IntegrityError `ERR_REDACTION` unless `text` is exactly what `formatRedaction` writes. */
export function parseRedaction(text: string): RedactionStatement {
  const fields = LINES.exec(text)?.groups;
  if (fields === undefined) throw refused('its lines');
  const { stream = '', leaf = '', time = '' } = fields;
  const sequence = Number(fields['sequence']);
  const hash = binaryOfBase64url(leaf);
  const reason = percentDecoded(fields['reason'] ?? '');
  const ms = Date.parse(time);
  if (!isStreamId(stream)) throw refused('its stream');
  if (!Number.isSafeInteger(sequence)) throw refused('its sequence');
  if (hash?.length !== HASH_LENGTH) throw refused('its leaf');
  if (reason === undefined || reason.length > MAX_REASON_LENGTH) throw refused('its reason');
  if (Number.isNaN(ms) || new Date(ms).toISOString().replace('.000Z', 'Z') !== time) throw refused('its time');
  return { stream, sequence, leafHash: bytesOf(hash), reason, time: ms / 1000 };
}

function refused(what: string): IntegrityError {
  return new IntegrityError(
    'ERR_REDACTION',
    `The redaction statement cannot be used: ${what} is not as version 1 has it.`,
  );
}
