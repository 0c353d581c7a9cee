/** Levels of lists and maps below an attribute or a body; a seal carries no more. What lies deeper becomes `[too deep]`. */
export const MAX_DEPTH = 16;
/** The sanitizer shows so many of them, and a marker for the rest. */
export const SHOWN_DEPTH = 12;
/** Attributes of a record; those beyond it are counted as dropped. A seal carries no more. */
export const MAX_ATTRIBUTES = 4_096;
/** Values of a record, counting those inside others; from there on they become `[cut]`. A seal carries no more. */
export const MAX_VALUES = 8_192;
/** Records of a request: in 20 MB there could be ten million of two bytes each. */
export const MAX_RECORDS = 131_072;
/** Resources and scopes of a request. */
export const MAX_PLACES = 16_384;
