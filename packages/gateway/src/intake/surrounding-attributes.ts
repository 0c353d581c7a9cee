import { UnsignedNames } from '@otelseal/audit-integrity';
import { ATTRIBUTES } from '@otelseal/semantic-conventions';
import type { VisibleChanges } from '../decode/visible-changes.js';

/** Resource attributes that name the speaker: they are compared with the signed identity. */
const IDENTITY: readonly string[] = ['service.name', 'service.namespace', 'service.instance.id'];
/** What a seal calls a service without a name. */
const UNNAMED = 'unknown_service';
/** Longest part of an identity that a seal carries. */
const MAX_IDENTITY_LENGTH = 256;

const names = new UnsignedNames(Object.keys(ATTRIBUTES));

type Attributes = Readonly<Record<string, unknown>>;

/**
 * Attributes of a scope, or the other ones of a resource, of which none passes for something that the record was sealed with: nobody
 * signs what stands around a record, so a verifier takes `user.id` there for an attack (SPEC.md, "Display"). Those are renamed, visibly.
 */
export function surroundingAttributes(attributes: Attributes, changes: VisibleChanges): Attributes {
  const refused = new Set(Object.keys(attributes).filter((name) => !mayStand(name, attributes[name])));
  if (refused.size === 0) return attributes;
  changes.add('surrounding_name', refused.size);
  const kept: Record<string, unknown> = {};
  let renamed = 0;
  for (const [name, value] of Object.entries(attributes)) {
    if (!refused.has(name)) kept[name] = value;
    else {
      while (Object.hasOwn(attributes, `renamed.${renamed}.${name}`)) renamed += 1;
      kept[`renamed.${renamed}.${name}`] = textOf(value);
      renamed += 1;
    }
  }
  return kept;
}

/** The same for a resource, with a service's name as a seal can carry it. */
export function resourceAttributes(attributes: Attributes, changes: VisibleChanges): Attributes {
  const identity: Record<string, string> = {};
  const others: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (IDENTITY.includes(name)) identity[name] = textOf(value).slice(0, MAX_IDENTITY_LENGTH).toWellFormed();
    else others[name] = value;
  }
  if ((identity['service.name'] ?? '') === '') {
    identity['service.name'] = UNNAMED;
    changes.add('unnamed_service');
  }
  return { ...identity, ...surroundingAttributes(others, changes) };
}

function mayStand(name: string, value: unknown): boolean {
  if (!names.mayBear(name)) return false;
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Uint8Array) return true;
  return Object.entries(value).every(([member, inner]) => mayStand(`${name}.${member}`, inner));
}

/** A map below another name would still spell its members out. */
function textOf(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return JSON.stringify(value, (_, inner) =>
    inner instanceof Uint8Array ? Buffer.from(inner).toString('base64') : inner,
  );
}
