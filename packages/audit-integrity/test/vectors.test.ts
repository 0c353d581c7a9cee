import { hash, sign } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCanonicalText } from '../src/canonical-reader.js';
import { Additions } from '../src/display/additions.js';
import { ElasticsearchRecord } from '../src/display/elasticsearch.js';
import { type LokiEntry, LokiRecord } from '../src/display/loki.js';
import { mapTextOf, storedValueText } from '../src/display/stored-value.js';
import { UnsignedNames } from '../src/display/unsigned-names.js';
import { formatEpochCertificate, parseEpochCertificate } from '../src/epoch-certificate.js';
import {
  canonicalize,
  canonicalRecordText,
  cosignaturesOf,
  createVerifier,
  formatWitnessVkey,
  IntegrityError,
  leafHash,
  NoteError,
  nodeHash,
  openNote,
  parseTrust,
  parseWitnessVkey,
  storedRecords,
  type UnixTime,
  type VerifierOptions,
  verifyConsistency,
  verifyEd25519,
  verifyInclusion,
  Witness,
  WitnessDirectoryReader,
  wireSafeRecord,
} from '../src/index.js';
import { MerkleTree } from '../src/merkle-tree.js';
import { readPayload } from '../src/sealed-payload.js';
import { saltedHash } from '../src/signed-value.js';
import { readCheckpoint } from '../src/verify/checkpoint-claim.js';
import { treeAt } from '../src/verify/signed-roots.js';
import { keyOf } from './sealed-streams.js';
import { type StreamQuestion, VECTORS, vectors, vectorText } from './vector-files.js';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
const hex = (data: Uint8Array): string => Buffer.from(data).toString('hex');

describe('the vectors of a released version', () => {
  it('are never edited', () => {
    const sums = readdirSync(VECTORS)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => `${hash('sha256', vectorText(name), 'hex')}  ${name}`);
    expect(`${sums.join('\n')}\n`).toBe(vectorText('SHA256SUMS'));
  });
});

describe('canonical-text.json', () => {
  const { cases, refused } = vectors('canonical-text.json');

  it.each(cases)('$name', ({ record, text: expected }) => {
    expect(canonicalRecordText(record)).toBe(expected);
    expect(mapTextOf(readCanonicalText(expected, 1_000))).toBe(expected);
  });

  it.each(refused)('refused: $name', ({ text: given }) => {
    expect(() => readCanonicalText(given, 1_000)).toThrow(expect.objectContaining({ code: 'ERR_NOT_CANONICAL' }));
  });
});

describe('json-canonicalization.json', () => {
  const { cases, numbers } = vectors('json-canonicalization.json');

  it.each(cases)('$name', ({ input, output }) => {
    expect(canonicalize(JSON.parse(input))).toBe(output);
  });

  it.each(numbers)('number $bits', ({ bits, text: expected }) => {
    const number = Buffer.from(bits, 'hex').readDoubleBE();
    if (expected === null) expect(() => canonicalize(number)).toThrow(IntegrityError);
    else expect(canonicalize(number)).toBe(expected);
  });
});

describe('values.json', () => {
  it.each(vectors('values.json').cases)('$name', ({ value, signed }) => {
    expect(storedValueText(value)).toBe(signed);
  });
});

describe('attribute-names.json', () => {
  const { cases, together } = vectors('attribute-names.json');
  it.each(cases)('$given', ({ given, sealed }) => {
    expect(Object.keys(wireSafeRecord({ attributes: { [given]: 1 } }).attributes)).toEqual([sealed]);
  });

  it.each(together)('$name', ({ given, sealed }) => {
    expect(wireSafeRecord({ attributes: given }).attributes).toEqual(sealed);
  });
});

describe('leaves.json', () => {
  const { leaves, checkpoints, digests } = vectors('leaves.json');
  const tree = new MerkleTree();

  it.each(leaves)('leaf $root', ({ payload, hash: expected, root }) => {
    expect(hex(leafHash(Buffer.from(payload)))).toBe(expected);
    expect(canonicalRecordText(JSON.parse(payload))).toBe(payload);
    tree.append(Buffer.from(expected, 'hex').toString('latin1'));
    expect(Buffer.from(tree.root(), 'latin1').toString('hex')).toBe(root);
  });

  it('is a chain, each leaf naming the one before', () => {
    const named = leaves.map(({ payload }) => JSON.parse(payload).prev);
    const hashes = leaves.map(({ hash: leaf }) => Buffer.from(leaf, 'hex').toString('base64url'));
    expect(named).toEqual(['A'.repeat(43), ...hashes.slice(0, -1)]);
  });

  it.each(checkpoints)('checkpoint of size $size', ({ payload, size }) => {
    const read = readPayload(payload);
    if (read.kind !== 'checkpoint') throw new Error('not a checkpoint');
    const claim = { ...readCheckpoint(read), time: '', isShownWithin: true, mismatch: undefined, place: '' };
    expect(claim.size).toBe(size);
    expect(treeAt(claim, Buffer.from(leaves[size - 1]?.hash ?? '', 'hex').toString('latin1'))?.size).toBe(size);
  });

  it.each(digests)('digest $value', ({ salt, text: given, sha256, value }) => {
    expect(saltedHash(salt, given)).toBe(sha256);
    expect(value).toBe(`h:${given.length}:${sha256}`);
  });
});

