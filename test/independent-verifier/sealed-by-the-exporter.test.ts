// What the exporter writes by itself: streams that begin without their root, keys that change, tiles.
import { generateKeyPairSync } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { JsonLogsSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import { createVerifier, formatVkey, parseTrust, storedRecords } from '@otelseal/audit-integrity';
import { localKeySigner, type RootSigner, SigningLogRecordExporter } from '@otelseal/signing-exporter';
import { describe, expect, it } from 'vitest';
import { type Decision, pythonDecisions } from './python-verifier.ts';

const root = localKeySigner({
  pem: generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
});
const TRUST = {
  version: 1,
  roots: [
    {
      vkey: formatVkey(root.keyName, root.publicKey),
      ...{ organisation: 'default', tenant: 'default', environment: 'any', services: ['*'] },
    },
  ],
};

const KEY_CHANGED = 'Audit stream changed its epoch key.';

interface Log {
  readonly resourceLogs: { scopeLogs: { logRecords: { eventName: string; [field: string]: unknown }[] }[] }[];
}

/** A log of 300 records, through a root that answers later or never. Keys change twice where it answers, however busy the machine is. */
async function sealedWith(sign: RootSigner['sign'], mostPauses = 3): Promise<Log> {
  const records: ReadableLogRecord[] = [];
  const changes = (): number => records.filter(({ body }) => body === KEY_CHANGED).length;
  const exporter = new SigningLogRecordExporter({
    exporter: {
      export: (batch, done) => {
        records.push(...batch);
        done({ code: 0 });
      },
      forceFlush: async () => {},
      shutdown: async () => {},
    },
    signer: { keyName: root.keyName, publicKey: root.publicKey, sign },
    sealing: { epochMs: 40, checkpointIntervalMs: 10 },
    delivery: { shutdownTimeoutMs: 500 },
  });
  const resource = resourceFromAttributes({ 'service.name': 'shop' });
  for (let n = 0; n < 300; n += 1) {
    exporter.export([recordOf(n, resource)], () => {});
    if (n % 100 > 0) continue;
    for (let pauses = 0; pauses < 3 || (pauses < mostPauses && changes() < n / 100); pauses += 1) await pause(20);
  }
  await exporter.shutdown();
  return JSON.parse(Buffer.from(JsonLogsSerializer.serializeRequest(records) ?? []).toString()) as Log;
}

function recordOf(n: number, resource: ReadableLogRecord['resource']): ReadableLogRecord {
  return {
    hrTime: [1_795_428_000, n],
    hrTimeObserved: [1_795_428_000, n],
    severityNumber: 9,
    severityText: 'INFO',
    body: `record ${n}`,
    eventName: 'app.order.placed',
    resource,
    instrumentationScope: { name: 'test' },
    attributes: { n },
    droppedAttributesCount: 0,
  } as ReadableLogRecord;
}

function without(
  log: Log,
  unwanted: (record: { readonly eventName: string; readonly body?: unknown }) => boolean,
): Log {
  const copy = structuredClone(log);
  for (const { scopeLogs } of copy.resourceLogs) {
    for (const scope of scopeLogs) scope.logRecords = scope.logRecords.filter((record) => !unwanted(record));
  }
  return copy;
}

/** Records with this body. */
function count(log: Log, body: string): number {
  return JSON.stringify(log).split(`"body":{"stringValue":"${body}"`).length - 1;
}

function packageDecision(log: Log): Decision {
  const verifier = createVerifier({ trust: parseTrust(JSON.stringify(TRUST)) });
  for (const record of storedRecords(log, 'memory')) verifier.add(record);
  const { verdict, exitCode, reason, findings, conditions } = verifier.finish();
  const short = findings.map(({ verdict, stream, sequence, field }) => ({ verdict, stream, sequence, field }));
  return {
    verdict,
    exitCode,
    reason,
    findings: short,
    conditions: [...new Set(conditions.map(({ condition }) => condition))],
  };
}

describe('two verifiers that share no code', () => {
  it('agree about streams whose root answered late, whose keys changed, and that brought tiles along', async () => {
    const log = await sealedWith(async (message) => {
      await pause(20);
      return root.sign(message);
    }, 500);
    expect(count(log, 'A root key vouches for this audit stream.')).toBe(1);
    expect(count(log, KEY_CHANGED)).toBeGreaterThan(1);
    expect(count(log, 'Leaf hashes of this audit stream.')).toBe(2);
    const unanswered = await sealedWith(() => Promise.reject(new Error('away')));
    const text = (record: { readonly body?: unknown }): string => JSON.stringify(record.body);
    const cases = {
      whole: log,
      'without its tiles': without(log, ({ eventName }) => eventName === 'audit.tile'),
      'without its endorsement': without(log, (record) => text(record).includes('vouches')),
      'without a rotation': without(log, (record) => text(record).includes('changed its epoch key')),
      'without one record': without(log, (record) => text(record).includes('"record 150"')),
      'never endorsed': unanswered,
    };
    const ours = Object.values(cases).map(packageDecision);
    expect(ours.map(({ verdict }) => verdict)).toEqual([
      ...['INTACT', 'INTACT', 'NOT INTACT', 'NOT INTACT', 'NOT INTACT', 'NOT PROVEN'],
    ]);
    const theirs = pythonDecisions(
      Object.values(cases).map((request) => ({ trust: TRUST, vocabulary: [], requests: [request] })),
    );
    const names = Object.keys(cases);
    expect(theirs.map((decision, index) => [names[index], decision])).toEqual(
      ours.map((decision, index) => [names[index], decision]),
    );
  });
});
