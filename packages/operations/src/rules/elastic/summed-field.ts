/** Below a field that is added up: the number that the store makes of any value. */
export const COERCED = 'coerced';
/** The value as it was written. */
export const TEXT = 'text';

/** Longest text in UTF-8 that a term can be, over the four bytes that a character may need. */
const LONGEST_TERM = 8_191;

/**
 * How Elasticsearch and OpenSearch hold a number that alerts add up. By default they make 1,000,000,000 of the text `1e9`, 2 of 2.7, and 7
 * of `007`, and Loki none: the field itself takes numbers as numbers only, what is none is kept and not searched, and the fields below it
 * tell the text `7`, which is a number in Loki, from those.
 */
export const SUMMED_FIELD: object = {
  type: 'long',
  ignore_malformed: true,
  coerce: false,
  fields: {
    [COERCED]: { type: 'long', ignore_malformed: true },
    [TEXT]: { type: 'keyword', ignore_above: LONGEST_TERM },
  },
};
