/** The package or built-in module that a resolved module belongs to; `undefined` for the application's own. */
export function moduleOfUrl(url: string): string | undefined {
  if (url.startsWith('node:')) return url.slice('node:'.length);
  const last = url.lastIndexOf('/node_modules/');
  if (last === -1) return undefined;
  const [scopeOrName = '', name = ''] = url.slice(last + '/node_modules/'.length).split(/[/?]/, 2);
  return scopeOrName.startsWith('@') ? `${scopeOrName}/${name}` : scopeOrName;
}
