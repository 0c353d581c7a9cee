import { readFileSync } from 'node:fs';
import type { AnyValue } from '../otlp/logs-request.js';
import { readLogsJson } from '../otlp/read-logs-json.js';

/**
 * The security events of a file of OTLP JSON lines, in their order, each with the values of these attributes as one text. Incidents and what
 * the system says of itself are left out.
 *
 * @example toldEvents('logs.jsonl', ['security.reason']) // ['security.authz.failure forbidden']
 */
export function toldEvents(file: string, attributeNames: readonly string[]): string[] {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const scopes = lines.flatMap(readLogsJson).flatMap(({ scopeLogs }) => scopeLogs);
  const records = scopes.flatMap(({ logRecords }) => logRecords);
  const events = records.filter(({ eventName }) => /^security\.(?!incident|sys)/.test(eventName));
  return events.map(({ eventName, attributes }) => {
    const said = attributeNames.flatMap((name) => attributes.filter(({ key }) => key === name));
    return [eventName, ...said.map(({ value }) => plain(value))].join(' ');
  });
}

/** Texts and numbers as they are, a list as `a,b`. */
function plain(value: AnyValue): string {
  const [inner = ''] = Object.values(value) as unknown[];
  return Array.isArray(inner) ? inner.map((item) => plain(item as AnyValue)).join(',') : String(inner);
}
