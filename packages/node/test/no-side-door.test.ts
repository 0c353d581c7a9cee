import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { logs } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { LoggerProvider } from '@opentelemetry/sdk-logs';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { afterEach, describe, expect, it } from 'vitest';
import { createOtelseal } from '../src/index.js';
import { receiving } from './support/receiving.js';
import { keyAndTrust, temporaryDirectory } from './support/signing-key-files.js';

const directory = temporaryDirectory();
const { keyFile } = keyAndTrust(directory);

/** A password that is recognised by the name before it, another one for every place, so that a leak tells where it came from. */
const canary = (place: string) => `Kanarie7${place}Xq9z`;
const line = (place: string) => `login password=${canary(place)}`;

const PLACES = {
  body: (place: string) => ({ body: line(place) }),
  bodyObject: (place: string) => ({ body: { deep: [{ text: line(place) }] } }),
  bodyName: (place: string) => ({ body: { [`password=${canary(place)}`]: 1 } }),
  attribute: (place: string) => ({ attributes: { note: line(place) } }),
  attributeSecretName: (place: string) => ({ attributes: { apiKey: canary(place) } }),
  attributeArray: (place: string) => ({ attributes: { list: ['x', line(place)] } }),
  attributeNested: (place: string) => ({ attributes: { a: { b: { password: canary(place) } } } }),
  attributeBytes: (place: string) => ({ attributes: { bytes: Buffer.from(line(place)) } }),
  attributeName: (place: string) => ({ attributes: { [`password=${canary(place)}`]: 1 } }),
  eventName: (place: string) => ({ eventName: line(place) }),
  severityText: (place: string) => ({ severityText: line(place) }),
  exceptionMessage: (place: string) => ({ exception: new Error(line(place)) }),
  exceptionType: (place: string) => ({ exception: Object.assign(new Error('x'), { name: line(place) }) }),
  exceptionCode: (place: string) => ({ exception: Object.assign(new Error('x'), { code: line(place) }) }),
  exceptionStack: (place: string) => ({
    exception: Object.assign(new Error('x'), { stack: `Error: x\n    at ${line(place)} (a.js:1:1)` }),
  }),
  securityActor: (place: string) => ({
    eventName: 'security.authn.login.failure',
    attributes: { 'audit.actor.id': line(place), 'security.reason': 'wrong_password' },
  }),
  securityReason: (place: string) => ({
    eventName: 'security.authz.failure',
    attributes: { 'security.reason': line(place) },
  }),
} as const;
const ORIGINS = ['scopeName', 'scopeVersion', 'scopeAttribute', 'resourceAttribute', 'commandArguments', 'commandLine'];
/** A number that is a secret by its name. */
const PIN = 918_273_645;

function emitEverywhere(provider: LoggerProvider): void {
  const logger = provider.getLogger(line('scopeName'), line('scopeVersion'), {
    attributes: { token: canary('scopeAttribute') },
  });
  for (const [place, record] of Object.entries(PLACES)) logger.emit(record(place) as never);
  logger.emit({ attributes: { pin: PIN, password: PIN } });
}

function resource() {
  return resourceFromAttributes({
    'service.name': 'shop',
    'app.secret': canary('resourceAttribute'),
    'process.command_args': [
      'node',
      'app.js',
      `--db-password=${canary('commandArguments')}`,
      '--token',
      canary('commandArguments'),
    ],
    'process.command_line': `node app.js --password ${canary('commandLine')}`,
  });
}

/** Which places can be read in the text, be it plain, in base64 or in hexadecimal digits. */
function leaks(text: string): string[] {
  const places = [...Object.keys(PLACES), ...ORIGINS];
  const found = places.filter((place) => {
    const secret = Buffer.from(canary(place));
    const inner = secret.subarray(1, -1); // base64 letters in the middle depend on the offset
    return (
      [0, 1, 2].some((offset) =>
        text.includes(
          Buffer.concat([Buffer.alloc(offset), inner])
            .toString('base64')
            .slice(offset + 2, -4),
        ),
      ) ||
      text.includes(secret.toString()) ||
      text.includes(secret.toString('hex'))
    );
  });
  return text.includes(String(PIN)) ? [...found, 'number'] : found;
}

function filesBelow(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
    .map((bytes) => (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('latin1'))
    .join('\n');
}

it('a canary would be seen', () => {
  expect(leaks(`x ${line('body')} y`)).toEqual(['body']);
  expect(leaks(Buffer.from(`some ${line('bodyName')} more`).toString('base64'))).toEqual(['bodyName']);
  expect(leaks(`{"intValue":${PIN}}`)).toEqual(['number']);
});

describe.each([
  ['as it is', false],
  ['wrapped', true],
])('no secret of any place of a record is delivered, the provider being %s,', (_how, wrapped) => {
  it.each(['http/json', 'http/protobuf'] as const)('from memory over %s', async (protocol) => {
    const { receiver, file, received } = await receiving();
    const otelseal = createOtelseal({ signing: { keyFile }, otlp: { url: receiver.url, protocol } });
    const provider = new LoggerProvider({ resource: resource(), processors: otelseal.processors });
    emitEverywhere(wrapped ? otelseal.wrapLoggerProvider(provider) : provider);
    await provider.shutdown();
    expect(received().length).toBeGreaterThan(Object.keys(PLACES).length);
    expect(leaks(readFileSync(file, 'utf8'))).toEqual([]);
  });

  it('from a spool, nor is it on the disk', async () => {
    const { receiver, file, received } = await receiving();
    const spool = { directory: join(directory, `spool-${String(wrapped)}`) };
    const otelseal = createOtelseal(
      { signing: { keyFile }, spool, otlp: { url: receiver.url, protocol: 'http/json' } },
      { environment: { OTEL_SERVICE_NAME: 'shop' } },
    );
    const provider = new LoggerProvider({ resource: resource(), processors: otelseal.processors });
    emitEverywhere(wrapped ? otelseal.wrapLoggerProvider(provider) : provider);
    expect(await otelseal.committed('spooled', { timeoutMs: 5_000 })).toBe('spooled');
    expect(leaks(filesBelow(spool.directory))).toEqual([]);
    await provider.shutdown();
    expect(received().length).toBeGreaterThan(Object.keys(PLACES).length);
    expect(leaks(readFileSync(file, 'utf8'))).toEqual([]);
  });
});

describe('the global provider', () => {
  afterEach(() => {
    logs.disable();
  });

  it('is wrapped in the turn after the pipeline was made, and a throwing getter is the application’s no more', async () => {
    const { receiver, received } = await receiving();
    const otelseal = createOtelseal({ signing: { keyFile }, otlp: { url: receiver.url, protocol: 'http/json' } });
    const sdk = new NodeSDK({ logRecordProcessors: otelseal.processors });
    sdk.start();
    await new Promise((resolve) => setImmediate(resolve));
    const hostile = {
      get name(): string {
        throw new Error('boom');
      },
    };
    expect(() => logs.getLogger('app').emit({ eventName: 'app.x', attributes: hostile })).not.toThrow();
    await sdk.shutdown();
    expect(received().find(({ eventName }) => eventName === 'app.x')).toMatchObject({ name: '[OMITTED:getter]' });
  });
});
