import type { DetectorName, SecurityFact } from '@otelseal/detection';

/** A fact without which a detector sees nothing, or sees worse. */
interface Need {
  readonly detectors: readonly DetectorName[];
  /** As it ends the sentence `… lack …`. */
  readonly what: string;
  /** Whether events like this one should have it. */
  concerns(fact: SecurityFact): boolean;
  has(fact: SecurityFact): boolean;
}

const isLogin = ({ eventName }: SecurityFact): boolean => eventName.startsWith('security.authn.login.');

const NEEDS: readonly Need[] = Object.freeze([
  {
    detectors: ['account_enumeration', 'brute_force', 'credential_stuffing', 'password_spraying', 'probing'],
    what: 'the client (client.address)',
    concerns: ({ category }) => category === 'authentication' || category === 'input_validation',
    has: ({ keys }) => keys.client !== undefined,
  },
  {
    detectors: ['brute_force', 'distributed_brute_force', 'credential_stuffing', 'password_spraying'],
    what: 'what tells the same wrong password from another (security.attempt.tag), so that a stale password counts as guesses',
    concerns: ({ eventName }) => eventName === 'security.authn.login.failure',
    has: ({ details }) => details.passwordTag !== undefined,
  },
  {
    detectors: ['impossible_travel'],
    what: 'positions of clients (geo.location.lat, geo.location.lon)',
    concerns: isLogin,
    has: ({ geo }) => geo?.latitudeDegrees !== undefined,
  },
  {
    detectors: ['session_hijack'],
    what: 'the session and the user agent (session.id, user_agent.original)',
    concerns: ({ category }) => ['session', 'sensitive_data', 'transaction', 'authorization'].includes(category),
    has: ({ keys, details }) => keys.session !== undefined && details.userAgent !== undefined,
  },
  {
    detectors: ['attack_tool'],
    what: 'the user agent (user_agent.original)',
    concerns: () => true,
    has: ({ details }) => details.userAgent !== undefined,
  },
  {
    detectors: ['transaction_fraud'],
    what: 'the other party (security.transaction.counterparty)',
    concerns: ({ category }) => category === 'transaction',
    has: ({ keys }) => keys.counterparty !== undefined,
  },
  {
    detectors: ['bulk_read', 'mass_deletion', 'privilege_escalation'],
    what: 'who acted (audit.actor.id)',
    concerns: ({ category }) => category === 'sensitive_data' || category === 'authorization',
    has: ({ keys }) => keys.actor !== undefined,
  },
]);

/** Counts which facts the replayed events had, so that silence is not taken for peace. */
export class FactCoverage {
  readonly #concerned = NEEDS.map(() => 0);
  readonly #had = NEEDS.map(() => 0);

  note(fact: SecurityFact): void {
    NEEDS.forEach((need, index) => {
      if (!need.concerns(fact)) return;
      this.#concerned[index] = (this.#concerned[index] ?? 0) + 1;
      if (need.has(fact)) this.#had[index] = (this.#had[index] ?? 0) + 1;
    });
  }

  /** One sentence for each fact that more than half of the events concerned did not have. */
  lacking(): readonly string[] {
    return NEEDS.flatMap(({ detectors, what }, index) => {
      const concerned = this.#concerned[index] ?? 0;
      const without = concerned - (this.#had[index] ?? 0);
      if (without * 2 <= concerned) return [];
      const lack = detectors.length === 1 ? 'lacks' : 'lack';
      return [`${detectors.join(', ')} ${lack} ${what} in ${without} of ${concerned} events`];
    });
  }
}
