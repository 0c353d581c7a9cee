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

interface Compiled {
  readonly detector: DetectorName | undefined;
  readonly clients: BlockList | undefined;
  readonly actor: string | undefined;
  readonly untilMs: number;
  readonly suppression: Suppression;
}

const MOST = 256;
/** A member that is not known would be left out of the rule, which then held for more than was meant. */
const MEMBERS: ReadonlySet<string> = new Set(['detector', 'client', 'actor', 'until', 'reason']);
const RFC_3339 = /^\d{4}-\d\d-\d\d([Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d))?$/;

/** The first suppression that holds for an incident of this detector by these parties now. */
export class Suppressions {
  readonly #rules: readonly Compiled[];

  /** @throws DetectionOptionsError when a rule has no end, no reason, or names nobody */
  constructor(suppress: readonly Suppression[]) {
    if (!Array.isArray(suppress) || suppress.length > MOST)
      throw new DetectionOptionsError(`\`suppress\` takes at most ${MOST} entries.`);
    this.#rules = suppress.map(compiled);
  }

  find(detector: DetectorName, raw: RawParties | undefined, nowMs: number): Suppression | undefined {
    return this.#rules.find(
      (rule) =>
        nowMs < rule.untilMs &&
        (rule.detector === undefined || rule.detector === detector) &&
        (rule.actor === undefined || rule.actor === raw?.actorId) &&
        (rule.clients === undefined || isIn(rule.clients, raw?.clientAddress)),
    )?.suppression;
  }
}

function isIn(clients: BlockList, address: string | undefined): boolean {
  if (address === undefined) return false;
  const version = isIP(address);
  return version !== 0 && clients.check(address, version === 4 ? 'ipv4' : 'ipv6');
}

function compiled(suppression: Suppression, index: number): Compiled {
  const refuse = (what: string) => new DetectionOptionsError(`\`suppress[${index}]\` ${what}`);
  if (typeof suppression !== 'object' || suppression === null) throw refuse('is not an object.');
  const strange = Object.keys(suppression).find((member) => !MEMBERS.has(member));
  if (strange !== undefined) throw refuse(`has a member that is not known; there are ${[...MEMBERS].join(', ')}.`);
  const { detector, client, actor, until, reason } = suppression;
  if (detector !== undefined && !DETECTOR_NAMES.includes(detector)) {
    throw refuse(`needs a \`detector\` that there is: ${DETECTOR_NAMES.join(', ')}.`);
  }
  if (actor !== undefined && (typeof actor !== 'string' || actor === ''))
    throw refuse('needs an `actor` that is a text.');
  const untilMs = typeof until === 'string' && RFC_3339.test(until) ? Date.parse(until) : Number.NaN;
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

function network(client: unknown, refuse: (what: string) => Error): BlockList {
  const [address = '', bits, more] = typeof client === 'string' ? client.split('/') : [];
  const version = isIP(address);
  const most = version === 4 ? 32 : 128;
  const length = bits === undefined ? most : Number(bits);
  if (version === 0 || more !== undefined || !Number.isInteger(length) || length < 1 || length > most) {
    throw refuse('needs a `client` that is an IP address or a network such as 192.0.2.0/24.');
  }
  const list = new BlockList();
  list.addSubnet(address, length, version === 4 ? 'ipv4' : 'ipv6');
  return list;
}
