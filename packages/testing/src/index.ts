export * from './fake-clock.js';
export * from './hostile-corpus.js';
export * from './memory-telemetry.js';
export { decodeLogsProtobuf } from './otlp/decode-logs-protobuf.js';
export type {
  AnyValue,
  KeyValue,
  LogRecordData,
  LogsRequest,
  ResourceLogs,
  ScopeLogs,
} from './otlp/logs-request.js';
export { countRecords, MalformedRequest } from './otlp/logs-request.js';
export { logsRequestLine } from './otlp/logs-request-line.js';
export { readLogsJson } from './otlp/read-logs-json.js';
export * from './receiver/otlp-receiver.js';
export type { ReceiverFault } from './receiver/receiver-fault.js';
export * from './records/log-record-input.js';
export * from './records/r10.js';
export * from './records/r35.js';
