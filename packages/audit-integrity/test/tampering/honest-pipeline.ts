import { createHash } from 'node:crypto';
import { HOSTILE_TEXTS } from '../../../testing/src/hostile-corpus.js';
import type { SealedRecord, StoredAttribute, StoredRecord, StreamIdentity, StreamSealer } from '../../src/index.js';
import {
  certificateOf,
  epochKeyOf,
  IDENTITY,
  keyOf,
  open,
  resourceOf,
  rotationOf,
  START,
  type TestKey,
  toLogRecord,
} from '../sealed-streams.js';

/** Numbers from a seed, in [0, 1): the same ones again for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Records of one stream before its service restarts, and of one epoch before its key changes. */
const STREAM_RECORDS = 2_000;
const EPOCH_RECORDS = 600;
const CHECKPOINT_RECORDS = 256;

/** Names and texts that users of an application choose. */
const TEXTS: readonly string[] = HOSTILE_TEXTS.map(({ text }) => text);
const NAMES: readonly string[] = [
  ...TEXTS.map((text) => text.slice(0, 40)),
  ...[
    'user.id',
    'user_id',
    'client.address',
    'audit.payload',
    'audit.time',
    'trace_id',
    'event.name',
    'prev',
    'service.name',
  ],
];

const KEYS: readonly TestKey[] = Array.from({ length: 5 }, (_, n) => keyOf(`honest-epoch-${n}`));

/** One service instance after the other, each with a stream of its own that continues the one before it. */
export class HonestService {
  readonly identity: StreamIdentity;
  readonly #random: () => number;
  readonly #resource: StoredAttribute[];
  #sealer: StreamSealer;
  #streams = 0;
  #epoch = 1;
  #inEpoch = 0;
  #uncovered = 0;
  #ms = 0;

  constructor(service: string, random: () => number) {
    this.identity = { ...IDENTITY, service };
    this.#random = random;
    this.#resource = resourceOf(this.identity);
    this.#sealer = this.#open(undefined);
  }

