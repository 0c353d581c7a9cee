import { createRequire } from 'node:module';
import type { Document, Node, YAMLMap } from 'yaml';

type Yaml = typeof import('yaml');
/** Nothing that is configured nests like that. */
const MAX_DEPTH = 200;

let loaded: Yaml | undefined;

/** The parser is loaded when the first file is read: most services have none, and starting should cost them nothing. */
export function yaml(): Yaml {
  loaded ??= createRequire(import.meta.url)('yaml') as Yaml;
  return loaded;
}

/**
 * A parsed document; or where it is wrong. The parser's own messages quote the text, which may hold secrets, so they are left out.
 */
export function parseYaml(text: string): { readonly document: Document } | { readonly wrongAt: string } {
  if (nestsTooDeep(text)) return { wrongAt: 'because it nests too deep' };
  try {
    const options = { version: '1.2', prettyErrors: true, logLevel: 'silent', uniqueKeys: false } as const;
    const document = yaml().parseDocument(text, options); // whether names are unique it finds out in quadratic time
    const [error] = document.errors;
    if (error === undefined) return { document };
    const [start] = error.linePos ?? [];
    return { wrongAt: start === undefined ? 'somewhere' : `in line ${start.line}, column ${start.col}` };
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    return { wrongAt: 'because it nests too deep' };
  }
}

/** Seen before parsing, which takes quadratic time for it: brackets that stay open, and lists that begin in lists on one line. */
function nestsTooDeep(text: string): boolean {
  let open = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    open = Math.max(0, open + (bracket === '[' || bracket === '{' ? 1 : -1));
    if (open > MAX_DEPTH) return true;
  }
  return new RegExp(`(?:[-?:][ \\t]+){${MAX_DEPTH}}`).test(text);
}

/** The node below these names, each a member of a map; `undefined` where one of them is not there, and `'twice'` where one stands twice. */
export function nodeAt(document: Document, names: readonly string[]): Node | 'twice' | undefined {
  let node: unknown = document.contents;
  for (const name of names) {
    if (!yaml().isMap(node)) return undefined;
    const found = (node as YAMLMap).items.filter(({ key }) => yaml().isScalar(key) && key.value === name);
    if (found.length > 1) return 'twice';
    node = found[0]?.value;
  }
  return yaml().isNode(node) ? node : undefined;
}

/** The names of the map below these names; none where there is no map. */
export function namesAt(document: Document, names: readonly string[]): string[] {
  const node = names.length === 0 ? document.contents : nodeAt(document, names);
  if (!yaml().isMap(node)) return [];
  return node.items.flatMap(({ key }) => (yaml().isScalar(key) && typeof key.value === 'string' ? [key.value] : []));
}
