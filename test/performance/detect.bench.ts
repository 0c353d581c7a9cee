// Detection: an event that nobody subscribes to, and failed logins of ten million accounts and addresses that an attacker makes up.
import { DetectionEngine } from '@otelseal/detection';
import { factsOfAttributes, keyedDigest } from '@otelseal/log-processors';

import type { Bench } from './figure.ts';
import { measure } from './measure.ts';

const KEYS = 10_000_000;
/** One in so many is timed: reading the clock costs as much as a small table. */
const TIMED = 8;
const OFFENDER_EVERY = 1_000_000;
const T = 1_795_000_000_000;
const MIB = 1_048_576;
const digest = keyedDigest(new Uint8Array(16).fill(3));

/** The fact is made outside of the time; its keys are hashed within. */
function failure(user: string, address: string) {
  const attributes = {
    'audit.actor.id': user,
    'client.address': address,
    'security.reason': 'wrong_password',
    'security.auth.method': 'password',
  };
  return factsOfAttributes({ eventName: 'security.authn.login.failure', attributes }, digest);
}

const attacker = (n: number) =>
  failure(`user${n}@example.com`, `${11 + (n >>> 24)}.${(n >>> 16) & 255}.${(n >>> 8) & 255}.${n & 255}`);

interface Flood {
  readonly medianUs: number;
  readonly p99Us: number;
  readonly offenderEvents: number;
  readonly mebibytes: number;
}

/** One event in a thousandth of a second; the real offender comes back all the while. */
function flood(): Flood {
  const engine = new DetectionEngine();
  const timesNs = new Float64Array(KEYS / TIMED);
  const shown = { recordId: 'r', actor: 'offender', client: '203.0.113.50', session: undefined, target: undefined };
  const offender = () => failure('offender@example.com', '203.0.113.50');
  for (let n = 0; n < 6; n += 1) engine.observe(offender(), shown, T + n);
  for (let n = 0; n < KEYS; n += 1) {
    const fact = attacker(n);
    const nowMs = T + n / 1_000;
    if (n % OFFENDER_EVERY === 0) engine.observe(offender(), shown, nowMs);
    if (n % TIMED !== 0) {
      engine.observe(fact, undefined, nowMs);
      continue;
    }
    const before = process.hrtime.bigint();
    engine.observe(fact, undefined, nowMs);
    timesNs[n / TIMED] = Number(process.hrtime.bigint() - before);
  }
  const told = engine
    .endAll()
    .flatMap((one) => (one.kind === 'incident' && one.incident.detector === 'brute_force' ? [one.incident] : []));
  timesNs.sort();
  const at = (share: number) => (timesNs[Math.floor(timesNs.length * share)] ?? 0) / 1_000;
  const offenderEvents = told.find(({ source }) => source === '203.0.113.50')?.count ?? 0;
  return { medianUs: at(0.5), p99Us: at(0.99), offenderEvents, mebibytes: engine.bytes / MIB };
}

export default (async () => {
  const engine = new DetectionEngine();
  const unseen = factsOfAttributes(
    { eventName: 'security.user.consent', attributes: { 'audit.actor.id': 'ada' } },
    digest,
  );
  const unsubscribed = (count: number) => {
    for (let n = 0; n < count; n += 1) engine.observe(unseen, undefined, T + n);
  };
  const { unsubscribed: cost } = await measure({ unsubscribed }, { records: 200_000 });
  const { medianUs, p99Us, offenderEvents, mebibytes } = flood();
  const note = `${KEYS.toLocaleString('en')} accounts and addresses, each seen once; all detectors; wall time`;
  return [
    { what: 'detect, event without a detector', value: cost.median, unit: 'µs', bar: { atMost: 0.2 } },
    { what: 'detect, login failure, median', value: medianUs, unit: 'µs', bar: { atMost: 10 }, note },
    { what: 'detect, login failure, 99th percentile', value: p99Us, unit: 'µs', bar: { atMost: 40 }, note },
    { what: 'detect, tables of all detectors', value: mebibytes * MIB, unit: 'B', bar: { atMost: 32 * MIB } },
    {
      what: 'detect, events of a real offender in the flood',
      value: offenderEvents,
      unit: '×',
      note: `of 16: one in each million`,
    },
  ];
}) satisfies Bench;
