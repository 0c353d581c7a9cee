import { SanitizeError } from '../sanitize-error.js';

const TOKEN = /\[(?:"([^"]+)"|'([^']+)'|(\d+|\*))\]|([^.[\]]+)|\./g;
const FORBIDDEN = /^(?:__proto__|prototype|constructor)$/;

/**
 * A path as pino writes it (`a.b`, `a[*].b`, `a["b-c"].*`) and `**` for any number of names. An attribute's name with dots and a nested
 * object are the same to it: `client.address` matches both.
 */
export class PathPattern {
  readonly #names: readonly string[];

  constructor(pattern: string) {
    const names = parse(pattern);
    if (names.length === 0)
      throw new SanitizeError('ERR_SANITIZE_RULE', `The path ${JSON.stringify(pattern)} names nothing.`);
    this.#names = names;
  }

  /** Does the pattern name this value itself? */
  matches(path: readonly string[]): boolean {
    let reached = new Set([0]);
    for (const name of segments(path)) reached = this.#step(reached, name);
    return this.#withEmptyRuns(reached).has(this.#names.length);
  }

  /** Does it name this value, or an object or a list that the value is in? */
  covers(path: readonly string[]): boolean {
    let reached = new Set([0]);
    for (const name of segments(path)) {
      reached = this.#step(reached, name);
      if (reached.size === 0) return false;
      if (this.#withEmptyRuns(reached).has(this.#names.length)) return true;
    }
    return false;
  }

  #step(reached: Set<number>, name: string): Set<number> {
    const next = new Set<number>();
    for (const at of this.#withEmptyRuns(reached)) {
      const wanted = this.#names[at];
      if (wanted === '**') next.add(at);
      else if (wanted === '*' || wanted === name) next.add(at + 1);
    }
    return next;
  }

  /** `**` may stand for nothing. */
  #withEmptyRuns(reached: Set<number>): Set<number> {
    const all = new Set(reached);
    for (const at of all) if (this.#names[at] === '**') all.add(at + 1);
    return all;
  }
}

function parse(pattern: string): string[] {
  const names: string[] = [];
  let read = 0;
  let needsName = true;
  for (const match of pattern.matchAll(TOKEN)) {
    if (match.index !== read) break;
    read += match[0].length;
    const name = match[1] ?? match[2] ?? match[3] ?? match[4];
    if (name === undefined) {
      if (needsName) throw malformed(pattern, 'has a dot without a name beside it');
      needsName = true;
      continue;
    }
    needsName = false;
    if (FORBIDDEN.test(name)) throw malformed(pattern, `must not name ${name}`);
    if (name === '$' && match.index === 0) throw malformed(pattern, 'begins at the record by itself; leave out `$.`');
    if (name.includes('*') && name !== '*' && name !== '**')
      throw malformed(
        pattern,
        `has ${JSON.stringify(name)}: in a path \`*\` stands for a whole name and \`**\` for any number of them; for parts of names use \`keys\``,
      );
    names.push(...name.split('.'));
  }
  if (read !== pattern.length) throw malformed(pattern, `is malformed at character ${read + 1}`);
  if (needsName && names.length > 0) throw malformed(pattern, 'has a dot without a name beside it');
  return names;
}

function malformed(pattern: string, why: string): SanitizeError {
  return new SanitizeError('ERR_SANITIZE_RULE', `The path ${JSON.stringify(pattern)} ${why}.`);
}

const INDEX = /^\[(\d+)\]$/;

/** A name with dots counts as the names between them, `[3]` as `3`. */
function segments(path: readonly string[]): readonly string[] {
  return path.every((name) => !/[.[]/.test(name))
    ? path
    : path.flatMap((name) => INDEX.exec(name)?.[1] ?? (name.includes('.') ? name.split('.') : name));
}

/** The name that the value has, or the list that it is in. */
export function lastName(path: readonly string[]): string {
  return path.findLast((name) => !INDEX.test(name)) ?? '';
}

/** The path without the places in lists. */
export function withoutIndexes(path: readonly string[]): readonly string[] {
  return path.some((name) => INDEX.test(name)) ? path.filter((name) => !INDEX.test(name)) : path;
}

/** As a user would write the path, one for all places in a list. */
export function writtenPath(path: readonly string[]): string {
  return path
    .join('.')
    .replaceAll(/\.?\[\d+\]/g, '[*]')
    .slice(0, 256);
}
