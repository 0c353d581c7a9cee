import type { Node, Pair, Scalar } from 'yaml';
import { checkedValue, shown, unknownName } from './check-value.js';
import { ConfigurationError } from './configuration-error.js';
import type { Environment } from './environment.js';
import { namesBelow, OPTION_GROUPS, OPTION_RULES, ruleOf, snakeCase } from './option-rules.js';
import type { OptionKind } from './schema/option-kind.js';
import type { OptionPath } from './schema/option-path.js';
import { substituted } from './substitute-variables.js';
import { yaml } from './yaml-file.js';

/** How settings of the block are called in messages. */
export const DISTRIBUTION_SETTING = 'distribution.otelseal';
/** Headers by these names are passwords or tokens. */
const CREDENTIAL_HEADER = /auth|token|key|secret|cookie|password|signature/i;

/** Reads the settings of a block, with names in snake_case as everywhere in that file, and variables substituted as OpenTelemetry does. */
export class DistributionReader {
  readonly #environment: Environment;
  readonly #values = new Map<OptionPath, unknown>();

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** @throws ConfigurationError */
  read(block: Node): Map<OptionPath, unknown> {
    this.#readGroup(block, '', DISTRIBUTION_SETTING);
    return this.#values;
  }

  #readGroup(node: unknown, group: string, setting: string): void {
    const names = namesBelow(group).filter((name) => !isCodeOnly(group === '' ? name : `${group}.${name}`));
    for (const [written, value] of this.#members(node, setting)) {
      const name = names.find((candidate) => snakeCase(candidate) === written);
      const place = `${setting}.${shown(written)}`;
      if (name === undefined) throw unknownSetting(written, setting, names.map(snakeCase));
      const path = group === '' ? name : `${group}.${name}`;
      if (OPTION_GROUPS.has(path)) this.#readGroup(value, path, place);
      else this.#readOption(path as OptionPath, value, place);
    }
  }

  #readOption(path: OptionPath, node: unknown, setting: string): void {
    const { kind } = OPTION_RULES[path];
    const value = this.#value(kind, node, setting);
    if (value !== null) this.#values.set(path, checkedValue(kind, value, setting));
  }

  /** The value as the option takes it, not yet checked; `null` where nothing is written. */
  #value(kind: OptionKind, node: unknown, setting: string): unknown {
    if (yaml().isAlias(node)) throw refused(setting, 'is an alias, which is not followed here; write the value out.');
    if (yaml().isScalar(node)) return substituted(node, this.#environment, setting);
    if (yaml().isSeq(node)) {
      const of = kind.is === 'list' ? kind.of : undefined;
      if (of === undefined) return []; // a list where none is allowed: checking says what is
      if (node.items.length > (kind.is === 'list' ? kind.maxItems : 0)) return node.items;
      return node.items.map((item, index) => this.#value(of, item, `${setting}[${index}]`));
    }
    return this.#parts(kind, node, setting);
  }

  #parts(kind: OptionKind, node: unknown, setting: string): unknown {
    const parts: Record<string, unknown> = Object.create(null);
    for (const [written, value] of this.#members(node, setting)) {
      const place = `${setting}.${shown(written)}`;
      if (kind.is === 'map') parts[written] = this.#value(kind.to, value, place);
      else if (kind.is === 'headers') parts[written] = this.#header(written, value, place);
      else if (kind.is === 'object') {
        const names = Object.keys(kind.members);
        const name = names.find((candidate) => snakeCase(candidate) === written);
        if (name === undefined) throw unknownSetting(written, setting, names.map(snakeCase));
        parts[name] = this.#value(kind.members[name] as OptionKind, value, place) ?? undefined;
      }
    }
    return parts;
  }

  /** A secret that is written into a file is soon in a repository and in an image. */
  #header(name: string, node: unknown, setting: string): unknown {
    const isReference = yaml().isScalar(node) && typeof node.value === 'string' && node.value.includes('${');
    if (CREDENTIAL_HEADER.test(name) && !isReference) {
      throw refused(setting, 'may hold a secret: set a variable and write a reference to it (docs/configuration.md).');
    }
    return this.#value({ is: 'text', maxLength: 1 }, node, setting);
  }

  #members(node: unknown, setting: string): [name: string, value: unknown][] {
    if (!yaml().isMap(node)) throw refused(setting, 'must be a map.');
    const seen = new Set<string>();
    return (node.items as Pair[]).map(({ key, value }) => {
      const name = yaml().isScalar(key) ? (key as Scalar).value : undefined;
      if (typeof name !== 'string') throw refused(setting, 'has a name that is not a text.');
      if (seen.has(name)) throw refused(setting, 'has a name twice.');
      seen.add(name);
      return [name, value];
    });
  }
}

function isCodeOnly(path: string): boolean {
  return ruleOf(path)?.codeOnly === true;
}

function unknownSetting(written: string, setting: string, known: readonly string[]): ConfigurationError {
  const place = `${setting}.${shown(written)}`;
  return new ConfigurationError(
    'ERR_OPTION_UNKNOWN',
    place,
    `is not a setting; ${unknownName(written, known, `${setting}.`)}`,
  );
}

function refused(setting: string, message: string): ConfigurationError {
  return new ConfigurationError('ERR_OPTION_INVALID', setting, message);
}
