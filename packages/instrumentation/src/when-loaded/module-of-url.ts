const NODE_MODULES = '/node_modules/';
/** Matched once, and not split by: this runs for every module that the service resolves. */
const NAME = /^(?:@[^/?]+\/)?[^/?]+/;

/** The package or built-in module that a resolved module belongs to; `undefined` for the application's own. */
export function moduleOfUrl(url: string): string | undefined {
  if (url.startsWith('node:')) return url.slice('node:'.length);
  const last = url.lastIndexOf(NODE_MODULES);
  return last === -1 ? undefined : NAME.exec(url.slice(last + NODE_MODULES.length))?.[0];
}
