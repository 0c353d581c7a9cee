import { serviceCovers } from '@otelseal/audit-integrity';

/** Who sends, and for whom he may speak. */
export interface Principal {
  readonly name: string;
  /** Patterns of service names, with `*` for any text. */
  readonly services: readonly string[];
  /** Whose events his are; undefined for the gateway's own tenant. */
  readonly tenant: string | undefined;
  /** Whether records of his that carry a seal pass as they are. Nobody has proven it yet: a made-up stream keeps a verifier from INTACT. */
  readonly passesSeals: boolean;
}

/** Whoever reaches a gateway that listens on loopback and asks for no token. */
export function localPrincipal(passesSeals: boolean): Principal {
  return { name: 'local', services: ['*'], tenant: undefined, passesSeals };
}

/** Parts of an identity of which a principal has one. */
export const SINGLE_PARTS = ['organisation', 'tenant', 'environment'] as const;

export function maySpeakFor({ services }: Principal, service: string): boolean {
  return services.some((pattern) => serviceCovers(pattern, service));
}
