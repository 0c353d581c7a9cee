import { CanonicalMap } from '../canonical-reader.js';
import type { CheckpointPayload, Leaf, TilePayload } from '../sealed-payload.js';
import type { StoredAttribute, StoredLogRecord, StoredRecord } from '../stored-record.js';
import type { Additions } from './additions.js';
import type { Mismatch } from './mismatch.js';
import { Neighbours } from './neighbours.js';
import { type AttributeRules, attributesMismatch } from './record-attributes.js';
import { fieldMismatch } from './record-fields.js';
import { ResourceView } from './resource-view.js';
import type { UnsignedNames } from './unsigned-names.js';

const NOTHING_AROUND: readonly StoredAttribute[] = [];

/**
 * Compares what OTLP/JSON shows with what was signed, in both directions: every signed field is there and equal, and
 * nothing that was added passes for something signed. OTLP keeps types, so equal means equal.
 */
export class FileDisplay {
  readonly #additions: Additions;
  readonly #rules: AttributeRules;
  #resource: readonly StoredAttribute[] = NOTHING_AROUND;
  #scope: readonly StoredAttribute[] = NOTHING_AROUND;
  #resourceView: ResourceView;
  #scopeView: ResourceView;
  #neighbours: Neighbours;

  constructor(names: UnsignedNames, additions: Additions) {
    this.#additions = additions;
    this.#rules = { names, added: (name) => additions.add(name) };
    this.#resourceView = new ResourceView([], names, 'resource');
    this.#scopeView = new ResourceView([], names, 'scope');
    this.#neighbours = new Neighbours(this.#resourceView, this.#scopeView);
  }

  /** The first field in which the display of a leaf differs, or undefined. */
  ofLeaf(leaf: Leaf, payload: string, stored: StoredRecord): Mismatch | undefined {
    this.#lookAround(stored);
    const { sequence, stream, time, event } = leaf;
    const seal = { payload, sequence, stream, time, event };
    const signed = fieldMismatch(leaf, stored.logRecord);
    if (signed !== undefined) return signed;
    const attribute = attributesMismatch(leaf, seal, attributesIn(stored.logRecord), this.#rules);
    if (attribute !== undefined && attribute.unsigned !== true) return attribute;
    return (
      this.#resourceView.mismatchWith(leaf.identity) ??
      attribute ??
      this.#neighbours.mismatch(leaf.event, leaf.attributes) ??
      this.#resourceView.forbidden ??
      this.#scopeView.forbidden
    );
  }

  /**
   * Whether a leaf is shown as it was signed, with nothing beside it, and with nothing around it that a store would show in
   * place of a signed value: then the same holds for every record that differs from it in such values alone.
   */
  isPlainly(leaf: Leaf, payload: string, stored: StoredRecord): boolean {
    if (this.ofLeaf(leaf, payload, stored) !== undefined) return false;
    const signed = leaf.attributes.names.length + (leaf.event === '' ? 4 : 5);
    return attributesIn(stored.logRecord).length === signed && !this.#neighbours.meet(leaf.attributes);
  }

  /**
   * The same for a checkpoint or a tile, which are no leaves: they show a body derived from what they carry and the
   * seal's payload, stream and event, and nothing else. Their time is compared elsewhere.
   */
  ofControl(
    control: CheckpointPayload | TilePayload,
    body: string,
    payload: string,
    stored: StoredRecord,
  ): Mismatch | undefined {
    this.#lookAround(stored);
    const event = `audit.${control.kind}`;
    const shown = { ...NO_FIELDS, event, body: `s:${body}`, eventTime: String(stored.logRecord.timeUnixNano) };
    const seal = { payload, sequence: undefined, stream: control.stream, time: undefined, event };
    return (
      fieldMismatch(shown, stored.logRecord) ??
      attributesMismatch(shown, seal, attributesIn(stored.logRecord), this.#rules) ??
      this.#resourceView.forbidden ??
      this.#scopeView.forbidden
    );
  }

  /** Resource and scope are shared by many records: views are kept as long as the same objects come along. */
  #lookAround(stored: StoredRecord): void {
    if (stored.resource === this.#resource && stored.scope === this.#scope) return;
    if (stored.resource !== this.#resource) {
      this.#resource = stored.resource;
      this.#resourceView = new ResourceView(stored.resource, this.#rules.names, 'resource');
    }
    if (stored.scope !== this.#scope) {
      this.#scope = stored.scope;
      this.#scopeView = new ResourceView(stored.scope, this.#rules.names, 'scope');
    }
    for (const name of [...this.#resourceView.unsigned, ...this.#scopeView.unsigned]) this.#additions.add(name);
    this.#neighbours = new Neighbours(this.#resourceView, this.#scopeView);
  }
}

/** The attributes, whatever the source handed over. */
export function attributesIn(logRecord: StoredLogRecord): readonly StoredAttribute[] {
  const attributes: unknown = logRecord.attributes;
  return Array.isArray(attributes) ? attributes : NOTHING_AROUND;
}

/** A leaf's members that checkpoints and tiles do not have. */
const NO_FIELDS = {
  severity: '9',
  severityText: 'INFO',
  trace: '',
  span: '',
  flags: '',
  dropped: '',
  salt: '',
  attributes: new CanonicalMap(),
  rest: undefined,
};
