import { formatVkey, leafHash } from '../dist/index.js';
import { DistinctRecords } from './distinct-records.ts';
import { type Case, judged } from './judged-case.ts';
import { at, loginFailure, logins, open, ROOT, request, STREAM, toLogRecord, trustFile } from './vector-streams.ts';

const RELAY = 'd'.repeat(32);

/** Collectors that pass sealed records on, where producers are required; and a key that speaks for several tenants. */
export function counterSealVectors(): Readonly<Record<string, unknown>> {
  const about =
    'SPEC.md sections 6, 9 and 13. As stream-relations.json: what a collector that counter-seals means for `producer`, and several entries of a trust file with one vkey.';
  const table = new DistinctRecords();
  const cases = [...relays(), ...tenants()].map((one) => judged({ options: {}, ...one }, table));
  return {
    'counter-seals.json': {
      about,
      scope: '@otelseal/security-events',
      resources: table.resources,
      records: table.records,
      cases,
    },
  };
}

const RECORDS = logins(7);

function relays(): Case[] {
  const hash = leafHash(
    Buffer.from(RECORDS.find((one) => one.kind !== 'checkpoint' && one.sequence === 4)?.payload ?? ''),
  );
  const passing = (alsoSeals: boolean): unknown => {
    const sealer = open({ streamId: RELAY, signer: 'collector' });
    const passed = sealer.relay({ stream: STREAM, sequence: 4, leafHash: hash }, at(1));
    const own = alsoSeals ? [sealer.seal(loginFailure(1), at(2))] : [];
    const records = [sealer.open, passed, ...own, sealer.heartbeat({}, at(3)), sealer.close({ reason: 'done' }, at(4))];
    return request([...records, sealer.checkpoint()].map(toLogRecord));
  };
  const producers = request(RECORDS.map(toLogRecord));
  const options = { require: ['producer'] as const };
  return [
    {
      name: 'a collector that counter-seals only',
      options,
      requests: [producers, passing(false)],
      expected: ['INTACT'],
    },
    {
      name: 'a collector that seals records of others, too',
      options,
      requests: [producers, passing(true)],
      expected: ['NOT PROVEN NOT_PRODUCER'],
    },
    { name: 'the same where no producer is required', requests: [producers, passing(true)], expected: ['INTACT'] },
  ];
}

function tenants(): Case[] {
  const requests = [request(RECORDS.map(toLogRecord))];
  const entry = {
    vkey: formatVkey(ROOT.name, ROOT.publicKey),
    organisation: 'acme',
    environment: 'any',
    services: ['*'],
  };
  const trust = (...names: readonly string[]): unknown =>
    trustFile({}, { roots: names.map((tenant) => ({ ...entry, tenant })) });
  return [
    {
      name: 'two entries with one key, of which the second is for this tenant',
      trust: trust('other', 'default'),
      requests,
      expected: ['INTACT'],
    },
    {
      name: 'two entries with one key, neither for this tenant',
      trust: trust('other', 'third'),
      requests,
      expected: ['FOREIGN_KEY #1 control.certificate'],
    },
  ];
}
