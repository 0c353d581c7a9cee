import { type Handled, StandIn } from '../stores/stand-in.ts';

const IMPORT = 'POST /api/detection_engine/rules/_import';

/**
 * A MOCK of what imports detection rules into Kibana 8.19, which is in no registry: it asks for what its reference ("Import detection rules")
 * asks for, a key, the header `kbn-xsrf`, and a form with a file of JSON lines, and says how many rules were in it.
 */
export function mockKibana(): Promise<StandIn> {
  return StandIn.start(undefined, ({ line, headers, body }) => {
    if (line !== IMPORT) return { status: 404, json: { message: 'Not Found' } };
    if (!/^ApiKey \S+$/.test(headers.authorization ?? '')) return { status: 401, json: { message: 'Unauthorized' } };
    if (headers['kbn-xsrf'] === undefined) throw new Error('Request must contain a kbn-xsrf header.');
    return imported(headers['content-type'] ?? '', body.toString());
  });
}

function imported(type: string, body: string): Handled {
  const [, boundary] = /^multipart\/form-data; boundary=(\S+)$/.exec(type) ?? [];
  if (boundary === undefined) throw new Error('Unsupported Media Type');
  const part = body.split(`--${boundary}`).find((one) => one.includes('name="file"')) ?? '';
  const [head = '', ...content] = part.split('\r\n\r\n');
  if (!/filename="[^"]+\.ndjson"/.test(head)) throw new Error('Invalid file extension');
  const rules = content
    .join('\r\n\r\n')
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text) as Readonly<Record<string, unknown>>)
    .filter((one) => 'rule_id' in one);
  for (const { type: kind, language, query, name, severity, risk_score: risk } of rules) {
    if (kind !== 'esql' || language !== 'esql') throw new Error(`${String(name)} is no rule of ES|QL`);
    if (![query, name, severity].every((text) => typeof text === 'string') || typeof risk !== 'number')
      throw new Error(`${String(name)} lacks what every rule has`);
  }
  return { status: 200, json: { success: true, success_count: rules.length, rules_count: rules.length, errors: [] } };
}
