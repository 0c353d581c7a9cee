import type {
  DetectionDetails,
  DetectionFacts,
  DetectionKeys,
  GeoCell,
  RawActorAndClient,
} from '@otelseal/semantic-conventions';
import { geoCell, type Locator } from './geo-cell.js';
import type { KeyedDigest } from './keyed-digest.js';
import { type NetworkPrefixes, networkPrefixes } from './network-prefix.js';

/** What the raw record says, before anything is masked. Texts are bounded. */
export interface RawIdentity {
  readonly eventName: string;
  readonly category: string;
  readonly outcome: string;
  readonly actorId: string | undefined;
  readonly targetId: string | undefined;
  readonly sessionId: string | undefined;
  readonly clientAddress: string | undefined;
  readonly counterparty: string | undefined;
  readonly token: string | undefined;
  readonly geo: GeoCell | undefined;
  readonly details: DetectionDetails;
}

/** Everybody who is not known is called this: a shared name must not be counted as one person. */
const NOBODY: ReadonlySet<string> = new Set(['unknown', 'anonymous', '']);

/** Facts whose keys are hashed, and whose place is looked up, when a detector first asks. */
export function deriveDetectionFacts(raw: RawIdentity, digest: KeyedDigest, locate?: Locator): DetectionFacts {
  return new LazyDetectionFacts(raw, digest, locate);
}

class LazyDetectionFacts implements DetectionFacts {
  readonly eventName: string;
  readonly category: string;
  readonly outcome: string;
  readonly details: DetectionDetails;
  readonly raw: RawActorAndClient;
  readonly #identity: RawIdentity;
  readonly #digest: KeyedDigest;
  readonly #locate: Locator | undefined;
  #keys: LazyKeys | undefined;
  #geo: GeoCell | undefined;
  #located = false;

  constructor(identity: RawIdentity, digest: KeyedDigest, locate: Locator | undefined) {
    this.eventName = identity.eventName;
    this.category = identity.category;
    this.outcome = identity.outcome;
    this.details = identity.details;
    this.raw = identity;
    this.#identity = identity;
    this.#digest = digest;
    this.#locate = locate;
  }

  get keys(): DetectionKeys {
    this.#keys ??= new LazyKeys(this.#identity, this.#digest);
    return this.#keys;
  }

  get geo(): GeoCell | undefined {
    if (this.#located) return this.#geo;
    this.#located = true;
    const { geo, clientAddress } = this.#identity;
    this.#geo = geo ?? (clientAddress === undefined ? undefined : placeOf(clientAddress, this.#locate));
    return this.#geo;
  }
}

/** `null` stands for a key that was asked for and does not exist. */
class LazyKeys implements DetectionKeys {
  readonly #identity: RawIdentity;
  readonly #digest: KeyedDigest;
  #prefixes: NetworkPrefixes | undefined | null;
  #actor: number | undefined | null;
  #target: number | undefined | null;
  #session: number | undefined | null;
  #client: number | undefined | null;
  #network: number | undefined | null;

  constructor(identity: RawIdentity, digest: KeyedDigest) {
    this.#identity = identity;
    this.#digest = digest;
  }

  get actor(): number | undefined {
    if (this.#actor === undefined) this.#actor = this.#keyed('actor', folded(this.#identity.actorId));
    return this.#actor ?? undefined;
  }

  /** An account has the same key as target and as actor: who grants himself a role is one person. */
  get target(): number | undefined {
    if (this.#target === undefined) this.#target = this.#keyed('actor', folded(this.#identity.targetId));
    return this.#target ?? undefined;
  }

  get session(): number | undefined {
    if (this.#session === undefined) this.#session = this.#keyed('session', this.#identity.sessionId);
    return this.#session ?? undefined;
  }

  get client(): number | undefined {
    if (this.#client === undefined) {
      this.#client = this.#keyed('client', this.#prefix()?.narrow ?? folded(this.#identity.clientAddress));
    }
    return this.#client ?? undefined;
  }

  get network(): number | undefined {
    if (this.#network === undefined) this.#network = this.#keyed('network', this.#prefix()?.wide);
    return this.#network ?? undefined;
  }

  get counterparty(): number | undefined {
    return this.#keyed('counterparty', folded(this.#identity.counterparty)) ?? undefined;
  }

  get token(): number | undefined {
    return this.#keyed('token', this.#identity.token) ?? undefined;
  }

  #keyed(domain: string, value: string | undefined): number | null {
    return value === undefined ? null : this.#digest(domain, value);
  }

  #prefix(): NetworkPrefixes | undefined {
    const { clientAddress } = this.#identity;
    if (this.#prefixes === undefined) {
      this.#prefixes = (clientAddress === undefined ? undefined : networkPrefixes(clientAddress)) ?? null;
    }
    return this.#prefixes ?? undefined;
  }
}

/** `ALICE@example.com ` and `alice@example.com` are one account to most servers, and an attacker may choose the spelling. */
function folded(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  const text = (PLAIN.test(name) ? name : name.normalize('NFKC')).trim().toLowerCase();
  return NOBODY.has(text) ? undefined : text;
}

const PLAIN = /^[\x20-\x7e]*$/;

/** A locator is somebody else's code: what it throws means that nobody knows the place. */
function placeOf(address: string, locate: Locator | undefined): GeoCell | undefined {
  if (locate === undefined) return undefined;
  try {
    const place = locate(address);
    return place === undefined
      ? undefined
      : geoCell(place.latitudeDegrees, place.longitudeDegrees, place.region, place.country);
  } catch {
    return undefined;
  }
}
