// What the gateway costs: OTLP/HTTP protobuf in and out, every rule and detector on, sealed, 200 for what is on disk. It runs as the command
// does, in a process of its own, and all of that process's CPU counts; client and receiver are others. Beside it, in the same run, the
// collector with its redaction processor and four patterns, which neither seals nor keeps. Read from /proc: Linux only.
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LogRecordInput, R10, R35 } from '@otelseal/testing';

import { freePort } from '../backends/free-port.ts';
import { collectorBinary } from '../backends/otelcol/build.ts';
import type { Bench, Figure } from './figure.ts';
import { gatewayBefore } from './gateway-process.ts';
import { BATCH, CONNECTIONS, type OtlpServer, recordsPerCpuSecond, residentMegabytes } from './otlp-load.ts';

/** On the disk of the checkout: a folder for temporary files may be in memory, where fdatasync costs nothing. */
const folder = mkdtempSync(join(import.meta.dirname, '.gateway-'));
const BAR = { atLeast: 30_000 };
/** Card numbers of two brands, e-mail addresses, bearer tokens: RE2 as the collector has it. */
const PATTERNS = [
  '4[0-9]{12}(?:[0-9]{3})?',
  '(5[1-5][0-9]{14})',
  '[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}',
  '(?i)bearer\\s+[A-Za-z0-9._-]{8,}',
];

async function collectorBefore(port: number): Promise<OtlpServer> {
  const binary = await collectorBinary('v0.165-redaction');
  const own = await freePort();
  const configuration = {
    receivers: { otlp: { protocols: { http: { endpoint: `127.0.0.1:${own}` } } } },
    processors: { redaction: { allow_all_keys: true, blocked_values: PATTERNS } },
    exporters: { otlp_http: { endpoint: `http://127.0.0.1:${port}`, compression: 'none' } },
    service: {
      telemetry: { metrics: { level: 'none' } },
      pipelines: { logs: { receivers: ['otlp'], processors: ['redaction'], exporters: ['otlp_http'] } },
    },
  };
  const file = join(folder, 'otelcol.yaml');
  writeFileSync(file, JSON.stringify(configuration)); // JSON is YAML
  const child = spawn(binary, ['--config', file], { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  for await (const text of (child.stderr as NodeJS.ReadableStream).setEncoding('utf8')) {
    log += text;
    if (log.includes('Everything is ready')) break;
  }
  return { child, url: new URL(`http://127.0.0.1:${own}/v1/logs`) };
}

async function measured(server: OtlpServer, record: LogRecordInput): Promise<{ rate: number; megabytes: number }> {
  try {
    const rate = await recordsPerCpuSecond(server, record);
    return { rate, megabytes: residentMegabytes(server.child) };
  } finally {
    const gone = once(server.child, 'exit');
    server.child.kill('SIGTERM');
    await gone;
  }
}

async function figuresOf(port: number): Promise<readonly Figure[]> {
  const r10 = await measured(await gatewayBefore(port, { folder, spool: 'R10' }), R10);
  const collector = await measured(await collectorBefore(port), R10);
  const r35 = await measured(await gatewayBefore(port, { folder, spool: 'R35' }), R35);
  const how = `batches of ${BATCH}, ${CONNECTIONS} connections`;
  const noteOf = ({ megabytes }: typeof r10): string =>
    `durable acknowledgement, ${how}, ${megabytes.toFixed(0)} MB resident`;
  return [
    { what: 'gateway R10, protobuf', value: r10.rate, unit: '/s', bar: BAR, note: noteOf(r10) },
    { what: 'gateway R35, protobuf', value: r35.rate, unit: '/s', note: noteOf(r35) },
    {
      what: 'gateway R10 against the redaction processor',
      value: collector.rate / r10.rate,
      unit: '×',
      note: `CPU a record; the collector with four patterns, no seal and no disk: ${Math.round(collector.rate)} records in a second, ${how}`,
    },
  ];
}

export default (async () => {
  const receiver = fork(new URL('draining-receiver.ts', import.meta.url));
  try {
    const [port] = (await once(receiver, 'message')) as [number];
    return await figuresOf(port);
  } finally {
    receiver.disconnect();
    rmSync(folder, { recursive: true, force: true });
  }
}) satisfies Bench;