describe('tree.json', () => {
  const { leaves, nodes, trees, inclusion, consistency } = vectors('tree.json');

  it.each(leaves)('leaf of $data', ({ data, hash: expected }) => {
    expect(hex(leafHash(bytes(data)))).toBe(expected);
  });

  it.each(nodes)('node of $left', ({ left, right, hash: expected }) => {
    expect(hex(nodeHash(bytes(left), bytes(right)))).toBe(expected);
  });

  it.each(trees)('tree of $size', ({ size, root, proofOfLastLeaf }) => {
    const tree = new MerkleTree();
    const toHex = (binary: string): string => Buffer.from(binary, 'latin1').toString('hex');
    for (const leaf of leaves.slice(0, size - 1)) tree.append(Buffer.from(leaf.hash, 'hex').toString('latin1'));
    expect(tree.proofOfNext().map(toHex)).toEqual(proofOfLastLeaf);
    tree.append(Buffer.from(leaves[size - 1]?.hash ?? '', 'hex').toString('latin1'));
    expect(toHex(tree.root())).toBe(root);
  });

  it.each(inclusion)('inclusion of leaf $leafIndex in $treeSize', (proof) => {
    const claim = {
      leafIndex: BigInt(proof.leafIndex),
      treeSize: BigInt(proof.treeSize),
      leafHash: bytes(proof.leafHash),
      proof: proof.proof.map(bytes),
      root: bytes(proof.root),
    };
    expect(verifyInclusion(claim)).toBe(true);
    expect(verifyInclusion({ ...claim, leafIndex: claim.leafIndex + 1n })).toBe(false);
    expect(verifyInclusion({ ...claim, proof: [...claim.proof, claim.root] })).toBe(false);
    expect(verifyInclusion({ ...claim, proof: claim.proof.slice(1) })).toBe(claim.proof.length === 0);
    expect(verifyInclusion({ ...claim, root: leafHash(claim.root) })).toBe(false);
  });

  it.each(consistency)('consistency of $size1 with $size2', (proof) => {
    const claim = {
      size1: BigInt(proof.size1),
      size2: BigInt(proof.size2),
      root1: bytes(proof.root1),
      root2: bytes(proof.root2),
      proof: proof.proof.map(bytes),
    };
    expect(verifyConsistency(claim)).toBe(true);
    expect(verifyConsistency({ ...claim, root1: leafHash(claim.root1) })).toBe(false);
    expect(verifyConsistency({ ...claim, root2: leafHash(claim.root2) })).toBe(false);
    expect(verifyConsistency({ ...claim, proof: [...claim.proof, claim.root1] })).toBe(false);
    expect(verifyConsistency({ ...claim, size1: 0n })).toBe(false);
  });
});

describe('ed25519.json', () => {
  it.each(vectors('ed25519.json').cases)('$name', ({ publicKey, message, signature, valid }) => {
    expect(verifyEd25519({ publicKey: bytes(publicKey), message: bytes(message), signature: bytes(signature) })).toBe(
      valid,
    );
  });
});

describe('notes.json', () => {
  it.each(vectors('notes.json').cases)('$name', ({ note, vkeys, text: expected, signers, error }) => {
    if (error === undefined) {
      const opened = openNote(note, vkeys);
      expect(opened.text).toBe(expected);
      expect(opened.signatures.map(({ name }) => name)).toEqual(signers);
    } else {
      expect(() => openNote(note, vkeys)).toThrow(expect.objectContaining({ name: 'NoteError', code: error }));
      expect(() => openNote(note, vkeys)).toThrow(NoteError);
    }
  });
});

describe('certificates.json', () => {
  const { cases, refused } = vectors('certificates.json');

  it.each(cases)('$name', ({ fields, text: expected }) => {
    const certificate = { ...fields, publicKey: Uint8Array.from(Buffer.from(fields.publicKey, 'base64')) };
    expect(formatEpochCertificate(certificate)).toBe(expected);
    expect(parseEpochCertificate(expected)).toEqual(certificate);
  });

  it.each(refused)('refused: $name', ({ text: given }) => {
    expect(() => parseEpochCertificate(given)).toThrow(expect.objectContaining({ code: 'ERR_CERTIFICATE' }));
  });
});

