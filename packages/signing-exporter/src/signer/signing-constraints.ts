import { type EpochCertificate, parseEpochCertificate, serviceCovers } from '@otelseal/audit-integrity/sealing';

/**
 * What a signer that stands alone will put its name under: certificates that say no more than this.
 * @stable
 */
export interface SigningConstraints {
  /** Default `default`, as in identities. */
  readonly organisation: string;
  /** Default `default`. */
  readonly tenant: string;
  /** `any` for all. Default `any`. */
  readonly environment: string;
  /** Names, or patterns in which `*` stands for any text. Default all. */
  readonly services: readonly string[];
  /** Longest validity of a certificate. Default 172,800,000 ms (48 h), as sealing asks for. */
  readonly maxValidityMs: number;
}

/** @stable */
export const SIGNING_CONSTRAINT_DEFAULTS: SigningConstraints = Object.freeze({
  organisation: 'default',
  tenant: 'default',
  environment: 'any',
  services: Object.freeze(['*']),
  maxValidityMs: 172_800_000,
});

/** Longest message; a certificate with all parts at their longest has 7 kB. */
export const MAX_MESSAGE_BYTES = 8_192;

/** A certificate begins this much before it is asked for, and clocks may differ by as much again. */
const SKEW_SECONDS = 600;

/**
 * Why this message is not to be signed, or undefined. A key that signs whatever it is given is no better protected than
 * one in the caller's memory: the same signature could stand under a certificate for another service, or for ten years.
 */
export function refusalOf(message: Uint8Array, constraints: SigningConstraints, nowMs: number): string | undefined {
  const certificate = certificateIn(message);
  if (certificate === undefined) return 'it is no epoch certificate';
  const { organisation, tenant, environment, services, maxValidityMs } = constraints;
  if (certificate.organisation !== organisation || certificate.tenant !== tenant)
    return 'it is for another organisation or tenant';
  if (environment !== 'any' && certificate.environment !== environment) return 'it is for another environment';
  if (certificate.service.includes('*') || !services.some((pattern) => serviceCovers(pattern, certificate.service)))
    return 'it is for another service';
  const { notBefore, notAfter } = certificate;
  if ((notAfter - notBefore) * 1_000 > maxValidityMs + SKEW_SECONDS * 1_000) return 'it would be valid for too long';
  const now = nowMs / 1_000;
  return now < notBefore - SKEW_SECONDS || now > notAfter ? 'it is not valid now' : undefined;
}

function certificateIn(message: Uint8Array): EpochCertificate | undefined {
  if (message.length > MAX_MESSAGE_BYTES) return undefined;
  try {
    return parseEpochCertificate(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(message));
  } catch {
    return undefined;
  }
}
