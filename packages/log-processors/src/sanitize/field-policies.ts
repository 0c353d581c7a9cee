import type { SanitizeAction } from './actions.js';
import type { FieldName, FieldNames } from './keys/field-names.js';
import { looksSecret } from './keys/secret-key.js';
import type { PersonalName } from './named/personal-names.js';

/** What the names on the way to a value say about it. */
export interface FieldPolicy {
  readonly names: readonly FieldName[];
  readonly personal: readonly PersonalName[];
  readonly numbersAreOrdinary: boolean;
  /** What the preset does with an attribute of exactly this name. */
  readonly action: SanitizeAction | undefined;
}

const REMEMBERED_NAMES = 4_096;

/** Judges the path of a value; the last name, or the last two (`card: { number: … }`), tell the kind, any of them can make it secret. */
export class FieldPolicies {
  readonly #fields: FieldNames;
  readonly #actions: Readonly<Record<string, SanitizeAction>>;
  readonly #attributes = new Map<string, FieldPolicy>();

  constructor(fields: FieldNames, actions: Readonly<Record<string, SanitizeAction>>) {
    this.#fields = fields;
    this.#actions = actions;
  }

  of(path: readonly string[]): FieldPolicy {
    if (path.length !== 1) return this.#judge(path);
    const name = path[0] as string;
    const known = this.#attributes.get(name);
    if (known !== undefined) return known;
    if (this.#attributes.size >= REMEMBERED_NAMES) this.#attributes.clear();
    const policy = this.#judge(path);
    this.#attributes.set(name, policy);
    return policy;
  }

  #judge(path: readonly string[]): FieldPolicy {
    const names = path.map((name) => this.#fields.of(name));
    const last = names.at(-1);
    const pair = path.length > 1 ? this.#fields.of(path.slice(-2).join('.')) : undefined;
    const personal = last === undefined || last.personal.length > 0 ? (last?.personal ?? []) : (pair?.personal ?? []);
    const attribute = path.length === 1 ? (path[0] as string) : '';
    return {
      names: pair === undefined ? names : [...names, pair],
      personal,
      numbersAreOrdinary: personal.length === 0 && last?.operational === true,
      action: Object.hasOwn(this.#actions, attribute) ? this.#actions[attribute] : undefined,
    };
  }
}

/** The rule by which the value is a secret because of its names, if one says so. */
export function secretByName(policy: FieldPolicy, value: string): string | undefined {
  for (const name of policy.names) {
    if (name.secret !== 'none' && looksSecret(name.secret, value)) return 'secret-key';
    if (name.vendor?.accepts(value)) return name.vendor.rule;
  }
  return undefined;
}
