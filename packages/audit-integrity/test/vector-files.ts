import { readFileSync } from 'node:fs';
import type {
  Acceptance,
  CanonicalObject,
  Requirement,
  StoredAttribute,
  StoredLogRecord,
  StoredValue,
} from '../src/index.js';

/* The shape of each file in vectors/v1, as another implementation would declare it. */

interface Named {
  readonly name: string;
}

export interface VectorFiles {
  readonly 'canonical-text.json': {
    readonly cases: readonly (Named & { readonly record: CanonicalObject; readonly text: string })[];
    readonly refused: readonly (Named & { readonly text: string })[];
  };
  readonly 'json-canonicalization.json': {
    readonly cases: readonly (Named & { readonly input: string; readonly output: string })[];
    readonly numbers: readonly { readonly bits: string; readonly text: string | null }[];
  };
  readonly 'attribute-names.json': {
    readonly cases: readonly { readonly given: string; readonly sealed: string }[];
    readonly together: readonly (Named & {
      readonly given: Readonly<Record<string, unknown>>;
      readonly sealed: object;
    })[];
  };
  readonly 'values.json': {
    readonly cases: readonly (Named & { readonly value: StoredValue; readonly signed: string })[];
  };
  readonly 'leaves.json': {
    readonly leaves: readonly { readonly payload: string; readonly hash: string; readonly root: string }[];
    readonly checkpoints: readonly { readonly payload: string; readonly size: number }[];
    readonly digests: readonly {
      readonly salt: string;
      readonly text: string;
      readonly sha256: string;
      readonly value: string;
    }[];
  };
  readonly 'tree.json': {
    readonly leaves: readonly { readonly data: string; readonly hash: string }[];
    readonly nodes: readonly { readonly left: string; readonly right: string; readonly hash: string }[];
    readonly trees: readonly {
      readonly size: number;
      readonly root: string;
      readonly proofOfLastLeaf: readonly string[];
    }[];
    readonly inclusion: readonly {
      readonly leafIndex: number;
      readonly treeSize: number;
      readonly leafHash: string;
      readonly proof: readonly string[];
      readonly root: string;
    }[];
    readonly consistency: readonly {
      readonly size1: number;
      readonly size2: number;
      readonly root1: string;
      readonly root2: string;
      readonly proof: readonly string[];
    }[];
  };
  readonly 'witness.json': {
    readonly witness: string;
    readonly trust: object;
    readonly steps: readonly (Named & {
      readonly path: 'add-origin' | 'add-checkpoint';
      readonly principal: string;
      readonly seconds: number;
      readonly body: string;
      readonly status: number;
      readonly answer?: string;
    })[];
    readonly directory: readonly string[];
    readonly cosignatures: readonly (Named & {
      readonly witness: string;
      readonly text: string;
      readonly line: string;
      readonly seconds: number | null;
    })[];
  };
  readonly 'ed25519.json': {
    readonly cases: readonly (Named & {
      readonly publicKey: string;
      readonly message: string;
      readonly signature: string;
      readonly valid: boolean;
    })[];
  };
  readonly 'notes.json': {
    readonly cases: readonly (Named & {
      readonly note: string;
      readonly vkeys: readonly string[];
      readonly text?: string;
      readonly signers?: readonly string[];
      readonly error?: string;
    })[];
  };
  readonly 'certificates.json': {
    readonly cases: readonly (Named & { readonly fields: CertificateFields; readonly text: string })[];
    readonly refused: readonly (Named & { readonly text: string })[];
  };
  readonly 'displays.json': {
    readonly vocabulary: readonly string[];
    readonly cases: readonly (Named & {
      readonly store: 'loki' | 'elasticsearch';
      readonly payload: string;
      readonly shown: object;
      readonly field: string | null;
    })[];
  };
  readonly 'streams.json': StreamFile;
  readonly 'stream-relations.json': StreamFile;
  readonly 'counter-seals.json': StreamFile;
  readonly 'rotations.json': StreamFile;
  readonly 'range-checkpoints.json': StreamFile;
}

interface StreamFile {
  readonly scope: string;
  readonly resources: readonly { readonly attributes: readonly StoredAttribute[] }[];
  readonly records: readonly StoredLogRecord[];
  readonly cases: readonly (Named & {
    /** Null: no trust file is given. */
    readonly trust: unknown;
    readonly vocabulary: readonly string[];
    readonly requests: readonly { readonly resource: number; readonly records: readonly number[] }[];
    readonly verdict: string;
    readonly exitCode: number;
    readonly reason: string;
    readonly options?: StreamQuestion;
    readonly conditions?: readonly string[];
    readonly findings: readonly {
      readonly verdict: string;
      readonly stream: string;
      readonly sequence: string;
      readonly field: string;
    }[];
  })[];
}

/** Times in nanoseconds since 1970, decimal. */
export interface StreamQuestion {
  readonly from?: string;
  readonly to?: string;
  readonly asOf?: string;
  readonly source?: 'file' | 'store';
  readonly require?: readonly Requirement[];
  readonly accept?: readonly Acceptance[];
}

interface CertificateFields {
  readonly organisation: string;
  readonly tenant: string;
  readonly environment: string;
  readonly service: string;
  readonly stream: string;
  readonly epoch: number;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly purpose: 'seal';
  /** base64 */
  readonly publicKey: string;
}

export const VECTORS: URL = new URL('../vectors/v1/', import.meta.url);

export function vectorText(name: string): string {
  return readFileSync(new URL(name, VECTORS), 'utf8');
}

export function vectors<Name extends keyof VectorFiles>(name: Name): VectorFiles[Name] {
  return JSON.parse(vectorText(name));
}
