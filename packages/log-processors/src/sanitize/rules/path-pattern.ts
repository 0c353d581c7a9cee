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

  matches(path: readonly string[]): boolean {
    const actual =
      path.length === 1 && !(path[0] as string).includes('.') ? path : path.flatMap((name) => name.split('.'));
    let reached = new Set([0]);
    for (const name of actual) reached = this.#step(reached, name);
    return this.#withEmptyRuns(reached).has(this.#names.length);
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
  for (const match of pattern.matchAll(TOKEN)) {
    if (match.index !== read) break;
    read += match[0].length;
    const name = match[1] ?? match[2] ?? match[3] ?? match[4];
    if (name === undefined) continue;
    if (FORBIDDEN.test(name))
      throw new SanitizeError('ERR_SANITIZE_RULE', `The path ${JSON.stringify(pattern)} must not name ${name}.`);
    names.push(...(name.includes('*') ? [name] : name.split('.')));
  }
  if (read !== pattern.length)
    throw new SanitizeError(
      'ERR_SANITIZE_RULE',
      `The path ${JSON.stringify(pattern)} is malformed at character ${read + 1}.`,
    );
  return names;
}
