import type { SimulatedEvent } from '@otelseal/testing';

type Attributes = Readonly<Record<string, unknown>>;

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
/** Between the beginnings of two attacks, so that no window holds two of them. */
const APART_MS = 5 * MINUTE_MS;

function event(timeMs: number, eventName: string, attributes: Attributes): SimulatedEvent {
  return { timeMs, eventName, attributes: { 'audit.actor.type': 'user', ...attributes }, campaign: 'more' };
}

function times(count: number, make: (n: number) => SimulatedEvent): SimulatedEvent[] {
  return Array.from({ length: count }, (_, n) => make(n));
}

function endedSession(startMs: number): SimulatedEvent[] {
  const thief = { 'audit.actor.id': 'absent', 'client.address': '203.0.113.201', 'session.id': 's-ended-long-ago' };
  return times(24, (n) => event(startMs + n * 20 * SECOND_MS, 'security.session.use_after_expire', thief));
}

function injections(startMs: number): SimulatedEvent[] {
  const by = { 'audit.actor.id': 'anonymous', 'client.address': '203.0.113.202', 'security.reason': 'known_exploit' };
  const names = ['security.malicious.sqli', 'security.malicious.injection'];
  return times(6, (n) => event(startMs + n * 5 * SECOND_MS, names[n % 2] as string, by));
}

function paths(startMs: number): SimulatedEvent[] {
  const by = { 'audit.actor.id': 'anonymous', 'client.address': '203.0.113.203', 'security.reason': 'not_found' };
  return times(24, (n) =>
    event(startMs + n * SECOND_MS, 'security.malicious.direct_reference', { ...by, 'url.path': `/backup/${n}.sql` }),
  );
}

function ownerAmongGuesses(startMs: number): SimulatedEvent[] {
  const victim = { 'audit.actor.id': 'grace', 'audit.target.id': 'grace', 'security.auth.method': 'password' };
  const guesses = times(8, (n) =>
    event(startMs + n * MINUTE_MS, 'security.authn.login.failure', {
      ...victim,
      'client.address': `203.0.113.${204 + (n % 4)}`,
      'security.reason': 'wrong_password',
    }),
  );
  const login = { ...victim, 'client.address': '203.0.113.208' };
  return [...guesses, event(startMs + 9 * MINUTE_MS, 'security.authn.login.success', login)];
}

function codesOfMany(startMs: number): SimulatedEvent[] {
  return times(24, (n) =>
    event(startMs + n * 15 * SECOND_MS, 'security.authn.mfa.failure', {
      'audit.actor.id': `stolen-${n % 12}`,
      'client.address': '203.0.113.209',
      'security.auth.method': 'totp',
      'security.reason': 'wrong_code',
    }),
  );
}

function farAway(startMs: number): SimulatedEvent[] {
  const traveller = { 'audit.actor.id': 'traveller', 'client.address': '203.0.113.210' };
  return [event(startMs, 'security.authn.impossible_travel', traveller)];
}

/** A person who takes everything, and a service account that erases more than a job does. */
function wholesale(startMs: number): SimulatedEvent[] {
  const records = (n: number) => ({ 'audit.outcome': 'success', 'audit.target.id': `batch-${n}` });
  const thief = { 'audit.actor.id': 'insider', 'client.address': '203.0.113.211', 'security.data.count': 1_000 };
  const job = { 'audit.actor.id': 'nightly-job', 'audit.actor.type': 'service', 'security.data.count': 100 };
  return [
    ...times(6, (n) => event(startMs + n * 2 * SECOND_MS, 'security.sensitive.export', { ...thief, ...records(n) })),
    ...times(6, (n) => event(startMs + 20_000 + n, 'security.sensitive.delete', { ...job, ...records(n) })),
  ];
}

/** What detection in a process opens and counts, and what a verifier and an agent say about the log. */
function told(startMs: number): SimulatedEvent[] {
  const system = { 'audit.actor.id': 'otelseal-detection', 'audit.actor.type': 'system' };
  const incident = (severity: string) => ({
    ...system,
    'audit.target.type': 'client',
    'audit.target.id': '203.0.113.212',
    'security.incident.id': `incident-${severity}`,
    'security.incident.detector': 'brute_force',
    'security.incident.severity': severity,
    'security.incident.runbook': 'https://wiki.example/brute_force',
  });
  const part = (type: string, id: string) => ({
    ...system,
    'audit.target.type': type,
    'audit.target.id': id,
    'security.incident.detector': 'brute_force',
    'security.incident.count': 4,
  });
  const stream = { 'security.integrity.stream': '5f0d1c6e3b544c0e9c560d6f5e0b8a11' };
  return [
    event(startMs, 'security.incident.open', incident('high')),
    event(startMs + 1, 'security.incident.raise', incident('critical')),
    ...times(8, (n) =>
      event(startMs + n * SECOND_MS, 'security.incident.partial_count', part('client', '203.0.113.213')),
    ),
    ...times(8, (n) => event(startMs + n * SECOND_MS, 'security.incident.partial_count', part('account', 'spread'))),
    event(startMs + MINUTE_MS, 'security.audit_log.integrity_failure', { 'security.reason': 'MODIFIED', ...stream }),
    event(startMs + MINUTE_MS, 'security.audit_log.delivery_failure', { 'security.reason': 'unreachable', ...stream }),
  ];
}

/**
 * A small attack for each alert that none of the simulator's sets off, apart from each other, in the order of time. Two cannot be here:
 * silence is no event.
 */
export function moreAttacks(startMs: number): readonly SimulatedEvent[] {
  const attacks = [endedSession, injections, paths, ownerAmongGuesses, codesOfMany, farAway, wholesale, told];
  return attacks
    .flatMap((attack, n) => attack(startMs + 2 * n * APART_MS))
    .toSorted((one, other) => one.timeMs - other.timeMs);
}

/** The alerts that no event sets off. */
export const ABOUT_SILENCE: readonly string[] = ['service_silent', 'stream_silent'];
/** Said by the sealing itself, which no application can: a record of it is written as it looks. */
export const GAP = 'audit.gap';
