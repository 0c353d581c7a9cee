export * from './maps/index.js';
export type { ReceivedRecord, ReceivedResource, ReceivedScope, RecordMap } from './received-record.js';
export { type ServingPorts, serveGateway } from './serve-gateway.js';
export { type GatewayPorts, type RunningGateway, startGateway } from './start-gateway.js';
