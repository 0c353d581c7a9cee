import type { AlertPlan } from '@otelseal/operations';

import type { PlainRecord, PlainValue } from './plain-request.ts';

/** What somebody may write where a count belongs, and is none: each counts as one event, in every store. */
export const HOSTILE_COUNTS: readonly PlainValue[] = [
  -1_000_000,
  1.5,
  2.7,
  1e308,
  -(2n ** 63n),
  2n ** 63n - 1n,
  10n ** 12n,
  true,
  'many',
  'NaN',
  '-5',
  '0x10',
  '1e9',
  '1E3',
  '2.7',
  '7.0',
  '+7',
  '007',
  ' 7 ',
  '٧',
  '1000000000000',
  '9'.repeat(30),
  '',
  '\n5',
  [7, 8],
  [7, 7],
  ['7', '7'],
  ['9', 9],
  ['many', -9],
  ['many', 9],
];
/** Names that LogQL or the queries give a meaning of their own. */
const FORGED = { added: 'many', at_ms: 'never', __error__: 'JSONParserErr', __error_details__: 'none' };
/** As `bulk_read` has it. */
const FLOOR = 200;

/** About whom `bulk_read` says something when all of {@link countedRecords} are there. */
export const TELLING: readonly string[] = [
  ...HOSTILE_COUNTS.map((_, n) => `reader-${n}`),
  'exporter',
  'forger',
  'texter',
].sort();

/**
 * Within ten seconds, for each hostile count somebody who reads as many records as make an alert, the first with that count, and somebody
 * who reads one less; and two whose count is honest, as a number and as a text. Somebody else names his attributes as the queries name their labels.
 */
export function countedRecords(timeMs: number): readonly PlainRecord[] {
  const read = (actor: string, count?: PlainValue): PlainRecord => ({
    timeMs,
    eventName: 'security.sensitive.read',
    attributes: {
      'audit.actor.id': actor,
      'audit.actor.type': 'user',
      'audit.outcome': 'success',
      ...(count === undefined ? {} : { 'security.data.count': count }),
    },
  });
  const reads = (actor: string, more: number, count: PlainValue): PlainRecord[] => [
    read(actor, count),
    ...Array.from({ length: more }, () => read(actor)),
  ];
  const records = [
    ...HOSTILE_COUNTS.flatMap((count, n) => reads(`reader-${n}`, FLOOR - 1, count)),
    ...HOSTILE_COUNTS.flatMap((count, n) => reads(`visitor-${n}`, FLOOR - 2, count)),
    ...reads('forger', FLOOR - 1, 1).map((one) => ({ ...one, attributes: { ...one.attributes, ...FORGED } })),
    ...reads('exporter', 1, FLOOR - 1),
    ...reads('texter', 1, `${FLOOR - 1}`),
    ...reads('clerk', 1, FLOOR - 2),
    ...reads('searcher', FLOOR - 1, 0), // who found nothing once has read one less
  ];
  const touched = read('forger');
  records.push({
    ...touched,
    eventName: 'security.malicious.honeytoken',
    attributes: { ...touched.attributes, ...FORGED, 'client.address': '203.0.113.66', 'audit.target.id': 'decoy' },
  });
  // What is the same at the same time is one entry to Loki.
  return records.map((record, n) => ({ ...record, timeMs: timeMs + n }));
}

/** What must have said so. */
export function sumAlert(plans: readonly AlertPlan[]): AlertPlan {
  const plan = plans.find(({ name }) => name === 'bulk_read');
  if (plan === undefined) throw new Error('there is no alert bulk_read');
  return plan;
}
