import { gzipSync } from 'node:zlib';
import { ProtobufLogsSerializer } from '@opentelemetry/otlp-transformer';
import { describe, expect, it } from 'vitest';
import { exportRequest, logRecord, numbered, text } from './support/export-request.js';
import { keyAndTrust, testFolder } from './support/gateway-files.js';
import { JSON_TYPE, PROTOBUF_TYPE, runningGateway } from './support/running-gateway.js';
import { shownIn, verdict } from './support/verdict.js';

const folder = testFolder();
const keys = keyAndTrust(folder);

/** As an OpenTelemetry SDK sends them. */
function protobuf(bodies: readonly string[]): Uint8Array {
  const resource = { attributes: { 'service.name': 'shop' } };
  const records = bodies.map((body) => ({
    ...{ hrTime: [1_795_449_600, 1], hrTimeObserved: [1_795_449_600, 2], resource, body },
    ...{
      instrumentationScope: { name: 'lib', version: '1.2.3' },
      attributes: { a: 1, b: 'x' },
      droppedAttributesCount: 0,
    },
  }));
  return ProtobufLogsSerializer.serializeRequest(records as never) as Uint8Array;
}

describe('a request', () => {
  it('in JSON is sealed and forwarded, under its own resource and scope', async () => {
    const running = await runningGateway(folder, keys);
    const body = exportRequest([logRecord({ body: text('hello'), attributes: { a: { intValue: '5' } } })], {
      resource: { 'k8s.pod.name': text('pod-1') },
    });
    const response = await running.post(body);
    expect([response.status, await response.json()]).toEqual([200, {}]);
    await running.close();
    expect(shownIn(running.file)).toMatchObject([
      {
        body: 'hello',
        attributes: { a: '5' },
        resource: { 'service.name': 'shop', 'k8s.pod.name': 'pod-1' },
        scope: 'lib',
      },
    ]);
    expect(verdict(running.file, keys.trustFile)).toMatch(/^INTACT 3 records/);
  });

  it('with a record that is null has that one refused, and the others taken', async () => {
    const running = await runningGateway(folder, keys);
    const body = exportRequest([logRecord({ body: text('one') })]).replace('"logRecords":[', '"logRecords":[null,');
    const response = await running.post(body);
    expect([response.status, await response.json()]).toEqual([
      200,
      { partialSuccess: { rejectedLogRecords: '1', errorMessage: 'record 0: a record is null' } },
    ]);
    await running.close();
    expect(shownIn(running.file).map((record) => record.body)).toEqual(['one']);
  });

  it.each([
    ['as it is', (bytes: Uint8Array) => bytes, {}],
    ['with gzip', gzipSync, { 'content-encoding': 'gzip' }],
  ] as const)('in protobuf, %s, is answered in protobuf', async (_, encode, more) => {
    const running = await runningGateway(folder, keys);
    const response = await running.post(encode(protobuf(['one', 'two'])), { ...PROTOBUF_TYPE, ...more });
    expect([response.status, response.headers.get('content-type'), (await response.arrayBuffer()).byteLength]).toEqual([
      200,
      'application/x-protobuf',
      0,
    ]);
    await running.close();
    expect(shownIn(running.file).map(({ body }) => body)).toEqual(['one', 'two']);
    expect(verdict(running.file, keys.trustFile)).toMatch(/^INTACT /);
  });

  it('is sanitized, and a security event in it completed and watched', async () => {
    const running = await runningGateway(folder, keys);
    const login = logRecord({
      eventName: 'security.authn.login.failure',
      attributes: { 'audit.actor.id': text('u-1'), 'client.address': text('203.0.113.9'), password: text('hunter2') },
    });
    expect((await running.post(exportRequest(Array.from({ length: 40 }, () => login)))).status).toBe(200);
    await running.close();
    const shown = shownIn(running.file);
    expect(JSON.stringify(shown)).not.toContain('hunter2');
    expect(shown[0]?.attributes).toMatchObject({ 'security.category': 'authentication' });
    expect(shown.map(({ event }) => event)).toContain('security.incident.open');
    expect(verdict(running.file, keys.trustFile)).toMatch(/^INTACT /);
  });

  it('of which one record cannot be read is taken but for that one, which is named by its number', async () => {
    const running = await runningGateway(folder, keys);
    const bad = logRecord({ body: { intValue: 'twelve' } });
    const response = await running.post(exportRequest([...numbered(3), bad, ...numbered(2, 3)]));
    expect([response.status, await response.json()]).toEqual([
      200,
      { partialSuccess: { rejectedLogRecords: '1', errorMessage: 'record 3: an intValue is not a whole number' } },
    ]);
    await running.close();
    expect(shownIn(running.file)).toHaveLength(5);
    expect(verdict(running.file, keys.trustFile)).toMatch(/^INTACT /);
  });

  it('of which none can be read is refused with 400, in its own encoding', async () => {
    const running = await runningGateway(folder, keys);
    const json = await running.post(exportRequest([logRecord({ body: { intValue: 'twelve' } })]));
    expect([json.status, await json.json()]).toEqual([
      400,
      { code: 3, message: 'record 0: an intValue is not a whole number' },
    ]);
    const whole = await running.post('{"resourceLogs":', JSON_TYPE);
    expect([whole.status, await whole.json()]).toEqual([400, { code: 3, message: 'The request is not JSON.' }]);
    const binary = await running.post(Uint8Array.of(0x0a, 0x7f), PROTOBUF_TYPE);
    expect([binary.status, [...new Uint8Array(await binary.arrayBuffer())].slice(0, 3)]).toEqual([
      400,
      [0x08, 3, 0x12],
    ]);
    await running.close();
    expect(shownIn(running.file)).toEqual([]);
  });

  it.each([
    ['GET', '/v1/logs', {}, 405],
    ['POST', '/v1/logs', { 'content-type': 'text/plain' }, 415],
    ['POST', '/v1/logs', { 'content-type': 'application/json', 'content-encoding': 'br' }, 415],
    ['POST', '/v1/traces', JSON_TYPE, 404],
    ['POST', '/v1/metrics', PROTOBUF_TYPE, 404],
    ['POST', '/', JSON_TYPE, 404],
    ['POST', '//', JSON_TYPE, 404],
    ['POST', '/v1/logs/..%2f', JSON_TYPE, 404],
  ])('%s %s with %j is refused with %i', async (method, path, headers, status) => {
    const { gateway } = await runningGateway(folder, keys);
    const body = method === 'GET' ? null : '{}';
    const response = await fetch(`${gateway.url}${path}`, { method, headers, body });
    expect(response.status).toBe(status);
  });

  it('without records is answered at once', async () => {
    const { post } = await runningGateway(folder, keys);
    expect((await post('{}')).status).toBe(200);
    expect((await post(new Uint8Array(0), PROTOBUF_TYPE)).status).toBe(200);
  });
});

describe('health', () => {
  it('is there without a token, and says nothing else', async () => {
    const { gateway } = await runningGateway(folder, keys);
    for (const path of ['/', '/healthz', '/readyz']) {
      const response = await fetch(`${gateway.url}${path}`);
      expect([path, response.status, await response.text()]).toEqual([path, 200, '{"status":"ok"}\n']);
    }
  });
});
