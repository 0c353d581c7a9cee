// `otelseal verify` over a file as the collector writes it: reading, parsing, chain, tree, signatures and display.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JsonLogsSerializer } from '@opentelemetry/otlp-transformer';
import { BatchLogRecordProcessor, type LogRecordExporter, type LogRecordProcessor } from '@opentelemetry/sdk-logs';
import { type Io, main } from '@otelseal/cli';
import { createOtelseal } from '@otelseal/node';
import { localKeySigner, SigningLogRecordExporter } from '@otelseal/signing-exporter';
import { type LogRecordInput, logsRequestLine, R10, R35, readLogsJson } from '@otelseal/testing';

import type { Bench, Figure } from './figure.ts';
import { emitting, exporterTo, providerWith } from './logging-application.ts';
import { measure } from './measure.ts';

const RECORDS = 20_000;

/** A command line of the real command, and what it printed. */
async function otelseal(...args: string[]): Promise<string> {
  let printed = '';
  const write = async (text: string): Promise<void> => {
    printed += text;
  };
  const output = { isTerminal: false, write };
  const nothing = (async function* () {})();
  const io: Io = {
    stdin: nothing,
    stdout: output,
    stderr: output,
    env: {},
    now: Date.now,
    untilStopped: async () => {},
  };
  const exitCode = await main(args, io);
  if (exitCode !== 0) throw new Error(`otelseal ${args.join(' ')} exits with ${exitCode}: ${printed}`);
  return printed;
}

/** Sealed as they come: 10 attributes stay 10. */
function sealedOnly(exporter: LogRecordExporter, keyFile: string): LogRecordProcessor[] {
  const signing = new SigningLogRecordExporter({ exporter, signer: localKeySigner({ keyFile }) });
  return [new BatchLogRecordProcessor({ exporter: signing })];
}

/** Enriched and sanitized before. */
function wholePipeline(exporter: LogRecordExporter, keyFile: string): LogRecordProcessor[] {
  const surroundings = { environment: {}, report: console.error };
  return createOtelseal({ exporter, signing: { keyFile } }, surroundings).processors;
}

class Evidence {
  readonly #folder = mkdtempSync(join(tmpdir(), 'otelseal-verify-'));
  readonly #key = join(this.#folder, 'key.pem');
  readonly #trust = join(this.#folder, 'trust.json');

  async generateKey(): Promise<void> {
    await otelseal('keys', 'generate', '--out', this.#key, '--trust', this.#trust);
  }

  /** Lines of about 512 records with a checkpoint every 256, closed; the name of the file. */
  async write(name: string, record: LogRecordInput, pipeline: typeof sealedOnly): Promise<string> {
    const lines: string[] = [];
    const exporter = exporterTo((records) => {
      const request = new TextDecoder().decode(JsonLogsSerializer.serializeRequest(records));
      lines.push(logsRequestLine(readLogsJson(request)));
    });
    const provider = providerWith(pipeline(exporter, this.#key));
    await emitting(provider, () => record)(RECORDS);
    await provider.shutdown();
    const file = join(this.#folder, `${name}.jsonl`);
    writeFileSync(file, lines.join(''));
    return file;
  }

  async verify(file: string): Promise<void> {
    const printed = await otelseal('verify', `file:${file}`, '--trust', this.#trust);
    if (!printed.startsWith('INTACT ')) throw new Error(printed);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }
}

export default (async () => {
  const evidence = new Evidence();
  await evidence.generateKey();
  const files = {
    R10: await evidence.write('r10', R10, sealedOnly),
    R35: await evidence.write('r35', R35, sealedOnly),
    enriched: await evidence.write('enriched', R10, wholePipeline),
  };
  const settings = { records: RECORDS, rounds: 9, warmUpRounds: 3 };
  const costs = await measure(
    {
      R10: () => evidence.verify(files.R10),
      R35: () => evidence.verify(files.R35),
      enriched: () => evidence.verify(files.enriched),
    },
    settings,
  );
  evidence.remove();
  const speed = (what: string, cost: { readonly median: number }, bar?: Figure['bar']): Figure => ({
    what,
    value: 1_000_000 / cost.median,
    unit: '/s',
    ...(bar === undefined ? {} : { bar }),
    note: `${cost.median.toFixed(1)} µs`,
  });
  return [
    speed('verify R10', costs.R10, { atLeast: 60_000 }),
    speed('verify R35', costs.R35, { atLeast: 30_000 }),
    speed('verify R10, enriched', costs.enriched),
  ];
}) satisfies Bench;