  /** The next record, with what its stream adds of itself. */
  next(): StoredRecord[] {
    this.#ms += 1;
    const sealed: SealedRecord[] = this.#sealer.size === 1 ? [this.#sealer.open] : [];
    sealed.push(this.#sealer.seal(this.#record(), this.#now()));
    this.#inEpoch += 1;
    this.#uncovered += 1;
    if (this.#inEpoch >= EPOCH_RECORDS) sealed.push(...this.#rotate());
    if (this.#uncovered >= CHECKPOINT_RECORDS) sealed.push(this.#checkpoint());
    if (this.#sealer.size >= STREAM_RECORDS) sealed.push(...this.end());
    return sealed.map((record) => this.#stored(record));
  }

  /** The process ends in order; the next one goes on. */
  end(): SealedRecord[] {
    const sealer = this.#sealer;
    const opened = sealer.size === 1 ? [sealer.open] : [];
    const last = [...opened, sealer.close({ reason: 'restart' }, this.#now()), this.#checkpoint()];
    this.#sealer = this.#open({ stream: sealer.streamId, size: sealer.size, root: sealer.root() });
    return last;
  }

  stop(): StoredRecord[] {
    return this.end().map((record) => this.#stored(record));
  }

  #now(): readonly [number, number] {
    return [START[0] + Math.floor(this.#ms / 1000), (this.#ms % 1000) * 1_000_000];
  }

  #open(
    predecessor: { readonly stream: string; readonly size: number; readonly root: Uint8Array } | undefined,
  ): StreamSealer {
    this.#streams += 1;
    this.#epoch = 1;
    this.#inEpoch = 0;
    this.#uncovered = 1;
    const streamId = createHash('sha256')
      .update(`${this.identity.service}/${this.#streams}`)
      .digest('hex')
      .slice(0, 32);
    const key = KEYS[0] as TestKey;
    const certificate = certificateOf({
      stream: streamId,
      identity: this.identity,
      key,
      notAfter: START[0] + 1_000_000,
    });
    const neighbours = this.#resource.map((attribute) => attribute.key ?? '');
    return open({ identity: this.identity, streamId, key, certificate, predecessor, neighbours, now: this.#now() });
  }

  #rotate(): SealedRecord[] {
    const [outgoing, incoming] = [KEYS[this.#epoch - 1], KEYS[this.#epoch]];
    if (outgoing === undefined || incoming === undefined) return [];
    this.#epoch += 1;
    this.#inEpoch = 0;
    this.#uncovered = 0;
    const fields = { identity: this.identity, epoch: this.#epoch, key: incoming, notAfter: START[0] + 1_000_000 };
    const certificate = rotationOf(this.#sealer, outgoing, fields);
    return [...this.#sealer.rotate({ certificate, epochKey: epochKeyOf(incoming) }, this.#now())];
  }

  #checkpoint(): SealedRecord {
    this.#uncovered = 0;
    return this.#sealer.checkpoint();
  }

  #record() {
    const n = this.#ms;
    const chosen = (list: readonly string[]): string => list[Math.floor(this.#random() * list.length)] as string;
    return {
      hrTime: this.#now(),
      eventName: 'security.authn.login.failure',
      severityNumber: 13,
      severityText: 'WARN',
      body: n % 5 === 0 ? chosen(TEXTS) : `Login failed for user${n}`,
      attributes: {
        'user.id': `user${n}@example.com`,
        'client.port': 1_024 + (n % 60_000),
        'security.reason': 'wrong_password',
        ...(n % 16 === 0 ? { [chosen(NAMES)]: chosen(TEXTS), 'app.map': { [chosen(NAMES)]: n / 7 } } : {}),
      },
    };
  }

  #stored(record: SealedRecord): StoredRecord {
    const logRecord = toLogRecord(record) as unknown as StoredRecord['logRecord'];
    return { place: 'pipeline', logRecord, resource: this.#resource, scopeName: 'shop', scope: [] };
  }
}

/** Records on their way at once, and late ones that come at the end. */
const IN_FLIGHT = 700;
const MAX_LATE = 2_000;

/** What collectors and retries do: batches overtake each other, come twice, late, and with attributes of the surroundings. */
export class Pipeline {
  readonly #random: () => number;
  readonly #deliver: (record: StoredRecord) => void;
  readonly #way: StoredRecord[] = [];
  readonly #late: StoredRecord[] = [];

  constructor(random: () => number, deliver: (record: StoredRecord) => void) {
    this.#random = random;
    this.#deliver = deliver;
  }

  send(record: StoredRecord): void {
    const hops = this.#random() < 0.3 ? this.#annotated(record) : record;
    if (this.#random() < 0.01 && this.#late.length < MAX_LATE) this.#late.push(hops);
    else this.#way.push(hops);
    if (this.#random() < 0.02) this.#way.push(record); // sent again by whoever got no answer, by another way
    while (this.#way.length > IN_FLIGHT) this.#arrive();
  }

  end(): void {
    while (this.#way.length > 0) this.#arrive();
    for (const record of this.#late.splice(0)) this.#deliver(record);
  }

  #arrive(): void {
    const at = Math.floor(this.#random() * this.#way.length);
    const record = this.#way[at] as StoredRecord;
    this.#way[at] = this.#way.at(-1) as StoredRecord;
    this.#way.pop();
    this.#deliver(this.#random() < 0.02 ? (JSON.parse(JSON.stringify(record)) as StoredRecord) : record);
  }

  /** Two hops: one adds to the record, one to the resource. */
  #annotated(record: StoredRecord): StoredRecord {
    const added = { key: 'collector.batch', value: { intValue: String(Math.floor(this.#random() * 1_000)) } };
    const logRecord = { ...record.logRecord, attributes: [...(record.logRecord.attributes ?? []), added] };
    const resource = [
      ...record.resource,
      { key: 'k8s.pod.name', value: { stringValue: `shop-${Math.floor(this.#random() * 9)}` } },
      { key: 'cloud.region', value: { stringValue: 'eu-1' } },
    ];
    return { ...record, logRecord, resource };
  }
}
