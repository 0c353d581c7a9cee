import { describe, expect, it } from 'vitest';
import { cosignaturesOf, formatNote, parseOrigin, StreamWatch, Witness } from '../../src/index.js';
import { parseAddCheckpoint } from '../../src/witness/witness-request.js';
import {
  at,
  certificateOf,
  EPOCH,
  epochKeyOf,
  freshKey,
  IDENTITY,
  keyOf,
  loginFailure,
  loginStream,
  open,
  rotationOf,
  START,
  STREAM,
  signWith,
  trustOf,
} from '../sealed-streams.js';
import { WitnessBench, watching, witnessSigner, witnessTrust } from './witnessed.js';

const ORIGIN = open().origin;
const EMPTY = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';

const admission = (certificate = certificateOf(), origin = ORIGIN): string => `origin ${origin}\n\n${certificate}`;

function admitted(bench = new WitnessBench()): WitnessBench {
  expect(bench.addOrigin(admission())).toBe(200);
  return bench;
}

function checkpointNote(size: number | string, root: string, key = EPOCH): string {
  const text = `${ORIGIN}\n${size}\n${root}\n`;
  return formatNote(text, { name: ORIGIN, publicKey: key.publicKey, signature: signWith(key, text) });
}
const ROOT_A = Buffer.alloc(32, 1).toString('base64');
const ROOT_B = Buffer.alloc(32, 2).toString('base64');

describe('a witness admits an origin', () => {
  it('by an epoch certificate under a pinned root, once', () => {
    const bench = admitted();
    expect(bench.addOrigin(admission())).toBe(200);
    expect(bench.entries).toHaveLength(1);
    expect(JSON.parse(bench.entries[0] as string)).toMatchObject({ kind: 'origin', origin: ORIGIN, principal: 'shop' });
  });

  it.each([
    ['by a root that nobody pinned', admission(certificateOf({ root: keyOf('stranger') }))],
    ['for another stream', admission(certificateOf({ stream: 'f'.repeat(32) }))],
    ['for another service than the origin says', admission(certificateOf(), ORIGIN.replace('/shop/', '/bank/'))],
    ['that begins tomorrow', admission(certificateOf({ notBefore: START[0] + 86_000, notAfter: START[0] + 87_000 }))],
    ['that has ended', admission(certificateOf({ notBefore: START[0] - 9_000, notAfter: START[0] - 8_000 }))],
    ['of a second epoch when the first is unknown', admission(certificateOf({ epoch: 2 }))],
    ['for an origin that is none of ours', admission(certificateOf(), 'example.com/log')],
    ['that is no note', admission('hello\n')],
  ])('and not by a certificate %s', (_, body) => {
    const bench = new WitnessBench();
    expect([bench.addOrigin(body), bench.entries]).toEqual([403, []]);
  });

  it('and not by a root whose entry speaks for others, or that fell into other hands', () => {
    const limited = new WitnessBench({ trust: trustOf({ services: ['bank'] }) });
    expect(limited.addOrigin(admission())).toBe(403);
    const compromised = new WitnessBench({ trust: trustOf({ compromisedAfter: '2026-01-01T00:00:00Z' }) });
    expect(compromised.addOrigin(admission())).toBe(403);
  });

  it('within quotas: as many for one principal, as many in all', () => {
    const bench = new WitnessBench({ maxOriginsPerPrincipal: 1, maxOrigins: 2 });
    const other = (stream: string): string => admission(certificateOf({ stream }), ORIGIN.replace(STREAM, stream));
    expect(bench.addOrigin(admission(), 'shop')).toBe(200);
    expect(bench.addOrigin(other('a'.repeat(32)), 'shop')).toBe(429);
    expect(bench.addOrigin(other('a'.repeat(32)), 'bank')).toBe(200);
    expect(bench.addOrigin(other('b'.repeat(32)), 'third')).toBe(429);
    expect(bench.addOrigin(admission(), 'third')).toBe(200);
  });
});

