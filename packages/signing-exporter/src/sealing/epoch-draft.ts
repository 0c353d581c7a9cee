import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { formatEpochCertificate, type StreamIdentity, type UnixTime } from '@otelseal/audit-integrity/sealing';
import { rawPublicKey } from '../signer/ed25519-signer.js';

/** A key that lives in this process for one epoch of one stream, and what a root is to sign for it. */
export interface EpochDraft {
  readonly streamId: string;
  /** From 1. */
  readonly epoch: number;
  /** The certificate's text. */
  readonly text: string;
  readonly publicKey: Uint8Array;
  readonly sign: (message: Uint8Array) => Uint8Array;
  /** Wall time, whole seconds since 1970, after which nothing may be sealed with it. */
  readonly notAfter: number;
}

/** With the root's word for it. */
export interface Epoch extends EpochDraft {
  /** A note: the text under the root's signature. */
  readonly certificate: string;
}

/** Verifiers on hosts whose clocks are slightly behind must not refuse the first records. */
const CLOCK_SKEW_SECONDS = 300;

/** What a draft is for. */
export interface EpochPlan {
  readonly identity: StreamIdentity;
  readonly streamId: string;
  readonly epoch: number;
  /** From when on it is to be valid. */
  readonly from: UnixTime;
  readonly lifetimeMs: number;
}

/** Makes the key. Nothing outside the returned object holds it: whoever drops the object drops the key. */
export function draftEpoch({ identity, streamId, epoch, from, lifetimeMs }: EpochPlan): EpochDraft {
  const { privateKey } = generateKeyPairSync('ed25519');
  const publicKey = rawPublicKey(privateKey);
  const [now] = from;
  const notAfter = now + Math.ceil(lifetimeMs / 1_000);
  const { organisation, tenant, environment, service } = identity;
  const text = formatEpochCertificate({
    organisation,
    tenant,
    environment,
    service,
    stream: streamId,
    epoch,
    notBefore: now - CLOCK_SKEW_SECONDS,
    notAfter,
    purpose: 'seal',
    publicKey,
  });
  return { streamId, epoch, text, publicKey, sign: signerOf(privateKey), notAfter };
}

function signerOf(privateKey: KeyObject): (message: Uint8Array) => Uint8Array {
  return (message) => new Uint8Array(sign(null, message, privateKey));
}
