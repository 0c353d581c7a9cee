import { randomUUID } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LoggerProvider } from '@opentelemetry/sdk-logs';
import type { StoredRecord } from '@otelseal/audit-integrity';
import { createOtelseal } from '@otelseal/node';
import { OtlpReceiver } from '@otelseal/testing';
import { describe, expect, it } from 'vitest';
import { exportRequest, logRecord, text } from './support/export-request.js';
import { keyAndTrust, testFolder } from './support/gateway-files.js';
import { runningGateway } from './support/running-gateway.js';
import { recordsIn, verdict } from './support/verdict.js';

const folder = testFolder();
const keys = keyAndTrust(folder);
const COUNT = 12;
const EVENT = 'security.authz.failure';

/** What a service says, by its SDK with Otelseal in it, and by one without through a gateway. */
async function sealedInTheService(): Promise<StoredRecord[]> {
  const file = join(folder, `${randomUUID()}.jsonl`);
  const receiver = await OtlpReceiver.start(file);
  const otelseal = createOtelseal(
    {
      signing: { keyFile: keys.keyFile },
      spool: { directory: join(folder, 'spool-of-the-service') },
      otlp: { url: `${receiver.url}`, protocol: 'http/json' },
    },
    { environment: { OTEL_SERVICE_NAME: 'shop' } },
  );
  const provider = new LoggerProvider({ processors: otelseal.processors });
  const logger = provider.getLogger('lib');
  for (let n = 0; n < COUNT; n += 1) {
    logger.emit({ eventName: EVENT, body: `order ${n}`, attributes: { 'audit.target.id': `o-${n}`, number: n } });
  }
  await provider.shutdown();
  await receiver.close();
  return recordsIn(file);
}

async function sealedInTheGateway(): Promise<StoredRecord[]> {
  const running = await runningGateway(folder, keys, { otlp: { protocol: 'http/json' } });
  const records = Array.from({ length: COUNT }, (_, n) =>
    logRecord({
      eventName: EVENT,
      body: text(`order ${n}`),
      attributes: { 'audit.target.id': text(`o-${n}`), number: { intValue: String(n) } },
      more: { timeUnixNano: String(BigInt(Date.now()) * 1_000_000n + BigInt(n)) },
    }),
  );
  expect((await running.post(exportRequest(records))).status).toBe(200);
  await running.close();
  return recordsIn(running.file);
}

type Attribute = { key: string; value: Record<string, unknown> };
type Changeable = { logRecord: { body?: unknown; attributes: Attribute[] }; resource: Attribute[] };

const attributeOf = ({ logRecord }: Changeable, name: string): Attribute =>
  logRecord.attributes.find(({ key }) => key === name) as Attribute;

function payloadOf(record: StoredRecord): { readonly kind: string; readonly sequence: string } {
  const { value } = attributeOf(record as unknown as Changeable, 'audit.payload');
  return JSON.parse(String(value['stringValue'])) as never;
}

/** The place of the record about order n. */
function indexOf(records: readonly StoredRecord[], n: number): number {
  return records.findIndex((record) => JSON.stringify(record.logRecord.attributes).includes(`"o-${n}"`));
}

/** A copy in which the record about order 5 is another. */
const changed =
  (change: (record: Changeable, all: readonly Changeable[]) => void) =>
  (records: readonly StoredRecord[]): StoredRecord[] => {
    const copy = structuredClone(records) as unknown as Changeable[];
    change(copy[indexOf(records, 5)] as Changeable, copy);
    return copy as unknown as StoredRecord[];
  };

const without =
  (isGone: (record: StoredRecord, index: number, all: readonly StoredRecord[]) => boolean) =>
  (records: readonly StoredRecord[]): StoredRecord[] =>
    records.filter((record, index) => !isGone(record, index, records));

const isOfKind = (record: StoredRecord, kind: string): boolean => payloadOf(record).kind === kind;
const isLaterThanOrder = (n: number) => (record: StoredRecord, _: number, all: readonly StoredRecord[]) =>
  Number(payloadOf(record).sequence ?? Number.POSITIVE_INFINITY) >
  Number(payloadOf(all[indexOf(all, n)] as StoredRecord).sequence);

