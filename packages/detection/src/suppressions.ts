import { BlockList, isIP } from 'node:net';
import { DetectionOptionsError } from './detection-options-error.js';
import type { DetectorName } from './detector.js';
import { DETECTOR_NAMES } from './make-detectors.js';
import type { RawParties } from './security-fact.js';

/**
 * Incidents that are expected and not raised: a penetration test, a load test, a robot that is known. Each ends, and each says why.
 *
 * @experimental
 */
export interface Suppression {
  /** Left out: all detectors. */
  readonly detector?: DetectorName | undefined;
  /** Address or network of the client, such as `192.0.2.7` or `192.0.2.0/24`. */
  readonly client?: string | undefined;
  /** Identifier of the actor, as the application gives it. */
  readonly actor?: string | undefined;
  /** RFC 3339; the suppression has no effect from then on. */
  readonly until: string;
  /** Stands in the event that is recorded instead of the incident. A machine token, such as `pentest_2026_11`. */
  readonly reason: string;
}

/**
 * That a suppression is in force from now on, or no longer; its names are raw, as the configuration gives them.
 *
 * @experimental
 */
export interface SuppressionChange {
  readonly kind: 'suppression';
  readonly state: 'started' | 'ended';
  readonly suppression: Suppression;
  /** Incidents that it kept back; 0 at the end: it was never used. */
  readonly kept: number;
}

interface Compiled {
  readonly detector: DetectorName | undefined;
  readonly clients: BlockList | undefined;
  readonly actor: string | undefined;
  readonly untilMs: number;
  readonly suppression: Suppression;
}

/** A rule and what became of it. */
interface Rule extends Compiled {
  state: 'waiting' | 'in force' | 'over';
  kept: number;
}

const MOST = 256;
/** Longest texts, in UTF-16 units: each stands in a record. */
const MAX_ACTOR = 1_024;
const MAX_OTHER = 64;
/** A member that is not known would be left out of the rule, which then held for more than was meant. */
const MEMBERS: ReadonlySet<string> = new Set(['detector', 'client', 'actor', 'until', 'reason']);
const RFC_3339 = /^\d{4}-\d\d-\d\d([Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d))?$/;

/**
 * What is kept back, and that it is: each suppression is told of when the first event comes, when it expires, and at the end, with how much
 * it kept back. One that is over is over, even if a clock runs backwards.
 */
export class Suppressions {
  readonly #rules: readonly Rule[];

  /** @throws DetectionOptionsError when a rule has no end, no reason, or names nobody */
  constructor(suppress: readonly Suppression[]) {
    if (!Array.isArray(suppress) || suppress.length > MOST)
      throw new DetectionOptionsError(`\`suppress\` takes at most ${MOST} entries.`);
    this.#rules = suppress.map((suppression, index) => ({
      ...compiled(suppression, index),
      state: 'waiting',
      kept: 0,
    }));
  }

  /** The first suppression that holds for an incident of this detector by these parties now. */
  find(detector: DetectorName, raw: RawParties | undefined, nowMs: number): Suppression | undefined {
    return this.#rules.find(
      (rule) =>
        rule.state !== 'over' &&
        nowMs < rule.untilMs &&
        (rule.detector === undefined || rule.detector === detector) &&
        (rule.actor === undefined || rule.actor === raw?.actorId) &&
        (rule.clients === undefined || isIn(rule.clients, raw?.clientAddress)),
    )?.suppression;
  }

  /** Counts an incident that a suppression kept back. */
  count(suppression: Suppression): void {
    const rule = this.#rules.find((one) => one.suppression === suppression);
    if (rule !== undefined) rule.kept += 1;
  }

  /** What came into force or expired since the last call. */
  turn(nowMs: number): readonly SuppressionChange[] {
    return this.#rules.flatMap((rule) => {
      if (rule.state === 'over' || (rule.state === 'in force' && nowMs < rule.untilMs)) return [];
      return nowMs < rule.untilMs ? start(rule) : end(rule);
    });
  }

  /** Time began anew, as when a replay goes on with an older log: what had expired may hold again, and is told of again. */
  restart(): void {
    for (const rule of this.#rules) rule.state = 'waiting';
  }

  /** Ends what is in force, for the end of a process or of a replay. */
  endAll(): readonly SuppressionChange[] {
    return this.#rules.flatMap((rule) => (rule.state === 'in force' ? end(rule) : []));
  }
}

