import type { StoredRecord } from '../../src/index.js';
import { type Mutable, setAttribute } from '../judged.js';

/** What is done to a record of a file before it is looked at. */
export type Change = (record: Mutable<StoredRecord>) => unknown;

export const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });

/** Another member of the log record. */
export const field =
  (name: string, value: unknown): Change =>
  ({ logRecord }) =>
    Object.assign(logRecord, { [name]: value });

/** Another attribute of the record. */
export const put =
  (name: string, value: unknown): Change =>
  (record) =>
    setAttribute(record, name, value);

/** Another attribute of the resource. */
export const around =
  (key: string, stringValue: string): Change =>
  (record) => {
    record.resource = [...record.resource.filter((one) => one.key !== key), text(key, stringValue)] as never;
  };
