import { ATTRIBUTES } from '@otelseal/semantic-conventions';

import { SUMMED_FIELD } from '../../src/rules/elastic/summed-field.ts';

/** Longer values are kept and not searched; everything that a person looks for is shorter. */
export const KEYWORD = { type: 'keyword', ignore_above: 1024 } as const;

/** A value of another type is kept and not searched: it would make the store refuse the record, which a verifier then misses. */
const LONG = { type: 'long', ignore_malformed: true } as const;

/** Of Elasticsearch from 8.19 on; OpenSearch has nothing like it for booleans. */
export const BOOLEAN = { type: 'boolean', ignore_malformed: true } as const;

const TYPES = { string: KEYWORD, 'string[]': KEYWORD, int: LONG } as const;

/** Fields that are more than their type says. */
const PARTICULAR: Readonly<Record<string, object>> = {
  // Up to 24 KiB that nobody searches: kept in the source for the verifier, and nowhere else.
  'audit.payload': { type: 'keyword', index: false, doc_values: false },
  // As an address as well, for networks: `client.address.ip:203.0.113.0/24`.
  'client.address': { ...KEYWORD, fields: { ip: { type: 'ip', ignore_malformed: true } } },
  // What alerts add up: the rules ask for the fields below these.
  'security.data.count': SUMMED_FIELD,
  'security.incident.count': SUMMED_FIELD,
  // Decimal text in the vocabulary, because doubles are not exact; as a number for sums.
  'security.transaction.amount': { ...KEYWORD, fields: { number: { type: 'double', ignore_malformed: true } } },
};

/**
 * Every attribute of the vocabulary with its type, so that the first record cannot decide it: a value of another type would make the store
 * refuse all that come after.
 *
 * @param boolean what holds yes and no, and anything that comes in its place
 */
export function attributeFields(boolean: object = BOOLEAN): Record<string, object> {
  const types = { ...TYPES, boolean };
  const fields = Object.entries(ATTRIBUTES).map(([name, { type }]) => [name, PARTICULAR[name] ?? types[type]] as const);
  return Object.fromEntries([...fields, ['tenant.id', KEYWORD] as const].sort(([a], [b]) => (a < b ? -1 : 1)));
}
