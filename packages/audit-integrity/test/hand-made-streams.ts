import { canonicalRecordText, formatNote, leafHash, type StoredRecord } from '../src/index.js';
import { MerkleTree } from '../src/merkle-tree.js';
import { certificateOf, EPOCH, IDENTITY, resourceOf, START, STREAM, signWith, type TestKey } from './sealed-streams.js';

/*
 * Streams by a signer who may do what an honest sealer never does: any members, any times, any order. Leaves show just
 * enough to agree with what they say.
 */

type Members = Readonly<Record<string, unknown>>;

export function opening(control: Members = {}): Members {
  return { kind: 'open', control: { certificate: certificateOf(), ...control } };
}

const TIME = `${START[0]}000000000`;

/** The leaves, chained and numbered unless they say otherwise, and a checkpoint over all of them. */
export function handMadeStream(leaves: readonly Members[], key: TestKey = EPOCH): StoredRecord[] {
  const tree = new MerkleTree();
  let prev = 'A'.repeat(43);
  let proof: string[] = [];
  const { namespace: _, ...identity } = IDENTITY;
  const records = leaves.map((members, index) => {
    const leaf: Members = {
      ...{ v: '1', stream: STREAM, sequence: String(index + 1), prev, salt: 'AAAAAAAAAAAAAAAAAAAAAA' },
      ...{ time: TIME, event_time: TIME, retention: 'audit', ...identity, ...members },
    };
    const payload = canonicalRecordText(leaf as never);
    const hash = Buffer.from(leafHash(Buffer.from(payload)));
    prev = hash.toString('base64url');
    proof = tree.proofOfNext();
    tree.append(hash.toString('latin1'));
    return shown(payload, leaf, index);
  });
  return [...records, checkpointOf(tree, proof, key, leaves.at(-1)?.['time'])];
}

function shown(payload: string, leaf: Members, index: number): StoredRecord {
  const texts = { 'audit.payload': payload, 'audit.sequence.stream_id': STREAM, 'audit.time': leaf['time'] };
  const attributes = Object.entries(texts).map(([key, text]) => ({ key, value: { stringValue: String(text) } }));
  const logRecord = {
    timeUnixNano: String(leaf['event_time']),
    attributes: [...attributes, { key: 'audit.sequence.number', value: { intValue: String(leaf['sequence']) } }],
  };
  return { place: `hand-made:${index + 1}`, logRecord, resource: resourceOf(), scopeName: '', scope: [] };
}

export function checkpointOf(
  tree: MerkleTree,
  proof: readonly string[],
  key: TestKey,
  time: unknown = TIME,
): StoredRecord {
  const origin = `otelseal/default/default/production/shop/${STREAM}`;
  const root = Buffer.from(tree.root(), 'latin1').toString('base64');
  const text = `${origin}\n${tree.size}\n${root}\n`;
  const note = formatNote(text, { name: origin, publicKey: key.publicKey, signature: signWith(key, text) });
  const hashes = proof.map((hash, index) => [index, Buffer.from(hash, 'latin1').toString('base64')]);
  const payload = canonicalRecordText({
    ...{ v: '1', kind: 'checkpoint', stream: STREAM, note },
    ...(hashes.length === 0 ? {} : { proof: Object.fromEntries(hashes) }),
  });
  const texts = { 'audit.payload': payload, 'audit.sequence.stream_id': STREAM, 'event.name': 'audit.checkpoint' };
  const logRecord = {
    timeUnixNano: String(time),
    severityNumber: 9,
    severityText: 'INFO',
    eventName: 'audit.checkpoint',
    body: { stringValue: `Checkpoint: ${tree.size} records sealed, root ${root}.` },
    attributes: Object.entries(texts).map(([name, stringValue]) => ({ key: name, value: { stringValue } })),
  };
  return { place: 'hand-made:checkpoint', logRecord, resource: resourceOf(), scopeName: '', scope: [] };
}
