import type { SanitizeAction } from './actions.js';
import type { FieldName, FieldNames } from './keys/field-names.js';
import { looksSecret } from './keys/secret-key.js';
import type { PersonalName } from './named/personal-names.js';
import { isValidatorMessage } from './named/remark.js';

/** What the names on the way to a value say about it. */
export interface FieldPolicy {
  readonly names: readonly FieldName[];
  readonly personal: readonly PersonalName[];
  readonly numbersAreOrdinary: boolean;
  /** Four numbers with dots are a version here and no address. */
  readonly holdsVersion: boolean;
  /** Personal data are this attribute's purpose. */
  readonly keepsPersonal: boolean;
  /** What the preset does with an attribute of exactly this name. */
  readonly action: SanitizeAction | undefined;
  /** The names say nothing: what is in the value decides. */
  readonly isSilent: boolean;
}

interface PolicyNode {
  policy: FieldPolicy | undefined;
  readonly children: Map<string, PolicyNode>;
}

function emptyNode(): PolicyNode {
  return { policy: undefined, children: new Map() };
}

const NAMES_VERSION = /(?:^|[^a-z])(?:version|release|firmware|revision)$|[a-z]Version$/;
const REMEMBERED_NAMES = 4_096;
const LONGEST_REMEMBERED_PATH = 4;

/** Judges the path of a value; the last name, or the last two (`card: { number: … }`), tell the kind, any of them can make it secret. */
export class FieldPolicies {
  readonly #fields: FieldNames;
  readonly #actions: Readonly<Record<string, SanitizeAction>>;
  #root: PolicyNode = emptyNode();
  #remembered = 0;

  constructor(fields: FieldNames, actions: Readonly<Record<string, SanitizeAction>>) {
    this.#fields = fields;
    this.#actions = actions;
  }

  of(path: readonly string[]): FieldPolicy {
    if (path.length > LONGEST_REMEMBERED_PATH) return this.#judge(path);
    let node = this.#root;
    for (let index = 0; index < path.length; index += 1) {
      const name = path[index] as string; // some paths are frozen, others not: an iterator would be an object for each
      let child = node.children.get(name);
      if (child === undefined) {
        if (++this.#remembered > REMEMBERED_NAMES) return this.#forget(path);
        child = emptyNode();
        node.children.set(name, child);
      }
      node = child;
    }
    node.policy ??= this.#judge(path);
    return node.policy;
  }

  #forget(path: readonly string[]): FieldPolicy {
    this.#root = emptyNode();
    this.#remembered = 0;
    return this.#judge(path);
  }

  #judge(path: readonly string[]): FieldPolicy {
    const names = path.map((name) => this.#fields.of(name));
    const last = names.at(-1);
    const pair = path.length > 1 ? this.#fields.of(path.slice(-2).join('.')) : undefined;
    const personal = last === undefined || last.personal.length > 0 ? (last?.personal ?? []) : (pair?.personal ?? []);
    const attribute = path.length === 1 ? (path[0] as string) : '';
    const action = Object.hasOwn(this.#actions, attribute) ? this.#actions[attribute] : undefined;
    const holdsVersion = NAMES_VERSION.test(path.at(-1) ?? '');
    const all = pair === undefined ? names : [...names, pair];
    return {
      names: all,
      personal,
      numbersAreOrdinary: personal.length === 0 && last?.operational === true,
      holdsVersion,
      keepsPersonal: action === 'keep',
      action,
      isSilent:
        (action === undefined || action === 'keep') &&
        personal.length === 0 &&
        !holdsVersion &&
        path.at(-1) !== 'exception.stacktrace' &&
        (action === 'keep' || all.every(({ secret, vendor }) => secret === 'none' && vendor === undefined)),
    };
  }
}

/** What another program put in a secret's place, or the name under which a vault keeps it. */
const STAND_IN =
  /^(?:(?:(?:Bearer|Basic|Digest|Token) )?\*+|REDACTED|[[<(](?:redacted|filtered|masked|hidden|protected|omitted|REDACTED|FILTERED|MASKED|PROTECTED|Filtered|Redacted)[\])>]|\[REDACTED:[\w -]{1,64}\]|arn:[\w-]+:[\w:/.+=@,-]{1,256})$/;

/** The rule by which the value is a secret because of its names, if one says so. */
export function secretByName(policy: FieldPolicy, value: string): string | undefined {
  if (STAND_IN.test(value) || isValidatorMessage(value)) return undefined;
  for (const name of policy.names) {
    if (name.secret !== 'none' && looksSecret(name.secret, value)) return 'secret-key';
    if (name.vendor?.accepts(value)) return name.vendor.rule;
  }
  return undefined;
}
