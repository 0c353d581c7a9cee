import {
  ATTR_AUDIT_ACTOR_ID,
  ATTR_AUDIT_RECORD_ID,
  ATTR_AUDIT_TARGET_ID,
  ATTR_CLIENT_ADDRESS,
  ATTR_SESSION_ID,
} from '@otelseal/semantic-conventions';
import type { ShownParties } from '../security-fact.js';

const MAX_LENGTH = 256;
const NOBODY: ReadonlySet<unknown> = new Set(['unknown', 'anonymous', '']);

/** The names of a record as they stand in it after sanitizing, read when an incident wants them. */
export class ShownRecord implements ShownParties {
  readonly #attributes: Readonly<Record<string, unknown>>;

  readonly #recordId: string | undefined;

  constructor(record: { readonly attributes: object }, recordId?: string) {
    this.#attributes = record.attributes as Readonly<Record<string, unknown>>;
    this.#recordId = recordId;
  }

  get recordId(): string | undefined {
    return this.#recordId ?? this.#text(ATTR_AUDIT_RECORD_ID);
  }

  get actor(): string | undefined {
    return this.#name(ATTR_AUDIT_ACTOR_ID);
  }

  get client(): string | undefined {
    return this.#name(ATTR_CLIENT_ADDRESS);
  }

  get session(): string | undefined {
    return this.#text(ATTR_SESSION_ID);
  }

  get target(): string | undefined {
    return this.#name(ATTR_AUDIT_TARGET_ID);
  }

  #name(attribute: string): string | undefined {
    const name = this.#text(attribute);
    return NOBODY.has(name) ? undefined : name;
  }

  #text(attribute: string): string | undefined {
    const value = Object.hasOwn(this.#attributes, attribute) ? this.#attributes[attribute] : undefined;
    return typeof value === 'string' && value !== '' ? value.slice(0, MAX_LENGTH) : undefined;
  }
}

/**
 * The names of a stored event as its attributes show them, for evidence.
 *
 * @param recordId when it is known by another name than its `audit.record.id`
 * @experimental
 */
export function shownParties(attributes: Readonly<Record<string, unknown>>, recordId?: string): ShownParties {
  return new ShownRecord({ attributes }, recordId);
}
