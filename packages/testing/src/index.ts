export {
  type CaughtCampaign,
  type DetectionScore,
  type RaisedIncident,
  scoreDetection,
} from './attack-simulator/score-detection.js';
export { SeededRandom } from './attack-simulator/seeded-random.js';
export {
  type AttackOrder,
  allAttacks,
  type Simulation,
  type SimulationOptions,
  simulateTraffic,
} from './attack-simulator/simulate-traffic.js';
export {
  ATTACK_NAMES,
  type AttackName,
  type Campaign,
  type Difficulty,
  type SimulatedEvent,
} from './attack-simulator/simulated-event.js';
export * from './command-in-process.js';
export * from './examples/readme-lines.js';
export * from './examples/running-service.js';
export * from './examples/served-example.js';
export * from './examples/told-events.js';
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
