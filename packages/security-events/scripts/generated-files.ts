import { existsSync, readFileSync } from 'node:fs';
import type { Model } from '../../semantic-conventions/scripts/model/model-types.ts';
import { camelCase, kebabCase } from './casing.ts';
import { functionsModule, HEADER, typesModule } from './event-module.ts';

/** Every generated file of this package: path from the package's folder → content. */
export function generatedFiles(model: Model, packageFolder: URL): Map<string, string> {
  const files = new Map<string, string>();
  const groups = Map.groupBy(model.events, ({ id }) => id.split('.')[0] as string);
  for (const [group, events] of groups) {
    const name = kebabCase(group);
    files.set(`src/generated/${name}.ts`, functionsModule(model, events, `./${name}-fields.js`));
    files.set(`src/generated/${name}-fields.ts`, typesModule(model, events));
  }
  const modules = [...groups.keys()].sort().map((group) => ({ group, path: modulePath(group, packageFolder) }));
  const namespaces = modules.map(({ group, path }) => `export * as ${camelCase(group)} from '../${path}.js';\n`);
  files.set('src/generated/index.ts', `${HEADER}\n${namespaces.join('')}`);
  const manifest = JSON.parse(readFileSync(new URL('package.json', packageFolder), 'utf8'));
  files.set('src/generated/scope.ts', scopeModule(manifest));
  files.set('package.json', `${JSON.stringify({ ...manifest, exports: subpaths(modules) }, null, 2)}\n`);
  return files;
}

interface GroupModule {
  /** First part of the events' ids: `authn`, `audit_log`. */
  readonly group: string;
  /** Module below src, without its ending. */
  readonly path: string;
}

/** A group with a hand-written addition has a module of its own name beside the generated one. */
function modulePath(group: string, packageFolder: URL): string {
  const name = kebabCase(group);
  return existsSync(new URL(`src/${name}.ts`, packageFolder)) ? name : `generated/${name}`;
}

function subpaths(modules: readonly GroupModule[]): object {
  const entry = (path: string) => ({
    import: { types: `./dist/esm/${path}.d.ts`, node: `./dist/node/${path}.js`, default: `./dist/esm/${path}.js` },
    require: { types: `./dist/cjs/${path}.d.ts`, default: `./dist/cjs/${path}.js` },
  });
  const groups = modules.map(({ group, path }) => [`./${kebabCase(group)}`, entry(path)]);
  return { '.': entry('index'), ...Object.fromEntries(groups), './package.json': './package.json' };
}

function scopeModule({ name, version }: { readonly name: string; readonly version: string }): string {
  return `${HEADER}\nexport const SCOPE_NAME: string = '${name}';\nexport const SCOPE_VERSION: string = '${version}';\n`;
}
