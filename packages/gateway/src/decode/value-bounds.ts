/** Levels of lists and maps below an attribute or a body; a seal carries no more. What lies deeper becomes `[too deep]`. */
export const MAX_DEPTH = 16;
/** The sanitizer shows so many of them, and a marker for the rest. */
export const SHOWN_DEPTH = 12;
/** Attributes of a record; those beyond it are counted as dropped. A seal carries no more. */
export const MAX_ATTRIBUTES = 4_096;
/**
 * Characters of a name; what is longer is cut, and says so. Sixteen times what the sanitizer shows of one. An engine finds names by their hash, and
 * V8 gives all names of more than 16,383 characters the hash of their length: a thousand of them cost ten times as much as others.
 */
export const MAX_NAME_LENGTH = 4_096;
/** Values of a record, counting those inside others; from there on they become `[cut]`. A seal carries no more. */
export const MAX_VALUES = 8_192;
/** Records of a request: four batches of a collector, and more than 20 MB hold of records that say anything. */
export const MAX_RECORDS = 32_768;
/** Resources and scopes of a request. */
export const MAX_PLACES = 16_384;
/** Bytes of resources, each counted for every scope: a spool repeats it there. */
export const MAX_AROUND_BYTES = 33_554_432;
/** Pieces of them in protobuf, where anything may come in several. */
export const MAX_PARTS = 65_536;
/** Objects, lists and entries of a request in JSON: more than 20 MB hold of records with ten attributes, which have 55 each. */
export const MAX_JSON_VALUES = 2_097_152;
/**
 * Bytes that one of them takes when it is parsed, at most, beside those of its text: an empty object in a list, with its place there. Holds
 * because no member's name is a number, of which objects have tables of hundreds of bytes, and because few objects are of a kind of their own.
 */
export const JSON_VALUE_BYTES = 64;
/** Members of an object in JSON; the largest message of OTLP has eleven. */
export const MAX_MEMBERS = 64;
/** Different names of members in a request in JSON; OTLP has some fifty. Names of attributes are none: they are values. */
export const MAX_NAMES = 1_024;
/** Different beginnings of objects in JSON, names in their order, of which an engine keeps a kind each; writers of OTLP have some hundred. */
export const MAX_KINDS = 16_384;
/** Bytes of such a name in JSON as it is written; the longest of OTLP has 24. */
export const MAX_NAME_BYTES = 128;
/** Such names in JSON with escapes, which none of OTLP's needs. */
export const MAX_ESCAPED_NAMES = 1_024;
/** Levels of a request in JSON; a value that is 16 deep takes a hundred. */
export const MAX_NESTING = 16_384;

/** Characters or bytes that cost what another value does: they are looked through for secrets. */
const LENGTH_PER_VALUE = 32;

/** What so many values and texts of that length cost all in all, in values. */
export function costOf(values: number, length: number): number {
  return values + Math.floor(length / LENGTH_PER_VALUE);
}
