import { generateKeyPairSync } from 'node:crypto';
import type { Attributes } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { RootSigner, SigningError, SigningExporterOptions } from '../src/index.js';
import { localKeySigner, SigningLogRecordExporter } from '../src/index.js';
import { CountingTelemetry } from './counting-telemetry.js';
import { ManualClock } from './manual-clock.js';
import { ScriptedExporter } from './scripted-exporter.js';

export const ROOT_PEM: string = generateKeyPairSync('ed25519')
  .privateKey.export({ format: 'pem', type: 'pkcs8' })
  .toString();
export const ROOT: RootSigner = localKeySigner({ pem: ROOT_PEM });

export const SHOP = resourceFromAttributes({
  'service.name': 'shop',
  'service.namespace': 'retail',
  'service.instance.id': 'shop-1',
});
const SCOPE = { name: 'test', version: '1.0.0' };

/** A record as a batch processor hands it over. */
export function recordOf(attributes: Attributes = {}, more: Partial<ReadableLogRecord> = {}): ReadableLogRecord {
  return {
    hrTime: [1_795_428_000, 123_456_789],
    hrTimeObserved: [1_795_428_000, 123_456_789],
    severityNumber: 9,
    severityText: 'INFO',
    body: 'user u1 logged in',
    eventName: 'security.authn.login.success',
    resource: SHOP,
    instrumentationScope: SCOPE,
    attributes,
    droppedAttributesCount: 0,
    ...more,
  };
}

export function recordsOf(count: number, more: Partial<ReadableLogRecord> = {}): ReadableLogRecord[] {
  return Array.from({ length: count }, (_, n) => recordOf({ 'user.id': `u${n}` }, more));
}

export type RootAnswer = 'sign' | 'fail' | 'hang' | 'garbage';

/** The same root somewhere else, where it answers as told; the last answer repeats. */
export function remoteRoot(...answers: RootAnswer[]): RootSigner & { answers: RootAnswer[] } {
  const remote = {
    keyName: ROOT.keyName,
    publicKey: ROOT.publicKey,
    answers,
    sign: async (message: Uint8Array): Promise<Uint8Array> => {
      const answer = remote.answers.length > 1 ? remote.answers.shift() : remote.answers[0];
      if (answer === 'fail') throw new Error('KMS 503');
      if (answer === 'hang') return new Promise(() => {});
      return answer === 'garbage' ? new Uint8Array(64) : ROOT.sign(message);
    },
  };
  return remote;
}

/** An exporter under test with everything around it in the test's hands. */
export function bench(options: Partial<SigningExporterOptions> = {}, inner: ScriptedExporter = new ScriptedExporter()) {
  const clock = new ManualClock();
  const telemetry = new CountingTelemetry();
  const results: string[] = [];
  const exporter = new SigningLogRecordExporter({
    exporter: inner,
    signer: ROOT,
    clock,
    telemetry,
    random: () => 0.5,
    ...options,
  });
  const give = (...records: ReadableLogRecord[]): void =>
    exporter.export(records, ({ code, error }) => {
      results.push(code === 0 ? 'SUCCESS' : (error as SigningError).code);
    });
  return { exporter, inner, clock, telemetry, results, give };
}

/** What went out, as `event#sequence` with the stream left out. */
export function story(records: readonly ReadableLogRecord[]): string[] {
  return records.map(({ eventName, attributes }) => {
    const sequence = attributes['audit.sequence.number'];
    const name = eventName?.replace('audit.', '') ?? 'unnamed';
    return sequence === undefined ? name : `${name}#${String(sequence)}`;
  });
}

/** The control object inside a sealed record's canonical text. */
export function controlOf(record: ReadableLogRecord | undefined): Readonly<Record<string, unknown>> {
  return (JSON.parse(String(record?.attributes['audit.payload'])) as { control: Record<string, unknown> }).control;
}