function start(rule: Rule): SuppressionChange {
  rule.state = 'in force';
  return { kind: 'suppression', state: 'started', suppression: rule.suppression, kept: 0 };
}

function end(rule: Rule): SuppressionChange {
  rule.state = 'over';
  return { kind: 'suppression', state: 'ended', suppression: rule.suppression, kept: rule.kept };
}

function isIn(clients: BlockList, address: string | undefined): boolean {
  if (address === undefined) return false;
  const version = isIP(address);
  return version !== 0 && clients.check(address, version === 4 ? 'ipv4' : 'ipv6');
}

function compiled(given: Suppression, index: number): Compiled {
  const refuse = (what: string) => new DetectionOptionsError(`\`suppress[${index}]\` ${what}`);
  if (typeof given !== 'object' || given === null) throw refuse('is not an object.');
  const suppression = Object.freeze({ ...given }); // what is told of it later is what was checked
  const strange = Object.keys(suppression).find((member) => !MEMBERS.has(member));
  if (strange !== undefined) throw refuse(`has a member that is not known; there are ${[...MEMBERS].join(', ')}.`);
  const { detector, client, actor, until, reason } = suppression;
  if (detector !== undefined && !DETECTOR_NAMES.includes(detector)) {
    throw refuse(`needs a \`detector\` that there is: ${DETECTOR_NAMES.join(', ')}.`);
  }
  if (actor !== undefined && (typeof actor !== 'string' || actor === '' || actor.length > MAX_ACTOR))
    throw refuse(`needs an \`actor\` that is a text of 1 to ${MAX_ACTOR} characters.`);
  const untilMs = typeof until === 'string' && until.length <= MAX_OTHER ? timeOf(until) : Number.NaN;
  if (Number.isNaN(untilMs)) throw refuse('needs an `until` in RFC 3339, such as 2026-12-01T00:00:00Z.');
  if (typeof reason !== 'string' || !/^[\w.:-]{1,64}$/.test(reason)) {
    throw refuse('needs a `reason` of 1 to 64 letters, digits, `_`, `.`, `:` or `-`.');
  }
  if (detector === undefined && client === undefined && actor === undefined) {
    throw refuse(
      'needs a `detector`, a `client` or an `actor`; to switch detection off, leave it out of the pipeline.',
    );
  }
  return { detector, actor, untilMs, suppression, clients: client === undefined ? undefined : network(client, refuse) };
}

/** NaN for what is no time, also for a day that its month does not have: `Date` would take one of the next month. */
function timeOf(text: string): number {
  const [year, month, day] = text.slice(0, 10).split('-').map(Number);
  const days = new Date(Date.UTC(year ?? 0, month ?? 0, 0)).getUTCDate();
  return RFC_3339.test(text) && (day ?? 0) <= days ? Date.parse(text) : Number.NaN;
}

function network(client: unknown, refuse: (what: string) => Error): BlockList {
  const [address = '', bits, more] = typeof client === 'string' && client.length <= MAX_OTHER ? client.split('/') : [];
  const version = isIP(address);
  const most = version === 4 ? 32 : 128;
  const length = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN; // `1e1` is no mistyped 1
  if (version === 0 || more !== undefined || !Number.isInteger(length) || length < 1 || length > most) {
    throw refuse('needs a `client` that is an IP address or a network such as 192.0.2.0/24.');
  }
  const list = new BlockList();
  list.addSubnet(address, length, version === 4 ? 'ipv4' : 'ipv6');
  return list;
}
