import { HOSTILE_KEYS, HOSTILE_TEXTS } from '@otelseal/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Any, exportRequest, logRecord, text } from './support/export-request.js';
import { keyAndTrust, testFolder } from './support/gateway-files.js';
import { runningGateway } from './support/running-gateway.js';
import { recordsIn, shownIn, verdict } from './support/verdict.js';

const folder = testFolder();
const keys = keyAndTrust(folder);

const nested = (levels: number): Any =>
  levels === 0 ? text('core') : { arrayValue: { values: [nested(levels - 1)] } };

describe('whatever is in a record', () => {
  it('is sealed so that a verifier finds nothing wrong', async () => {
    const running = await runningGateway(folder, keys);
    const odd: unknown[] = [
      logRecord({ body: nested(64), attributes: { deep: nested(64) } }),
      logRecord({
        body: { doubleValue: 'NaN' },
        attributes: { inf: { doubleValue: '-Infinity' }, zero: { doubleValue: -0 } },
      }),
      logRecord({ more: { timeUnixNano: '0', observedTimeUnixNano: '0' } }),
      logRecord({ more: { timeUnixNano: '18446744073709551615' } }),
      logRecord({ more: { timeUnixNano: '9223372036854775808', observedTimeUnixNano: '10413792000000000000' } }),
      logRecord({ more: { traceId: 'ab'.repeat(16) } }),
      logRecord({ more: { spanId: 'cd'.repeat(8), flags: 257 } }),
      logRecord({ more: { severityNumber: 99, severityText: '\ud800' } }),
      logRecord({
        body: { bytesValue: 'AAECAw==' },
        attributes: { 'service.name': text('other'), 'k8s.pod.name': text('p') },
      }),
      {
        attributes: [
          { key: 'a', value: text('1') },
          { key: 'a', value: text('2') },
          { value: text('3') },
          { key: 'c' },
        ],
      },
      {},
    ];
    for (const { text: hostile } of HOSTILE_TEXTS) {
      odd.push(logRecord({ body: text(hostile), eventName: hostile, attributes: { note: text(hostile) } }));
    }
    for (const key of HOSTILE_KEYS) odd.push(logRecord({ attributes: { [key]: text(key) } }));
    const response = await running.post(exportRequest(odd));
    expect([response.status, await response.json()]).toEqual([200, {}]);
    await running.close();
    expect(shownIn(running.file)).toHaveLength(odd.length);
    const times = recordsIn(running.file).map(({ logRecord }) => BigInt(String(logRecord.timeUnixNano)));
    expect(times.filter((time) => time > 9_223_372_036_854_775_807n)).toEqual([]); // no store takes those
    expect(verdict(running.file, keys.trustFile)).toMatch(/^INTACT /);
  });

  it('and around it: names that pass for signed ones are renamed, resources differ within a stream', async () => {
    const running = await runningGateway(folder, keys);
    const around: Readonly<Record<string, Any>>[] = [
      { 'user.id': text('root'), 'security.category': text('x'), message: text('y'), audit_payload: text('z') },
      { 'http.route': text('/a'), note: text('from the resource') },
      { map: { kvlistValue: { values: [{ key: 'user.id', value: text('u') }] } }, 'event.name': text('audit.close') },
      { 'service.instance.id': { intValue: '7' }, 'service.namespace': text('ns') },
    ];
    for (const resource of around) {
      const record = logRecord({
        body: text('b'),
        attributes: { 'http.route': text('/b'), note: text('own'), 'user.id': text('u-1') },
      });
      expect((await running.post(exportRequest([record], { resource }))).status).toBe(200);
    }
    const bare = {
      resourceLogs: [
        { scopeLogs: [{ scope: { attributes: [{ key: 'user.id', value: text('s') }] }, logRecords: [{}] }] },
      ],
    };
    expect((await running.post(JSON.stringify(bare))).status).toBe(200);
    await running.close();
    const shown = shownIn(running.file);
    expect(shown[0]?.resource).toMatchObject({ 'service.name': 'shop', 'renamed.0.user.id': 'root' });
    expect(shown[1]?.attributes).toMatchObject({
      'http.route': '/b',
      'renamed.1.note': 'own',
      'user.id': 'u-1',
    });
    expect(shown.at(-1)?.resource).toEqual({
      'service.name': 'unknown_service',
      'otelseal.time_slot': expect.any(String),
    });
    expect(verdict(running.file, keys.trustFile)).toMatch(/^INTACT /);
  });

  it('may be anything at all', async () => {
    const running = await runningGateway(folder, keys, { detection: { mode: 'off' } });
    const leaf = fc.oneof(
      fc.string({ unit: 'binary' }).map((stringValue) => ({ stringValue })),
      fc.integer().map((intValue) => ({ intValue: String(intValue) })),
      fc.double().map((value) => ({ doubleValue: Number.isFinite(value) ? value : String(value) })),
      fc.boolean().map((boolValue) => ({ boolValue })),
      fc.uint8Array().map((bytes) => ({ bytesValue: Buffer.from(bytes).toString('base64') })),
      fc.constant({}),
    );
    const { any } = fc.letrec<{ any: Any }>((tie) => ({
      any: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.array(tie('any'), { maxLength: 4 }).map((values) => ({ arrayValue: { values } })),
        fc
          .array(fc.record({ key: fc.string(), value: tie('any') }), { maxLength: 4 })
          .map((values) => ({ kvlistValue: { values } })),
      ),
    }));
    const member = fc.record({ key: fc.oneof(fc.string(), fc.constantFrom(...HOSTILE_KEYS)), value: any });
    const record = fc.record({ body: any, attributes: fc.array(member, { maxLength: 6 }), eventName: fc.string() });
    const resource = fc.array(member, { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 5 }), resource, async (logRecords, attributes) => {
        const request = {
          resourceLogs: [{ resource: { attributes }, scopeLogs: [{ scope: { attributes }, logRecords }] }],
        };
        const response = await running.post(JSON.stringify(request));
        expect([response.status, await response.json()]).toEqual([200, {}]);
      }),
    );
    await running.close();
    expect(verdict(running.file, keys.trustFile)).toMatch(/^INTACT /);
  }, 120_000);
});
