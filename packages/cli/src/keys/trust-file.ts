import { parseTrust } from '@otelseal/audit-integrity';

/** For whom a root key may speak. */
export interface RootScope {
  readonly organisation: string;
  readonly tenant: string;
  /** `any` stands for every environment. */
  readonly environment: string;
  /** Service name or pattern in which `*` stands for any text. */
  readonly service: string;
}

/**
 * The content of a trust file with one root.
 *
 * @throws {IntegrityError} `ERR_TRUST` when a verifier would refuse it
 */
export function trustFile(vkey: string, { organisation, tenant, environment, service }: RootScope): string {
  const root = { vkey, organisation, tenant, environment, services: [service], purpose: ['seal'] };
  const content = `${JSON.stringify({ version: 1, roots: [root] }, undefined, 2)}\n`;
  parseTrust(content);
  return content;
}