describe('a witness cosigns', () => {
  it('a checkpoint that continues the one before it, with its own time', () => {
    const bench = new WitnessBench();
    bench.seconds = START[0] + 7;
    const records = bench.witnessed(loginStream(20));
    const cosigned = records.filter(({ payload }) => payload.includes('witness.example'));
    expect(cosigned).toHaveLength(6);
    const { note } = JSON.parse(cosigned.at(-1)?.payload ?? '');
    const [witness] = witnessTrust().witnesses;
    expect(cosignaturesOf(note, [witness?.key ?? '']).map(({ seconds }) => seconds)).toEqual([START[0] + 7]);
  });

  it('the same checkpoint again, without a second entry', () => {
    const bench = admitted();
    const body = (old: number): string => `old ${old}\n\n${checkpointNote(1, ROOT_A)}`;
    expect(bench.addCheckpoint(body(0)).status).toBe(200);
    expect(bench.addCheckpoint(body(1)).status).toBe(200);
    expect(bench.entries).toHaveLength(2);
  });

  it.each([
    ['404 for an origin that was not admitted', (note: string) => `old 0\n\n${note.replaceAll('shop', 'bank')}`, 404],
    ['400 when the old size is larger', (note: string) => `old 9\n\n${note}`, 400],
    ['409 when the old size is not the last', (note: string) => `old 1\n\n${note}`, 409],
    ['422 for a proof from nothing', (note: string) => `old 0\n${ROOT_B}\n\n${note}`, 422],
    ['400 for a line that is no hash', (note: string) => `old 0\nAAAA\n\n${note}`, 400],
    ['400 for a leading zero', (note: string) => `old 00\n\n${note}`, 400],
    ['400 for 64 hashes', (note: string) => `old 0\n${`${ROOT_B}\n`.repeat(64)}\n${note}`, 400],
    ['400 for no note', () => 'old 0\n\nhello\n', 400],
    ['400 for nothing', () => '', 400],
    ['403 for a wrong signature', (note: string) => `old 0\n\n${note.replace(ROOT_A, ROOT_B)}`, 403],
  ])('not, but answers %s', (_, bodyOf, status) => {
    const bench = admitted();
    expect(bench.addCheckpoint(bodyOf(checkpointNote(5, ROOT_A))).status).toBe(status);
    expect(bench.entries).toHaveLength(1);
  });

  it('says with 409 what it had seen', () => {
    const bench = admitted();
    bench.addCheckpoint(`old 0\n\n${checkpointNote(5, ROOT_A)}`);
    expect(bench.addCheckpoint(`old 0\n\n${checkpointNote(6, ROOT_A)}`)).toEqual({ status: 409, answer: '5\n' });
  });

  it('no fork: another root of the same size, or a longer tree that does not contain the shorter', () => {
    const bench = admitted();
    bench.addCheckpoint(`old 0\n\n${checkpointNote(5, ROOT_A)}`);
    expect(bench.addCheckpoint(`old 5\n\n${checkpointNote(5, ROOT_B)}`).status).toBe(422);
    expect(bench.addCheckpoint(`old 5\n${ROOT_A}\n\n${checkpointNote(6, ROOT_B)}`).status).toBe(422);
    expect(bench.entries).toHaveLength(2);
  });

  it('the empty tree with its own root only', () => {
    const bench = admitted();
    expect(bench.addCheckpoint(`old 0\n\n${checkpointNote(0, ROOT_A)}`).status).toBe(422);
    expect(bench.addCheckpoint(`old 0\n\n${checkpointNote(0, EMPTY)}`).status).toBe(200);
    expect(bench.addCheckpoint(`old 0\n\n${checkpointNote(3, ROOT_A)}`).status).toBe(200);
  });

  it('nothing by an outgoing epoch key once the next has spoken', () => {
    const bench = new WitnessBench();
    const sealer = open();
    const watch = watching(sealer);
    const next = keyOf('epoch-2');
    const certificate = rotationOf(sealer, EPOCH, { epoch: 2, key: next });
    const [leaf, last] = sealer.rotate({ certificate, epochKey: epochKeyOf(next) }, at(5));
    for (const record of [leaf, last]) watch.add(record.kind, record.payload);
    expect(bench.submit(watch, last)).not.toBeTypeOf('number');
    const first = sealer.checkpoint();
    watch.add('record', sealer.seal(loginFailure(1), at(6)).payload);
    const second = sealer.checkpoint();
    watch.add('checkpoint', second.payload);
    expect(bench.submit(watch, second)).not.toBeTypeOf('number');
    const stolen = checkpointNote(9, ROOT_A, EPOCH);
    expect(bench.addCheckpoint(`old 3\n\n${stolen}`).status).toBe(403);
    expect(first.sequence).toBe(2);
  });

  it('without its clock ever going back', () => {
    const bench = admitted();
    bench.seconds = START[0] + 100;
    bench.addCheckpoint(`old 0\n\n${checkpointNote(1, ROOT_A)}`);
    bench.seconds = START[0];
    bench.addCheckpoint(`old 1\n\n${checkpointNote(1, ROOT_A)}`);
    expect(bench.directory().head.seconds).toBe(START[0] + 100);
  });
});

