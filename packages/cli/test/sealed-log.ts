import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JsonLogsSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider, type LogRecordExporter } from '@opentelemetry/sdk-logs';
import { localKeySigner, SigningLogRecordExporter } from '@otelseal/signing-exporter';
import { type LogRecordInput, logsRequestLine, R10, readLogsJson } from '@otelseal/testing';
import { onTestFinished } from 'vitest';

import { run } from './memory-io.js';

/** A folder that is gone after the test. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'otelseal-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface SealedLog {
  readonly folder: string;
  /** OTLP JSON lines, sealed and closed. */
  readonly file: string;
  readonly trust: string;
  readonly keyFile: string;
  /** What `file` holds. */
  readonly text: string;
}

export interface SealedLogOptions {
  readonly records?: readonly LogRecordInput[];
  /** Whether the stream gets its close record. Default true. */
  readonly close?: boolean;
}

/** A provider whose records are sealed with a key that `keys generate` made, and given as OpenTelemetry JS sends them. */
async function sealingProvider(onRequest: (json: string) => void) {
  const folder = testFolder();
  const [keyFile, trust, file] = ['otelseal.pem', 'trust.json', 'logs.jsonl'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  await run(['keys', 'generate', '--out', keyFile, '--trust', trust]);
  const exporter: LogRecordExporter = {
    export(batch, done) {
      onRequest(Buffer.from(JsonLogsSerializer.serializeRequest(batch) as Uint8Array).toString());
      done({ code: 0 });
    },
    forceFlush: async () => {},
    shutdown: async () => {},
  };
  const sealing = new SigningLogRecordExporter({ exporter, signer: localKeySigner({ keyFile }) });
  const provider = new LoggerProvider({
    resource: resourceFromAttributes({ 'service.name': 'shop' }),
    processors: [new BatchLogRecordProcessor({ exporter: sealing })],
  });
  return { folder, keyFile, trust, file, provider };
}

/** Records sealed by the real exporter, written as the collector writes them. */
export async function sealedLog({
  records = [R10, R10, R10],
  close = true,
}: SealedLogOptions = {}): Promise<SealedLog> {
  const lines: string[] = [];
  const { folder, keyFile, trust, file, provider } = await sealingProvider((json) =>
    lines.push(logsRequestLine(readLogsJson(json))),
  );
  for (const record of records) provider.getLogger('app').emit({ ...record, attributes: { ...record.attributes } });
  await provider.forceFlush();
  const unclosed = lines.join('');
  await provider.shutdown();
  writeFileSync(file, close ? lines.join('') : unclosed);
  return { folder, file, trust, keyFile, text: readFileSync(file, 'utf8') };
}

/** The same record again and again, sealed and closed, until the file is larger than `bytes`; a request a line, as it was sent. */
export async function largeSealedLog(
  bytes: number,
  record: LogRecordInput,
): Promise<{ readonly file: string; readonly trust: string; readonly records: number }> {
  let written = 0;
  let records = 0;
  const lines: string[] = [];
  const { file, trust, provider } = await sealingProvider((json) => {
    lines.push(`${json}\n`);
    written += json.length;
    records += json.split('"audit.sequence.number"').length - 1;
  });
  const logger = provider.getLogger('app');
  while (written <= bytes) {
    for (let count = 0; count < 512; count += 1) logger.emit({ ...record, attributes: { ...record.attributes } });
    await provider.forceFlush();
    appendFileSync(file, lines.splice(0).join(''));
  }
  await provider.shutdown();
  appendFileSync(file, lines.join(''));
  return { file, trust, records };
}
