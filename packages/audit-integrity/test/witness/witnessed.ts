import { sign } from 'node:crypto';
import {
  cosignedPayload,
  directoryEnd,
  formatWitnessVkey,
  type SealedRecord,
  type StreamSealer,
  StreamWatch,
  type Trust,
  Witness,
  type WitnessDirectory,
  WitnessDirectoryReader,
  type WitnessOptions,
  type WitnessSigner,
} from '../../src/index.js';
import { keyOf, START, type TestKey, trustOf } from '../sealed-streams.js';

export const WITNESS_KEY: TestKey = keyOf('witness-1');

export function witnessSigner(key: TestKey = WITNESS_KEY, name = 'witness.example/w1'): WitnessSigner {
  return { name, publicKey: key.publicKey, sign: (message) => sign(null, message, key.privateKey) };
}

/** The usual trust file with a pinned witness. */
export function witnessTrust(
  witness: Readonly<Record<string, unknown>> = {},
  root: Readonly<Record<string, unknown>> = {},
): Trust {
  const vkey = formatWitnessVkey('witness.example/w1', WITNESS_KEY.publicKey);
  return trustOf(root, { witnesses: [{ vkey, ...witness }] });
}

/** A witness, what it wrote, and what its clients do with it, at a time that tests set. */
export class WitnessBench {
  readonly witness: Witness;
  readonly entries: string[] = [];
  seconds = START[0];

  constructor(options: Partial<WitnessOptions> = {}) {
    this.witness = new Witness({ signer: witnessSigner(), trust: trustOf(), ...options });
  }

  addOrigin(body: string, principal = 'shop'): number {
    const { status, entry } = this.witness.addOrigin(body, principal, this.seconds);
    if (entry !== undefined) this.entries.push(entry);
    return status;
  }

  addCheckpoint(body: string): { readonly status: number; readonly answer: string } {
    const { status, answer, entry } = this.witness.addCheckpoint(body, this.seconds);
    if (entry !== undefined) this.entries.push(entry);
    return { status, answer };
  }

  /** Brings a watched stream's newest checkpoint here; the checkpoint record with the cosignature, or the status. */
  submit(watch: StreamWatch, record: SealedRecord): SealedRecord | number {
    for (const body of watch.admissions) {
      const status = this.addOrigin(body);
      if (status !== 200) return status;
      watch.admitted();
    }
    const next = watch.next;
    if (next === undefined) return 0;
    watch.sending(next);
    const { status, answer } = this.addCheckpoint(next.body(watch.seenSize) as string);
    if (status !== 200) return status;
    watch.confirmed();
    return withPayload(record, cosignedPayload(next.payload, answer, this.witness.directoryCheckpoint(this.seconds)));
  }

  /** All records of a stream, each checkpoint followed by the same one cosigned. */
  witnessed(records: readonly SealedRecord[], watch: StreamWatch = new StreamWatch()): SealedRecord[] {
    return records.flatMap((record) => {
      watch.add(record.kind, record.payload);
      const cosigned = record.kind === 'checkpoint' ? this.submit(watch, record) : 0;
      return typeof cosigned === 'number' ? [record] : [record, cosigned];
    });
  }

  lines(): string[] {
    return [...this.entries, directoryEnd(this.witness.directoryCheckpoint(this.seconds))];
  }

  directory(until?: number): WitnessDirectory {
    return directoryOf(this.lines(), witnessTrust(), until);
  }
}

export function directoryOf(lines: readonly string[], trust: Trust = witnessTrust(), until?: number): WitnessDirectory {
  const reader = new WitnessDirectoryReader(
    trust.witnesses.map(({ key }) => key),
    until,
  );
  for (const line of lines) reader.add(line);
  return reader.finish();
}

export function withPayload(record: SealedRecord, payload: string): SealedRecord {
  return { ...record, payload, attributes: { ...record.attributes, 'audit.payload': payload } };
}

export function watching(sealer: StreamSealer): StreamWatch {
  const watch = new StreamWatch();
  watch.add('open', sealer.open.payload);
  return watch;
}
