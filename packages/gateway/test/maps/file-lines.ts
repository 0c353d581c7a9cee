import { keyValues, logRecord, text } from '../support/export-request.js';

/** What a collector sends that reads lines from a file: no SDK is named, and no logger. */
export function fileLines(lines: readonly string[], service: string): string {
  const attributes = { 'log.file.name': text('auth.log') };
  const logRecords = lines.map((line) => logRecord({ body: text(line), attributes }));
  const resource = { attributes: keyValues({ 'service.name': text(service) }) };
  return JSON.stringify({ resourceLogs: [{ resource, scopeLogs: [{ scope: {}, logRecords }] }] });
}
