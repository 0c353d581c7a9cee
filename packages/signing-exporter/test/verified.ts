import { readFileSync } from 'node:fs';
import { JsonLogsSerializer } from '@opentelemetry/otlp-transformer';
import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import {
  createVerifier,
  formatVkey,
  parseTrust,
  type Report,
  reportFirstLine,
  storedRecords,
} from '@otelseal/audit-integrity';
import { ATTRIBUTES } from '@otelseal/semantic-conventions';
import type { RootSigner } from '../src/index.js';
import { ROOT } from './sealing-bench.js';

/** What an auditor says who pinned this root for everything. */
export function verifiedLines(
  lines: readonly string[],
  root: RootSigner = ROOT,
): { readonly first: string; readonly report: Report } {
  const entry = {
    vkey: formatVkey(root.keyName, root.publicKey),
    organisation: 'default',
    tenant: 'default',
    environment: 'any',
    services: ['*'],
    purpose: ['seal'],
  };
  const trust = parseTrust(JSON.stringify({ version: 1, roots: [entry] }));
  const verifier = createVerifier({ trust, vocabulary: Object.keys(ATTRIBUTES) });
  lines.forEach((line, at) => {
    for (const record of storedRecords(JSON.parse(line), `audit.jsonl:${at + 1}`)) verifier.add(record);
  });
  const report = verifier.finish();
  return { first: reportFirstLine(report), report };
}

export function verifiedFile(path: string, root?: RootSigner): ReturnType<typeof verifiedLines> {
  return verifiedLines(readFileSync(path, 'utf8').split('\n').filter(Boolean), root);
}

export function verifiedRecords(
  records: readonly ReadableLogRecord[],
  root?: RootSigner,
): ReturnType<typeof verifiedLines> {
  return verifiedLines([Buffer.from(JsonLogsSerializer.serializeRequest([...records]) ?? []).toString()], root);
}
