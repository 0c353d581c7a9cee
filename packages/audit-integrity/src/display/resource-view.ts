import type { StoredAttribute } from '../stored-record.js';
import type { StreamIdentity } from '../stream-identity.js';
import { lokiName } from '../wire/store-names.js';
import type { Mismatch } from './mismatch.js';
import { attributeOf, spelledOut } from './spelled-out.js';
import { storedValueText } from './stored-value.js';
import type { UnsignedNames } from './unsigned-names.js';

/** Resource attributes that say who speaks, beside the signed identity's parts. */
const IDENTITY_ATTRIBUTES: readonly (readonly [name: string, part: keyof StreamIdentity])[] = [
  ['service.name', 'service'],
  ['service.namespace', 'namespace'],
  ['service.instance.id', 'instance'],
];

/**
 * What a resource or a scope says around the records: looked at once, not once a record. Values are canonical texts, so
 * that a repetition of what a record signed can be told from a contradiction.
 */
export class ResourceView {
  /** Canonical text by Loki's spelling of the name, maps spelled out; empty, which no value's is, where several stand. */
  readonly labels: Map<string, string> = new Map();
  /** Names of what stands there and is not signed. */
  readonly unsigned: string[] = [];
  /** The first attribute that must not stand there. */
  forbidden: Mismatch | undefined;
  /** Identity attributes; undefined for one that is not text. */
  readonly #identity = new Map<string, string | undefined>();

  constructor(attributes: readonly StoredAttribute[], names: UnsignedNames, container: 'resource' | 'scope') {
    for (const attribute of attributes) {
      const { key, value } = attributeOf(attribute);
      if (container === 'resource' && IDENTITY_ATTRIBUTES.some(([name]) => name === key)) {
        if (this.#identity.has(key)) this.forbidden ??= { field: key, detail: 'the resource has it twice' };
        this.#identity.set(key, storedValueText(value)?.startsWith('"s:') ? value?.stringValue : undefined);
      } else {
        this.#addUnsigned(key, attribute, names, container);
      }
    }
  }

  #addUnsigned(key: string, attribute: unknown, names: UnsignedNames, container: string): void {
    const { value } = attributeOf(attribute);
    for (const name of spelledOut(key, value)) {
      this.unsigned.push(name);
      const label = lokiName(name);
      const text = name === key ? (storedValueText(value) ?? '') : '';
      this.labels.set(label, (this.labels.get(label) ?? text) === text ? text : ''); // two values: neither is believed
      if (!names.mayBear(name)) this.forbidden ??= { field: name, detail: `an unsigned attribute of the ${container}` };
    }
  }

  /**
   * The part of the signed identity that the resource contradicts; absent and empty are the same. Where nothing was
   * signed, a collector may have filled in what it knows.
   */
  mismatchWith(identity: StreamIdentity): Mismatch | undefined {
    for (const [name, part] of IDENTITY_ATTRIBUTES) {
      const shown = this.#identity.has(name) ? this.#identity.get(name) : '';
      if (identity[part] !== '' && shown !== identity[part]) {
        return { field: name, detail: 'the resource names another than the signed one', identity: true };
      }
    }
    return undefined;
  }
}
