import { serviceCovers } from '@otelseal/audit-integrity';

/** Who sends, and for whom he may speak. */
export interface Principal {
  readonly name: string;
  /** Patterns of service names, with `*` for any text. */
  readonly services: readonly string[];
  /** Whose events his are; undefined for the gateway's own tenant. */
  readonly tenant: string | undefined;
}

/** Whoever reaches a gateway that listens on loopback and asks for no token. */
export const LOCAL: Principal = Object.freeze({ name: 'local', services: Object.freeze(['*']), tenant: undefined });

/** Parts of an identity of which a principal has one. */
export const SINGLE_PARTS = ['organisation', 'tenant', 'environment'] as const;

export function maySpeakFor({ services }: Principal, service: string): boolean {
  return services.some((pattern) => serviceCovers(pattern, service));
}
