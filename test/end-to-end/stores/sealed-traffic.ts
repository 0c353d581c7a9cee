import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { LogAttributes } from '@opentelemetry/api-logs';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { LoggerProvider } from '@opentelemetry/sdk-logs';
import { createOtelseal, type OtelsealOptions } from '@otelseal/node';
import { R35 } from '@otelseal/testing';

/** Texts that somebody chose who knows what stores do to records. */
export const HOSTILE_TEXTS: readonly string[] = [
  '',
  ' ',
  'line\nfeed\r\n and tab\t',
  '{"audit_payload":"x"}',
  '| audit_payload=""',
  '"} | json | line_format "gone"',
  '\u0000\u001b[2J\u202e',
  'ünï\ufffdcode 😀 e\u0301',
  '9007199254740993',
  '2026-11-23T10:00:00Z',
  'x'.repeat(1_500),
  'null',
];

export interface SealedTraffic extends Pick<OtelsealOptions, 'spool' | 'sealing' | 'secondOtlp'> {
  readonly service: string;
  readonly keyFile: string;
  /** Where OTLP goes. */
  readonly url: string;
  readonly records: number;
  /** Default: one of its own. Null: none, as where an application does not say. */
  readonly instance?: string | null;
  /** Waits for delivery after so many records: 1 sends each in a request of its own; 0 waits at the end only. Default 256. */
  readonly deliverEach?: number;
  /** Waited for when everything is emitted, before the end. Default: nothing. */
  readonly beforeEnd?: () => Promise<void>;
  /** Waited for after each record. Default: nothing. */
  readonly afterEach?: (index: number) => Promise<void>;
  /** Milliseconds since 1970 for a record; undefined: now. */
  readonly timeOf?: (index: number) => number | undefined;
  /** Attributes of the resource beside service and instance. */
  readonly resource?: Readonly<Record<string, string>>;
  /** Attributes beside those of a login failure. */
  readonly attributesOf?: (index: number) => Readonly<Record<string, unknown>>;
}

/** Login failures from an application with Otelseal in it; everything is delivered and the streams are closed when this resolves. */
export async function sealTraffic({
  service,
  keyFile,
  url,
  records,
  timeOf,
  attributesOf,
  instance = `${service}-1`,
  beforeEnd,
  afterEach,
  deliverEach = 256,
  resource = {},
  ...more
}: SealedTraffic): Promise<void> {
  const otelseal = createOtelseal(
    { signing: { keyFile }, otlp: { url, protocol: 'http/json' }, detection: { mode: 'off' }, ...more },
    { environment: {} },
  );
  const named = instance === null ? {} : { 'service.instance.id': instance };
  const provider = new LoggerProvider({
    resource: resourceFromAttributes({ 'service.name': service, ...named, ...resource }),
    processors: otelseal.processors,
  });
  const logger = provider.getLogger('app', '1.0.0');
  const { 'audit.record.id': _id, 'log.record.uid': _uid, ...attributes } = R35.attributes;
  for (let index = 1; index <= records; index += 1) {
    const timestamp = timeOf?.(index);
    logger.emit({
      ...R35,
      ...(timestamp === undefined ? {} : { timestamp }),
      attributes: { ...attributes, 'audit.actor.id': `user-${index}`, ...attributesOf?.(index) } as LogAttributes,
    });
    await afterEach?.(index);
    if (deliverEach > 0 && index % deliverEach === 0) await delivered(otelseal);
  }
  await beforeEnd?.();
  await delivered(otelseal);
  await provider.shutdown();
}

async function delivered(otelseal: ReturnType<typeof createOtelseal>): Promise<void> {
  const reached = await otelseal.committed('delivered', { timeoutMs: 60_000 });
  if (reached !== 'delivered') throw new Error(`not delivered: ${reached}`);
}

/** An address that takes OTLP/JSON and hands every request to somebody; what fails there is answered with 503. */
export async function otlpReceiver(
  take: (request: OtlpRequest) => Promise<void>,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((asked, answer) => {
    const chunks: Buffer[] = [];
    asked.on('data', (chunk: Buffer) => chunks.push(chunk));
    asked.once('end', () => {
      take(JSON.parse(Buffer.concat(chunks).toString()) as OtlpRequest).then(
        () => answer.writeHead(200, { 'Content-Type': 'application/json' }).end('{}'),
        (cause: unknown) => answer.writeHead(503).end(String(cause)),
      );
    });
  });
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1/logs`,
    close: () => new Promise((settle) => server.close(() => settle())),
  };
}

/** The part of an OTLP/JSON request that tests take apart. */
export interface OtlpRequest {
  resourceLogs: {
    resource: { attributes: { key: string; value: Record<string, unknown> }[] };
    scopeLogs: { scope: Record<string, unknown>; logRecords: OtlpLogRecord[] }[];
  }[];
}

export interface OtlpLogRecord {
  timeUnixNano: string;
  eventName?: string;
  body?: Record<string, unknown>;
  attributes: { key: string; value: Record<string, unknown> }[];
}

/** A request with only the records that are wanted, changed as wanted; undefined when none is left. */
export function requestWith(
  request: OtlpRequest,
  change: (record: OtlpLogRecord) => OtlpLogRecord | undefined,
): OtlpRequest | undefined {
  const copy = structuredClone(request);
  let kept = 0;
  for (const { scopeLogs } of copy.resourceLogs) {
    for (const scope of scopeLogs) {
      scope.logRecords = scope.logRecords.flatMap((record) => change(record) ?? []);
      kept += scope.logRecords.length;
    }
  }
  return kept === 0 ? undefined : copy;
}

export function sequenceOf(record: OtlpLogRecord): number | undefined {
  const value = record.attributes.find(({ key }) => key === 'audit.sequence.number')?.value;
  return value === undefined ? undefined : Number(value['intValue']);
}
