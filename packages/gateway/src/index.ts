export type { ReceivedRecord, ReceivedResource, ReceivedScope, RecordMap } from './received-record.js';
