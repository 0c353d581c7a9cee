import { countRecords, type LogsRequest } from '../otlp/logs-request.js';

/** The request without its last `count` records, as a back end stores it that rejects them. */
export function withoutLastRecords(request: LogsRequest, count: number): LogsRequest {
  if (count === 0) return request;
  let left = Math.max(0, countRecords(request) - count);
  return request.map((resourceLogs) => ({
    ...resourceLogs,
    scopeLogs: resourceLogs.scopeLogs.map((scopeLogs) => {
      const logRecords = scopeLogs.logRecords.slice(0, left);
      left -= logRecords.length;
      return { ...scopeLogs, logRecords };
    }),
  }));
}
