import { evidenceOf } from '../records/evidence-of.js';
import type { EvidenceRecord } from '../records/evidence-record.js';
import { type ShownRecord, shownByElasticsearch, shownByLoki } from '../records/shown-record.js';
import type { FiledSpan, RecordStore } from '../stores/record-store.js';
import { OnceInTime } from './once-in-time.js';
import type { ReplayedRecord } from './replayed-record.js';
import { leaveOut, type Unread } from './unread.js';
import { valuesOfTexts } from './values-of-texts.js';

/**
 * Hands on the security events of a store in the order of their times, each once, by their signed values where they carry a seal that can
 * be read: a store changes numbers and lists. Whether the seal holds nobody asks here.
 *
 * @param unread counts what is left out
 * @param take is waited for after each page, so that nothing piles up
 * @throws {CliError} `ERR_UNAVAILABLE` when the store does not give what it has
 */
export async function readStoredEvents(
  store: RecordStore,
  span: FiledSpan,
  unread: Unread,
  take: (record: ReplayedRecord) => Promise<void>,
): Promise<void> {
  const once = new OnceInTime();
  const page: ReplayedRecord[] = [];
  const add = (shown: ShownRecord, identity: unknown, values: typeof valuesOfTexts): void => {
    const record = evidenceOf(shown);
    const isSealed = typeof record?.seal === 'object';
    if (record === undefined || !once.isNew(shown.timeNs, isSealed ? shown.payload : identity)) return;
    const found = replayedOf(isSealed ? record : { ...record, attributes: values(record.attributes) });
    if (found === 'no time') leaveOut(unread, shown.place, 'a security event in it has no time');
    else if (found !== undefined) page.push(found);
  };
  const pageRead = async (): Promise<void> => {
    for (const record of page.splice(0)) await take(record);
  };
  await store.readEvents(span, {
    // Loki has no ids: entries that agree in all of this are one to it.
    addLoki: (entry) =>
      add(shownByLoki(entry), [entry.timestamp, entry.line, entry.labels, entry.structuredMetadata], valuesOfTexts),
    addElasticsearch: (hit) => add(shownByElasticsearch(hit), hit.place, (attributes) => ({ ...attributes })),
    unreadable: ({ place, why }) => leaveOut(unread, place, why),
    pageRead,
  });
  await pageRead();
}

function replayedOf({
  eventName,
  timeNs,
  attributes,
  service,
  place,
}: EvidenceRecord): ReplayedRecord | 'no time' | undefined {
  if (!eventName.startsWith('security.')) return undefined;
  if (timeNs === undefined) return 'no time';
  const id = attributes['audit.record.id'];
  return {
    timeMs: Number(timeNs) / 1e6,
    eventName,
    attributes: service === '' ? attributes : { ...attributes, 'service.name': service },
    recordId: typeof id === 'string' && id !== '' ? id : place,
  };
}
