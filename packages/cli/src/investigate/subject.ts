import { isIPv6, SocketAddress } from 'node:net';

import type { EvidenceRecord } from '../records/evidence-record.js';
import type { PseudonymSearch } from './pseudonym-search.js';

/** Whose story is told. */
export type SubjectKind = 'actor' | 'client' | 'session' | 'trace';

export const SUBJECT_KINDS: readonly SubjectKind[] = ['actor', 'client', 'session', 'trace'];

/** Attributes that name a subject. */
export const SUBJECT_ATTRIBUTES: Readonly<Record<SubjectKind, readonly string[]>> = {
  actor: [
    'audit.actor.id',
    'user.id',
    'user.name',
    'user.email',
    'user.full_name',
    'user.hash',
    'enduser.id',
    'security.onbehalf.id',
  ],
  client: ['client.address', 'source.address', 'network.peer.address'],
  session: ['session.id', 'session.previous_id'],
  trace: [],
};

/** Attributes of incidents that name the subjects concerned. */
const OF_INCIDENTS: Readonly<Record<SubjectKind, string | undefined>> = {
  actor: 'security.incident.users',
  client: 'security.incident.sources',
  session: undefined,
  trace: undefined,
};

const MAX_ITEMS = 1_000;

/** An actor (what they did and what was done to their account), a client address, a session or a trace. */
export class Subject {
  readonly kind: SubjectKind;
  readonly value: string;
  readonly #wanted: string;
  readonly #pseudonyms: PseudonymSearch | undefined;

  constructor(kind: SubjectKind, value: string, pseudonyms?: PseudonymSearch) {
    this.kind = kind;
    this.value = value;
    this.#wanted = this.#comparable(value);
    this.#pseudonyms = pseudonyms;
  }

  /** Whether a record is part of the story. */
  isOf(record: EvidenceRecord): boolean {
    if (this.kind === 'trace') return record.traceId === this.#wanted;
    const { attributes } = record;
    if (SUBJECT_ATTRIBUTES[this.kind].some((name) => this.#is(attributes[name], record))) return true;
    if (this.kind === 'actor' && /^(?:account|user)$/.test(String(attributes['audit.target.type'])))
      if (this.#is(attributes['audit.target.id'], record)) return true;
    const concerned = OF_INCIDENTS[this.kind];
    return concerned !== undefined && itemsOf(attributes[concerned]).some((item) => this.#is(item, record));
  }

  #is(value: unknown, record: EvidenceRecord): boolean {
    if (typeof value === 'number' || typeof value === 'bigint') return String(value) === this.#wanted;
    if (typeof value !== 'string' || value === '') return false;
    return this.#comparable(value) === this.#wanted || this.#pseudonyms?.matches(value, timesOf(record)) === true;
  }

  /** Upper and lower case, width and outer spaces make no difference, as for pseudonyms; an IPv6 address has one spelling. */
  #comparable(text: string): string {
    const plain = text.normalize('NFKC').trim().toLowerCase();
    return this.kind === 'client' ? addressOf(plain) : plain;
  }
}

function addressOf(text: string): string {
  if (!isIPv6(text) || text.includes('%')) return text;
  const { address } = new SocketAddress({ address: text, family: 'ipv6' });
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1] ?? address;
}

/** A list, also as text where a store keeps it so. */
export function itemsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.slice(0, MAX_ITEMS);
  if (typeof value !== 'string' || !value.startsWith('[') || value.length > 20_000)
    return value === undefined ? [] : [value];
  try {
    return itemsOf(JSON.parse(value));
  } catch {
    return [value];
  }
}

/** A pseudonym was made when the record was, shortly before it was sealed. Milliseconds since 1970. */
function timesOf({ timeNs, seal }: EvidenceRecord): readonly number[] {
  const sealedNs = typeof seal === 'object' ? seal.timeNs : undefined;
  return [timeNs, sealedNs].flatMap((ns) => (ns === undefined ? [] : [Number(ns / 1_000_000n)])).filter(isTime);
}

/** What `Date` can hold. */
function isTime(ms: number): boolean {
  return ms <= 8.64e15;
}
