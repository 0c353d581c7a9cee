import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type DemoFolder, ROOT } from './demo-folder.ts';
import { attribute, type StoredRecord, withOneRecordChanged } from './stored-records.ts';

/** Copies the log and lowers one refund, wherever its amount stands in that record: the work of a careful forger. */
export function lowerRefundInCopy(folder: DemoFolder, amount: string, lowered: string): { readonly line: number } {
  const isRefund = (record: StoredRecord): boolean =>
    record.eventName === 'security.transaction.complete' && attribute(record, 'security.transaction.amount') === amount;
  const lower = (record: StoredRecord): StoredRecord => JSON.parse(JSON.stringify(record).replaceAll(amount, lowered));
  const { text, line } = withOneRecordChanged(folder.log, isRefund, lower);
  writeFileSync(resolve(ROOT, folder.tamperedLog), text, { mode: 0o600 });
  return { line };
}
