import type { ReadableLogRecord } from '@opentelemetry/sdk-logs';
import { describe, expect, it } from 'vitest';
import { jsonCodec } from '../../src/otlp/json-codec.js';
import { sendRecords } from '../../src/otlp/late-records.js';
import type { OtlpTransport, SendOutcome } from '../../src/otlp/otlp-transport.js';
import { protobufCodec } from '../../src/otlp/protobuf-codec.js';
import type { EncodedGroup, RecordCodec } from '../../src/otlp/record-codec.js';
import { recordOf } from '../sealing-bench.js';

/** Stands for Loki, whose real answers test/end-to-end/loki/outage.test.ts gets: refuses what is old under no label of its own. */
class ForgetfulStore implements OtlpTransport {
  readonly requests: string[] = [];
  readonly #oldest: string;
  readonly #takesLate: boolean;

  constructor(oldest: string, takesLate = true) {
    this.#oldest = oldest;
    this.#takesLate = takesLate;
  }

  async send(request: Uint8Array): Promise<SendOutcome> {
    const text = Buffer.from(request).toString('latin1');
    this.requests.push(text);
    if (this.#takesLate && /otelseal-late-/.test(text)) return { kind: 'accepted', rejected: 0 };
    const error = new Error('Bad Request');
    const entry = `entry too far behind, entry timestamp is: 2026-11-29T00:00:00Z, oldest acceptable timestamp is: ${this.#oldest}`;
    return {
      kind: 'refused',
      error: Object.assign(error, { code: 400, data: `\u0008\u0003\u0012${entry},\ntotal ignored: 1 out of 2` }),
    };
  }

  async shutdown(): Promise<void> {}
}

function at(time: string, name: string, resource: Readonly<Record<string, string>> = {}): ReadableLogRecord {
  const hrTime: [number, number] = [Date.parse(time) / 1_000, 0];
  const attributes = { 'service.name': 'shop', 'otelseal.time_slot': `${time.slice(0, 14)}00:00Z`, ...resource };
  return recordOf({ name }, { hrTime, body: name, resource: { attributes } as never });
}

function groupsOf(codec: RecordCodec, records: readonly ReadableLogRecord[]): EncodedGroup[] {
  return records.map((record) => ({ place: codec.place(record), records: [codec.record(record)] }));
}

const MORNING = at('2026-11-29T00:10:00Z', 'morning');
const NOON = at('2026-11-29T12:10:00Z', 'noon');

describe.each([
  ['http/json', jsonCodec()],
  ['http/protobuf', protobufCodec()],
] as const)('late records over %s', (_, codec) => {
  it('are sent once more under a label that says of which time they are; those in time as they were', async () => {
    const store = new ForgetfulStore('2026-11-29T11:00:00Z');
    expect(await sendRecords(store, codec, groupsOf(codec, [MORNING, NOON]))).toEqual({
      kind: 'accepted',
      rejected: 0,
    });
    const [, again = ''] = store.requests;
    expect(store.requests).toHaveLength(2);
    expect(again.match(/otelseal-late-[-\dT:]+Z/g)).toEqual(['otelseal-late-2026-11-29T00:00:00Z']);
    expect(again.match(/k8s\.job\.name/g)).toHaveLength(1);
    expect([again.includes('morning'), again.includes('noon')]).toEqual([true, true]);
  });

  it('have a label that their resource does not use already', async () => {
    const store = new ForgetfulStore('2026-11-29T11:00:00Z');
    const ofJob = at('2026-11-29T00:10:00Z', 'of a job', { 'k8s.job.name': 'nightly' });
    await sendRecords(store, codec, groupsOf(codec, [ofJob]));
    expect(store.requests[1]).toMatch(/nightly/);
    expect(store.requests[1]).toMatch(/k8s\.cronjob\.name/);
  });

  it('are refused in the end where nothing helps, after a bounded number of requests', async () => {
    const store = new ForgetfulStore('2026-11-29T23:00:00Z', false);
    expect(await sendRecords(store, codec, groupsOf(codec, [MORNING, NOON]))).toMatchObject({ kind: 'refused' });
    expect(store.requests.length).toBeLessThanOrEqual(5);
  });

  it('are nothing to a receiver that refuses for another reason', async () => {
    const requests: Uint8Array[] = [];
    const refused: SendOutcome = {
      kind: 'refused',
      error: Object.assign(new Error('no'), { code: 400, data: 'malformed' }),
    };
    const transport: OtlpTransport = {
      send: async (request) => {
        requests.push(request);
        return refused;
      },
      shutdown: async () => {},
    };
    expect(await sendRecords(transport, codec, groupsOf(codec, [MORNING]))).toBe(refused);
    expect(requests).toHaveLength(1);
  });
});