describe('a witness that starts again', () => {
  it('knows from its directory what it knew', () => {
    const bench = new WitnessBench();
    const records = loginStream(9);
    bench.witnessed(records);
    const again = new Witness({ signer: witnessSigner(), trust: trustOf() });
    for (const entry of bench.entries) again.restore(entry);
    expect(again.directoryCheckpoint(START[0])).toBe(bench.witness.directoryCheckpoint(START[0]));
    const size = records.at(-1)?.sequence;
    const body = `old 0\n\n${checkpointNote(99, ROOT_A)}`;
    expect(again.addCheckpoint(body, START[0])).toEqual({ status: 409, answer: `${size}\n` });
  });

  it('takes up nothing that is no entry', () => {
    const witness = new Witness({ signer: witnessSigner(), trust: trustOf() });
    for (const text of ['', '{}', '{"kind":"origin","time":"1","v":"1"}', '{"kind":"x","time":"1","v":"1"}']) {
      expect(() => witness.restore(text)).toThrow();
    }
    expect(witness.size).toBe(0);
  });
});

describe('a watched stream', () => {
  it('skips checkpoints that nobody submitted, and proves its growth from the last that was', () => {
    const bench = new WitnessBench();
    const sealer = open();
    const watch = watching(sealer);
    for (let n = 1; n <= 50; n += 1) {
      watch.add('record', sealer.seal(loginFailure(n), at(n)).payload);
      const checkpoint = sealer.checkpoint();
      watch.add('checkpoint', checkpoint.payload);
      if (n % 7 === 0) expect(bench.submit(watch, checkpoint)).not.toBeTypeOf('number');
    }
    expect(watch.seenSize).toBe(50);
  });

  it('sends the same checkpoint again when no answer came, and knows what it may have been', () => {
    const bench = new WitnessBench();
    const sealer = open();
    const watch = watching(sealer);
    watch.add('checkpoint', sealer.checkpoint().payload);
    bench.addOrigin(watch.admissions[0] as string);
    watch.admitted();
    const first = watch.next;
    watch.sending(first as NonNullable<typeof first>);
    bench.addCheckpoint(first?.body(0) as string); // the answer is lost
    watch.add('record', sealer.seal(loginFailure(1), at(1)).payload);
    watch.add('checkpoint', sealer.checkpoint().payload);
    expect(watch.next).toBe(first);
    expect(bench.addCheckpoint(first?.body(0) as string)).toEqual({ status: 409, answer: '1\n' });
    expect(bench.addCheckpoint(first?.body(1) as string).status).toBe(200);
    watch.confirmed();
    expect(bench.addCheckpoint(watch.next?.body(1) as string).status).toBe(200);
  });

  it('cannot prove anything from a size that it never sent', () => {
    const watch = watching(open());
    const sealer = open();
    watch.add('checkpoint', sealer.checkpoint().payload);
    expect(watch.next?.body(7)).toBeUndefined();
  });

  it('prepares nothing while its root is one that nobody can have pinned', () => {
    const sealer = open({ provisional: true });
    const watch = watching(sealer);
    watch.add('checkpoint', sealer.checkpoint().payload);
    expect([watch.next, watch.admissions, watch.newest?.size]).toEqual([undefined, [], 1]);
  });

  it('prepares nothing for a checkpoint of leaves that it did not see', () => {
    const sealer = open();
    const watch = new StreamWatch();
    watch.add('checkpoint', sealer.checkpoint().payload);
    expect([watch.next, watch.admissions]).toEqual([undefined, []]);
  });

  it('reads the link of a leaf, whatever its text holds', () => {
    const bench = new WitnessBench();
    const sealer = open();
    const hostile = { attributes: { prev: '"prev":"', 'a"prev":"': 'x' }, body: '"prev":"AAAA","prev":"' };
    const records = [sealer.open, sealer.seal(hostile, at(1)), sealer.seal(hostile, at(2)), sealer.checkpoint()];
    expect(bench.witnessed(records)).toHaveLength(5);
  });
});

describe('an origin', () => {
  it('is read back into what it was made of', () => {
    expect(parseOrigin(ORIGIN)).toEqual({ identity: { ...IDENTITY, instance: '' }, stream: STREAM });
  });

  it.each(['', 'otelseal', 'example.com/log', ORIGIN.toUpperCase(), `${ORIGIN}/`, ORIGIN.replace('default', '')])(
    'is refused as %j',
    (origin) => expect(parseOrigin(origin)).toBeUndefined(),
  );
});

describe('a request', () => {
  it('is bounded', () => {
    expect(() => parseAddCheckpoint(`old 0\n${`${ROOT_A}\n`.repeat(640)}\n`)).toThrow(/63/);
  });

  it('of a key of a stranger is refused', () => {
    const bench = admitted();
    expect(bench.addCheckpoint(`old 0\n\n${checkpointNote(1, ROOT_A, freshKey('x'))}`).status).toBe(403);
  });
});
