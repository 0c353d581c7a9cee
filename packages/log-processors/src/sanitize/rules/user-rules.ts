import { SANITIZE_ACTIONS, type SanitizeAction } from '../actions.js';
import { SanitizeError } from '../sanitize-error.js';
import { lastName, PathPattern } from './path-pattern.js';
import { ValuePattern } from './value-pattern.js';

/** A pattern that finds values in any text. @experimental */
export interface ValueRule {
  /** Lower-case letters, digits and hyphens; the name of the finding. */
  readonly name: string;
  /** RE2 syntax. */
  readonly pattern: string;
  /** Default `mask`. */
  readonly action?: SanitizeAction;
}

/** What the built-in rules must leave alone. @experimental */
export interface AllowList {
  /** Paths whose values are only encoded. */
  readonly paths?: readonly string[];
  /** Names, with `*`, that hold no secret whatever they sound like. */
  readonly keys?: readonly string[];
  /** RE2 patterns; what a built-in rule found stays if one matches all of it. */
  readonly values?: readonly string[];
}

/** The user's own rules, as plain data: the same in code, YAML and JSON. @experimental */
export interface UserRuleOptions {
  /** Paths, pino's syntax and `**`, with what happens to the value there. */
  readonly rules?: Readonly<Record<string, SanitizeAction>>;
  /** Names anywhere, `*` standing for any characters, without regard to case. */
  readonly keys?: Readonly<Record<string, SanitizeAction>>;
  readonly values?: readonly ValueRule[];
  readonly allow?: AllowList;
}

export class UserRules {
  readonly #paths: readonly (readonly [PathPattern, SanitizeAction])[];
  readonly #keys: readonly (readonly [RegExp, SanitizeAction])[];
  readonly #allowedPaths: readonly PathPattern[];
  readonly #allowedKeys: readonly RegExp[];
  readonly #allowedValues: readonly ValuePattern[];
  readonly values: readonly {
    readonly name: string;
    readonly pattern: ValuePattern;
    readonly action: SanitizeAction;
  }[];
  /** False: `actionFor` and `allows` need not be asked. */
  readonly haveNames: boolean;

  constructor(options: UserRuleOptions) {
    this.#paths = Object.entries(options.rules ?? {}).map(([path, action]) => [
      new PathPattern(path),
      checkedAction(`rules[${JSON.stringify(path)}]`, action),
    ]);
    this.#keys = Object.entries(options.keys ?? {}).map(([key, action]) => [
      namePattern(key),
      checkedAction(`keys[${JSON.stringify(key)}]`, action),
    ]);
    this.#allowedPaths = (options.allow?.paths ?? []).map((path) => new PathPattern(path));
    this.#allowedKeys = (options.allow?.keys ?? []).map(namePattern);
    this.#allowedValues = (options.allow?.values ?? []).map(
      (pattern, index) => new ValuePattern(`allow.values[${index}]`, pattern),
    );
    this.values = (options.values ?? []).map((rule, index) => checkedValueRule(rule, index));
    this.haveNames = [this.#paths, this.#keys, this.#allowedPaths, this.#allowedKeys].some(({ length }) => length > 0);
  }

  /** The last rule written that matches the value, or an object or list around it, wins. */
  actionFor(path: readonly string[]): SanitizeAction | undefined {
    const name = lastName(path);
    return (
      this.#paths.findLast(([pattern]) => pattern.covers(path))?.[1] ??
      this.#keys.findLast(([pattern]) => pattern.test(name))?.[1]
    );
  }

  allowsName(path: readonly string[]): boolean {
    return (
      this.#allowedPaths.some((pattern) => pattern.covers(path)) ||
      this.#allowedKeys.some((pattern) => pattern.test(lastName(path)))
    );
  }

  allowsValue(value: string): boolean {
    return this.#allowedValues.some((pattern) => pattern.matches(value));
  }
}

function namePattern(key: string): RegExp {
  if (key === '' || /\*{2,}/.test(key))
    throw new SanitizeError('ERR_SANITIZE_RULE', `The key pattern ${JSON.stringify(key)} is empty or repeats its *.`);
  const parts = key.split('*').map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  if (parts.length > 4)
    throw new SanitizeError('ERR_SANITIZE_RULE', `The key pattern ${JSON.stringify(key)} has more than three *.`);
  return new RegExp(`^${parts.join('.{0,256}')}$`, 'iu');
}

function checkedAction(rule: string, action: unknown): SanitizeAction {
  if (SANITIZE_ACTIONS.includes(action as SanitizeAction)) return action as SanitizeAction;
  throw new SanitizeError(
    'ERR_SANITIZE_RULE',
    `${rule} has the action ${JSON.stringify(action)}; allowed are ${SANITIZE_ACTIONS.join(', ')}.`,
  );
}

function checkedValueRule(rule: ValueRule, index: number) {
  const place = `values[${index}]`;
  if (typeof rule?.name !== 'string' || !/^[a-z0-9-]{1,64}$/.test(rule.name)) {
    throw new SanitizeError(
      'ERR_SANITIZE_RULE',
      `${place}.name must be 1 to 64 lower-case letters, digits and hyphens.`,
    );
  }
  if (typeof rule.pattern !== 'string')
    throw new SanitizeError('ERR_SANITIZE_RULE', `${place} (${rule.name}) has no pattern.`);
  const action = checkedAction(`${place} (${rule.name})`, rule.action ?? 'mask');
  return { name: rule.name, pattern: new ValuePattern(`${place} (${rule.name})`, rule.pattern), action };
}
