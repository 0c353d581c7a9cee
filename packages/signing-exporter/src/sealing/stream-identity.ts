import type { StreamIdentity } from '@otelseal/audit-integrity';

/**
 * What the resource cannot say.
 * @stable
 */
export interface IdentityOptions {
  /** Who answers for the evidence. Default `default`. */
  readonly organisation: string;
  /** Whose events these are, where one organisation serves many. Default `default`. */
  readonly tenant: string;
  /** For example `production`. Default `default`; a trust file's `any` covers every environment. */
  readonly environment: string;
}

/** @stable */
export const IDENTITY_DEFAULTS: IdentityOptions = Object.freeze({
  organisation: 'default',
  tenant: 'default',
  environment: 'default',
});

/** Joins configuration and resource. The resource's values must be wire-safe already. */
export function identityOf(resource: Readonly<Record<string, unknown>>, options: IdentityOptions): StreamIdentity {
  return {
    organisation: options.organisation,
    tenant: options.tenant,
    environment: options.environment,
    service: textOf(resource['service.name']) || 'unknown_service',
    namespace: textOf(resource['service.namespace']),
    instance: textOf(resource['service.instance.id']),
  };
}

/** Longest identity part that a seal carries; a longer one would be refused, and a service must not go unsealed for it. */
const MAX_PART_LENGTH = 256;

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, MAX_PART_LENGTH).toWellFormed() : '';
}

/** Equal for equal identities, retention classes and principals, different for different ones. */
export function laneKey(identity: StreamIdentity, retention: string, principal: string): string {
  const { tenant, service, namespace, instance } = identity;
  return JSON.stringify([principal, tenant, service, namespace, instance, retention]);
}