describe('displays.json', () => {
  const { vocabulary, cases } = vectors('displays.json');
  const names = new UnsignedNames(vocabulary);

  it.each(cases)('$name', ({ store, payload, shown, field }) => {
    const leaf = readPayload(payload);
    if (leaf.kind === 'checkpoint' || leaf.kind === 'tile') throw new Error('not a leaf');
    const record =
      store === 'loki'
        ? new LokiRecord({ ...(shown as LokiEntry), place: store }, names, new Additions())
        : new ElasticsearchRecord({ place: store, source: shown }, names, new Additions());
    expect(record.ofLeaf(leaf, payload)?.field ?? null).toBe(field);
  });
});

describe.each([
  'streams.json',
  'stream-relations.json',
  'counter-seals.json',
  'rotations.json',
  'range-checkpoints.json',
] as const)('%s', (file) => {
  const { scope, resources, records, cases } = vectors(file);

  it.each(cases)('$name', ({ trust, vocabulary, requests, options, ...expected }) => {
    const verifier = createVerifier({
      trust: trust === null ? undefined : parseTrust(JSON.stringify(trust)),
      vocabulary,
      ...verifierOptions(options),
    });
    for (const { resource, records: indices } of requests) {
      const logRecords = indices.map((index) => records[index]);
      const request = {
        resourceLogs: [{ resource: resources[resource], scopeLogs: [{ scope: { name: scope }, logRecords }] }],
      };
      for (const record of storedRecords(request, 'vectors')) verifier.add(record);
    }
    const report = verifier.finish();
    const found = report.findings.map(({ verdict: what, stream, sequence, field }) => ({
      verdict: what,
      stream,
      sequence,
      field,
    }));
    const named = new Set(report.conditions.map(({ condition }) => condition));
    named.delete('DUPLICATE_BENIGN');
    const { verdict, exitCode, reason, findings, conditions = [...named] } = expected;
    expect({ verdict: report.verdict, exitCode: report.exitCode, reason: report.reason, findings: found }).toEqual({
      verdict,
      exitCode,
      reason,
      findings,
    });
    expect([...named]).toEqual(conditions);
  });
});

function verifierOptions({ from, to, asOf, source, require, accept }: StreamQuestion = {}): VerifierOptions {
  const range = from === undefined && to === undefined ? undefined : { from: timeOf(from), to: timeOf(to) };
  return { range, asOf: timeOf(asOf), source, require, accept };
}

function timeOf(nanoseconds: string | undefined): UnixTime | undefined {
  return nanoseconds === undefined ? undefined : [Number(nanoseconds.slice(0, -9)), Number(nanoseconds.slice(-9))];
}
describe('witness.json', () => {
  const { witness: vkey, trust, steps, directory, cosignatures } = vectors('witness.json');
  const key = keyOf('vectors-witness');
  const signer = {
    name: 'witness.example/w1',
    publicKey: key.publicKey,
    sign: (bytes: Uint8Array) => sign(null, bytes, key.privateKey),
  };

  it('names the witness by its key', () => {
    expect(formatWitnessVkey(signer.name, signer.publicKey)).toBe(vkey);
  });

  it.each(cosignatures)('a cosignature, $name', ({ witness, text, line, seconds }) => {
    const found = cosignaturesOf(`${text}\n${line}`, [witness]).map((cosignature) => cosignature.seconds);
    expect(found).toEqual(seconds === null ? [] : [seconds]);
  });

  it('a conversation, answer by answer', () => {
    const witness = new Witness({ signer, trust: parseTrust(JSON.stringify(trust)) });
    const entries: string[] = [];
    for (const { name, path, principal, seconds, body, status, answer } of steps) {
      const said =
        path === 'add-origin' ? witness.addOrigin(body, principal, seconds) : witness.addCheckpoint(body, seconds);
      if (said.entry !== undefined) entries.push(said.entry);
      expect([name, said.status, answer === undefined ? undefined : said.answer]).toEqual([name, status, answer]);
    }
    expect(entries).toEqual(directory.slice(0, -1));
  });

  it('the directory that it leaves', () => {
    const reader = new WitnessDirectoryReader([parseWitnessVkey(vkey)]);
    for (const line of directory) reader.add(line);
    expect([...reader.finish().streams.values()].map(({ latest }) => latest?.size)).toEqual([10]);
  });
});
