/** Private fields decide whether attaching works, so every published SDK of the support matrix is tried. A new one belongs here; `npm run canary` names it. */
export const PUBLISHED = [
  { generation: '2.x', api: '@opentelemetry/api-logs', sdk: '@opentelemetry/sdk-node', version: '0.223.0' },
  { generation: '2.x', api: '@opentelemetry/api-logs', sdk: '@opentelemetry/sdk-logs', version: '0.223.1' },
  { generation: '3.x', api: '@opentelemetry/api', sdk: 'sdk-node-0.300.0', version: '0.300.0' },
  { generation: '3.x', api: '@opentelemetry/api', sdk: 'sdk-node-0.301.0', version: '0.301.0' },
  { generation: '3.x', api: '@opentelemetry/api', sdk: 'sdk-logs-3.0.0', version: '3.0.0' },
  { generation: '3.x', api: '@opentelemetry/api', sdk: 'sdk-logs-3.1.0', version: '3.1.0' },
  { generation: '3.x', api: '@opentelemetry/api', sdk: 'sdk-logs-3.1.1', version: '3.1.1' },
] as const;
