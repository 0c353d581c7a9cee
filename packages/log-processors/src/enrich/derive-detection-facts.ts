import type { DetectionFacts, DetectionKeys, GeoCell } from '../detection-facts.js';
import type { KeyedDigest } from './keyed-digest.js';
import { networkPrefixes } from './network-prefix.js';

/** What the raw record says, before anything is masked. Texts are bounded. */
export interface RawIdentity {
  readonly eventName: string;
  readonly category: string;
  readonly outcome: string;
  readonly actorId: string | undefined;
  readonly targetId: string | undefined;
  readonly sessionId: string | undefined;
  readonly clientAddress: string | undefined;
  readonly geo: GeoCell | undefined;
}

/** Everybody who is not known is called this: a shared name must not be counted as one person. */
const NOBODY: ReadonlySet<string> = new Set(['unknown', 'anonymous', '']);

/** Facts whose keys are hashed when a detector first asks; the raw values are let go at that moment. */
export function deriveDetectionFacts(raw: RawIdentity, digest: KeyedDigest): DetectionFacts {
  return new LazyDetectionFacts(raw, digest);
}

class LazyDetectionFacts implements DetectionFacts {
  readonly eventName: string;
  readonly category: string;
  readonly outcome: string;
  readonly geo: GeoCell | undefined;
  readonly #digest: KeyedDigest;
  #keysOrRaw: { readonly keys: DetectionKeys } | { readonly raw: RawIdentity };

  constructor(raw: RawIdentity, digest: KeyedDigest) {
    this.eventName = raw.eventName;
    this.category = raw.category;
    this.outcome = raw.outcome;
    this.geo = raw.geo;
    this.#digest = digest;
    this.#keysOrRaw = { raw };
  }

  get keys(): DetectionKeys {
    if ('raw' in this.#keysOrRaw) this.#keysOrRaw = { keys: keysOf(this.#keysOrRaw.raw, this.#digest) };
    return this.#keysOrRaw.keys;
  }
}

function keysOf(raw: RawIdentity, digest: KeyedDigest): DetectionKeys {
  const keyed = (domain: string, value: string | undefined) =>
    value === undefined ? undefined : digest(domain, value);
  const actor = keyed('actor', folded(raw.actorId));
  const prefixes = raw.clientAddress === undefined ? undefined : networkPrefixes(raw.clientAddress);
  const client = keyed('client', prefixes?.narrow ?? folded(raw.clientAddress));

  return {
    actor,
    target: keyed('target', folded(raw.targetId)),
    session: keyed('session', raw.sessionId),
    client,
    network: keyed('network', prefixes?.wide),
    clientActor: client === undefined || actor === undefined ? undefined : `${client} ${actor}`,
  };
}

/** `ALICE@example.com ` and `alice@example.com` are one account to most servers, and an attacker may choose the spelling. */
function folded(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  const text = name.normalize('NFKC').trim().toLowerCase();
  return NOBODY.has(text) ? undefined : text;
}

/** The coarse cell of a position. Coordinates out of range are ignored; codes must look like ISO 3166 codes. */
export function geoCell(latitude: unknown, longitude: unknown, region: unknown, country: unknown): GeoCell | undefined {
  const latitudeDegrees = wholeDegrees(latitude, 90);
  const longitudeDegrees = wholeDegrees(longitude, 180);
  const placed = latitudeDegrees !== undefined && longitudeDegrees !== undefined;
  const code = isoCode(region) ?? isoCode(country);
  if (!placed && code === undefined) return undefined;
  return {
    latitudeDegrees: placed ? latitudeDegrees : undefined,
    longitudeDegrees: placed ? longitudeDegrees : undefined,
    region: code,
  };
}

function wholeDegrees(value: unknown, limit: number): number | undefined {
  if (typeof value !== 'number' || !(Math.abs(value) <= limit)) return undefined;
  return Math.round(value) + 0; // + 0 turns -0 into 0: one cell, one key
}

function isoCode(value: unknown): string | undefined {
  return typeof value === 'string' && /^[A-Za-z]{2}(?:-[A-Za-z0-9]{1,3})?$/.test(value)
    ? value.toUpperCase()
    : undefined;
}
