import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';

import { build, type Plugin } from 'esbuild';

/** Folder below the one in which Stryker runs, with the sources as they were. */
export const UNCHANGED = 'unchanged';

type Require = (id: string) => unknown;
type Loaders = Readonly<Record<string, () => unknown>>;
type Evaluate = (require: Require, module: { exports: { loaders?: Loaders } }) => void;

/**
 * All test files with the sources they import in one script, each module in a function of its own. To evaluate the script takes
 * less than a millisecond and gives every module a new life; a module runs when a test file that needs it is loaded. What comes from
 * `node_modules` is loaded once and shared.
 */
export class TestBundle {
  readonly #evaluate: Evaluate;
  readonly #require: Require;

  private constructor(script: string, libraries: readonly string[], folder: string) {
    this.#require = createRequire(join(folder, 'package.json'));
    for (const library of libraries) this.#require(library); // now, as whoever waits for a test may stop it in the middle
    const wrapped = `(function (require, module) { const exports = module.exports;${script}\n})`;
    this.#evaluate = new Script(wrapped, { filename: 'tests.cjs' }).runInThisContext() as Evaluate;
  }

  /**
   * `files` are paths below `folder`. With `changed`, the path of a source, only that one is taken as Stryker wrote it: what it adds
   * for each possible change makes code several times slower. All others come from `UNCHANGED`.
   */
  static async of(folder: string, files: readonly string[], changed?: string): Promise<TestBundle> {
    const lines = files.map((file) => `${JSON.stringify(file)}: () => require(${JSON.stringify(`./${file}`)}),`);
    const { outputFiles, metafile } = await build({
      stdin: { contents: `module.exports.loaders = {${lines.join('\n')}};`, resolveDir: folder, loader: 'js' },
      bundle: true,
      write: false,
      metafile: true,
      format: 'cjs',
      platform: 'node',
      target: 'node24',
      packages: 'external',
      supported: { 'dynamic-import': false },
      plugins: [sources(folder, changed)],
      logLevel: 'error',
    });
    const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
    const libraries = imports.filter(({ external, path }) => external && path !== 'vitest').map(({ path }) => path);
    return new TestBundle(outputFiles[0]?.text ?? '', libraries, folder);
  }

  /** New modules; `vitest` is what they find under that name. */
  fresh(vitest: () => unknown): Loaders {
    const module: { exports: { loaders?: Loaders } } = { exports: {} };
    this.#evaluate((id) => (id === 'vitest' ? vitest() : this.#require(id)), module);
    return module.exports.loaders ?? {};
  }
}

/** Where a library lies, asked from a module. */
const RESOLVE =
  '((id) => require("node:url").pathToFileURL(require("node:module").createRequire(ADDRESS).resolve(id)).href)';

/** A script has no address of its own; its modules keep theirs. */
function sources(folder: string, changed: string | undefined): Plugin {
  return {
    name: 'sources',
    setup({ onLoad }) {
      onLoad({ filter: /\.m?[jt]s$/ }, ({ path }) => {
        const unchanged = join(folder, UNCHANGED, relative(folder, path));
        const read = changed === undefined || path === changed || !existsSync(unchanged) ? path : unchanged;
        const address = JSON.stringify(pathToFileURL(path).href);
        const contents = readFileSync(read, 'utf8')
          .replaceAll('import.meta.url', address)
          .replaceAll('import.meta.resolve', RESOLVE.replace('ADDRESS', address));
        return { contents, loader: path.endsWith('ts') ? 'ts' : 'js' };
      });
    },
  };
}