const ALTERATIONS: Readonly<Record<string, readonly [(records: readonly StoredRecord[]) => StoredRecord[], string]>> = {
  'nothing is done': [(records) => [...records], 'INTACT'],
  'records come in another order': [(records) => records.toReversed(), 'INTACT'],
  'a record comes twice': [(records) => [...records, records[indexOf(records, 5)] as StoredRecord], 'INTACT'],
  'a host name is added': [
    changed(({ resource }) => resource.push({ key: 'host.name', value: { stringValue: 'h' } })),
    'INTACT',
  ],
  'a message is another': [
    changed(({ logRecord }) => {
      logRecord.body = { stringValue: 'nothing happened' };
    }),
    'NOT INTACT DISPLAY_MISMATCH body',
  ],
  'a value is another': [
    changed((record) => {
      attributeOf(record, 'audit.target.id').value = { stringValue: 'o-4711' };
    }),
    'NOT INTACT DISPLAY_MISMATCH audit.target.id',
  ],
  'a number becomes a text': [
    changed((record) => {
      attributeOf(record, 'number').value = { stringValue: '5' };
    }),
    'NOT INTACT DISPLAY_MISMATCH number',
  ],
  'a value is taken away': [
    changed(({ logRecord }) => {
      logRecord.attributes = logRecord.attributes.filter(({ key }) => key !== 'number');
    }),
    'NOT INTACT DISPLAY_MISMATCH number',
  ],
  'an actor is added': [
    changed(({ logRecord }) => logRecord.attributes.push({ key: 'audit.actor.name', value: { stringValue: 'eve' } })),
    'NOT INTACT DISPLAY_MISMATCH audit.actor.name',
  ],
  'another service is said to have sent it': [
    changed(({ resource }) => {
      (resource.find(({ key }) => key === 'service.name') as Attribute).value = { stringValue: 'bank' };
    }),
    'NOT INTACT DISPLAY_MISMATCH service.name',
  ],
  'the sealed text is another': [
    changed((record) => {
      const { value } = attributeOf(record, 'audit.payload');
      value['stringValue'] = String(value['stringValue']).replace('"o-5"', '"o-6"').replace('s:o-5', 's:o-6');
    }),
    'NOT INTACT MODIFIED audit.target.id',
  ],
  'two records have each other’s seals': [
    changed((record, all) => {
      const other = all[indexOf(all as unknown as StoredRecord[], 6)] as Changeable;
      const [mine, its] = [attributeOf(record, 'audit.payload'), attributeOf(other, 'audit.payload')];
      [mine.value, its.value] = [its.value, mine.value];
    }),
    'NOT INTACT DISPLAY_MISMATCH',
  ],
  'a record is gone': [without((_, index, all) => index === indexOf(all, 5)), 'NOT INTACT MISSING -'],
  'the opening is gone': [without((record) => isOfKind(record, 'open')), 'NOT INTACT'],
  'the closing is gone': [without((record) => isOfKind(record, 'close')), 'NOT INTACT MISSING -'],
  'all checkpoints are gone': [without((record) => isOfKind(record, 'checkpoint')), 'NOT PROVEN UNANCHORED'],
  'all is gone from a record on, checkpoints as well': [
    without((record, index, all) => isOfKind(record, 'checkpoint') || isLaterThanOrder(7)(record, index, all)),
    'NOT PROVEN UNANCHORED',
  ],
};

/** Verdict, reason and field: which stream, which number and how many records is each log's own. */
function saysOf(records: readonly StoredRecord[], trustFile = keys.trustFile): string {
  const file = join(folder, `${randomUUID()}.jsonl`);
  const lines = records.map(({ logRecord, resource }) =>
    JSON.stringify({
      resourceLogs: [{ resource: { attributes: resource }, scopeLogs: [{ scope: {}, logRecords: [logRecord] }] }],
    }),
  );
  writeFileSync(file, lines.join('\n'));
  const [line = ''] = verdict(file, trustFile).split(' (');
  return line
    .replace(/ (?:[0-9a-f]{32}|-) #\S+/, '')
    .replace(/ \d+ records? in .*/, '')
    .replace(/ at \S+$/, '');
}

describe('a log sealed in the service and one sealed in a gateway', () => {
  let sealed: Promise<readonly (readonly StoredRecord[])[]> | undefined;
  const logs = () => {
    sealed ??= Promise.all([sealedInTheService(), sealedInTheGateway()]);
    return sealed;
  };

  it.each(Object.entries(ALTERATIONS))('have the same verdict when %s', async (_, [alter, expected]) => {
    const [service, gateway] = (await logs()).map((records) => saysOf(alter(records)));
    expect(service).toMatch(new RegExp(`^${expected}`));
    expect(gateway).toBe(service);
  });

  it('have the same verdict for who trusts another key', async () => {
    const { trustFile } = keyAndTrust(mkdtempSync(join(folder, 'stranger-')));
    expect((await logs()).map((records) => saysOf(records, trustFile))).toEqual([
      'NOT INTACT FOREIGN_KEY control.certificate',
      'NOT INTACT FOREIGN_KEY control.certificate',
    ]);
  });
});
