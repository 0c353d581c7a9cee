// A service that is observed waits at its start for every file of ours that it loads, about a third of a millisecond each, and keeps what the
// loader knows of it. So modules that are always loaded together are joined into one file of `dist/joined`; in their own places stay
// modules of a line that hand on what is there. Whoever imports one of them, by whatever path, gets the same one.
import { execSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { ofOwnSources } from './own-sources.mjs';

const PACKAGES = fileURLToPath(new URL('../../packages/', import.meta.url));

/** The files of each package: what each of them is entered by. What an earlier one holds is left to that. Nothing in it may act by being loaded. */
const JOINED = {
  'semantic-conventions': { names: ['names'], all: ['index'] },
  'security-events': { all: ['index'] },
  'audit-integrity': { sealing: ['sealing'], all: ['index'] },
  detection: { all: ['index'] },
  'log-processors': { all: ['index'] },
  'signing-exporter': {
    // What the process of a signer holds the key with: nothing of others may be loaded there, so it cannot be one file with the rest.
    signer: ['signer/bounded-lines', 'signer/local-key-signer', 'signer/signer-messages', 'signer/signing-constraints'],
    all: ['index'],
  },
  instrumentation: {
    'when-loaded': ['when-loaded/index'],
    requests: ['when-loaded/patched-libraries'],
    instrumentations: ['security-instrumentation'],
    answers: ['request/report-answer', 'when-loaded/request-readers'],
  },
  node: {
    attach: ['attach/attach-otelseal'],
    settings: ['attach/read-options'],
    pipeline: ['attach/make-stages', 'create-otelseal'],
  },
};

/**
 * These are bundled for browsers, too, by a bundler that leaves out what an application does not use, module by module: joined modules are
 * for Node.js only there, and the entries of its condition in `exports` hand them on.
 */
const FOR_NODE_ONLY = ['semantic-conventions', 'security-events'];

/** What acts by being loaded, and what it is to import without the module that hands it on. */
const ENTRANCES = { node: { attach: 'attach' } };

/** Files that are loaded when they are needed: by themselves, and not by the modules of a line that hand on what they are entered by. */
const LOADED_LATER = { instrumentation: ['when-loaded', 'requests', 'answers'], node: ['settings', 'pipeline'] };

/** Names are texts and registered symbols, the same wherever they are copied to: what is used of them becomes a part of each file. */
const NAMES = /^@otelseal\/semantic-conventions\/names$/;

/**
 * OpenTelemetry's API has seventy files, and those for CommonJS are others than those for ES modules: a service that has loaded the ones should not
 * wait for the others. All copies share what an SDK registers. Only for what is loaded while a service starts, and from the cache: each of forty
 * hooks for `require` would look for it.
 */
const API = /^@opentelemetry\/api$/;
const API_AS_LOADED = {
  of: 'instrumentation',
  contents: `import { createRequire } from 'node:module';
const load = createRequire(import.meta.url);
const required = load.cache[load.resolve('@opentelemetry/api')];
const api = required?.loaded ? required.exports : load('../when-loaded/imported-api.js');
export const { context, diag, isSpanContextValid, metrics, trace } = api;
`,
};

const SHARED = { format: 'esm', platform: 'node', target: 'node22.15', packages: 'external', write: false };

const separateAgain = [];
for (const [name, files] of Object.entries(JOINED)) {
  const source = `${PACKAGES}${name}/src`;
  const isForNode = FOR_NODE_ONLY.includes(name);
  const dist = `${PACKAGES}${name}/dist${isForNode ? '/node' : ''}`;
  const joinedBefore = isForNode ? [] : modulesJoinedIn(dist);
  rmSync(isForNode ? dist : `${dist}/joined`, { recursive: true, force: true });
  mkdirSync(`${dist}/joined`, { recursive: true });
  const entered = isForNode ? modulesForNode(name) : undefined;
  const taken = new Map();
  for (const [file, entries] of Object.entries(files)) {
    const modules = (await reachable(source, entries)).filter((module) => !taken.has(module));
    const isLast = file === Object.keys(files).at(-1);
    const seen = isLast && entered !== undefined ? modules.filter((module) => entered.has(module)) : modules;
    const exported = await exportsOf(source, seen);
    const later = (LOADED_LATER[name] ?? []).includes(file) ? entries : [];
    await join({ name, source, outfile: `${dist}/joined/${file}.js`, exported, taken, later });
    for (const [module, names] of exported) leaveHandingOn(dist, module, `joined/${file}.js`, names);
    if (file in (ENTRANCES[name] ?? {}))
      await enterAtOnce(source, dist, ENTRANCES[name][file], `joined/${file}.js`, exported);
    for (const module of modules) taken.set(module, handingOn(`./${file}.js`, exported.get(module) ?? []));
  }
  if (joinedBefore.some((module) => !taken.has(module))) separateAgain.push(dist);
}

// The compiler believes that what it once made is still there.
if (separateAgain.length > 0) {
  for (const dist of separateAgain) rmSync(dist, { recursive: true });
  execSync('npm run build', { cwd: PACKAGES, stdio: 'inherit' });
}

/** The modules that an earlier build has joined, whatever was joined then. */
function modulesJoinedIn(dist) {
  const outputs = globSync('**/*.js', { cwd: dist, exclude: ['joined/**'] });
  const joined = /^(?:export \{.*\} from|import) '(?:\.\.?\/)+joined\/\w[\w-]*\.js';\n$/;
  return outputs
    .filter((output) => joined.test(readFileSync(`${dist}/${output}`, 'utf8')))
    .map((output) => output.replace(/\.js$/, ''));
}

/** The modules that a package's `exports` have for Node.js; the rest is nobody's to import. */
function modulesForNode(name) {
  const { exports } = JSON.parse(readFileSync(`${PACKAGES}${name}/package.json`, 'utf8'));
  const files = Object.values(exports).flatMap((entry) => entry.import?.node ?? []);
  return new Set(files.map((file) => /^\.\/dist\/node\/(.+)\.js$/.exec(file)[1]));
}

/** All modules of a package that hold more than types and are loaded with these. */
async function reachable(source, entries) {
  const { metafile } = await build({
    ...SHARED,
    absWorkingDir: source,
    entryPoints: entries.map((entry) => `${entry}.ts`),
    bundle: true,
    metafile: true,
    outdir: 'nowhere',
  });
  return Object.keys(metafile.inputs).map((input) => input.replace(/\.ts$/, ''));
}

/** What each module exports, and under which name the joined file does. */
async function exportsOf(source, modules) {
  const { metafile } = await build({
    ...SHARED,
    absWorkingDir: source,
    entryPoints: modules.map((module) => `${module}.ts`),
    bundle: true, // or `export *` would count for nothing
    metafile: true,
    outdir: 'nowhere',
  });
  const names = new Map(Object.values(metafile.outputs).map((output) => [output.entryPoint, output.exports]));
  return new Map(
    modules.map((module, index) => [
      module,
      names.get(`${module}.ts`).map((name) => ({ name, as: `${name}_${index}` })),
    ]),
  );
}

async function join({ name, source, outfile, exported, taken, later }) {
  const lines = Array.from(exported, ([module, names]) => {
    if (names.length === 0) return `import './${module}.js';`;
    const list = names.map(({ name, as }) =>
      later.includes(module) ? `${name} as ${as}, ${name}` : `${name} as ${as}`,
    );
    return `export { ${list.join(', ')} } from './${module}.js';`;
  });
  const elsewhere = {
    name: 'elsewhere',
    setup({ onResolve, onLoad }) {
      if (name === API_AS_LOADED.of) onResolve({ filter: API }, () => ({ path: 'as-loaded', namespace: 'api' }));
      onLoad({ filter: /./, namespace: 'api' }, () => ({ contents: API_AS_LOADED.contents, resolveDir: source }));
      onResolve({ filter: NAMES }, () => ({ path: `${PACKAGES}semantic-conventions/src/names.ts` }));
      onResolve({ filter: /^\.\.?\/.*\.js$/ }, ({ path, resolveDir, namespace }) => {
        if (namespace === 'taken') return { path, external: true };
        const module = resolve(resolveDir, path.replace(/\.js$/, ''));
        const inPackage = relative(source, module);
        return taken.has(inPackage)
          ? { path: inPackage, namespace: 'taken' }
          : { path: `${module}.ts`, sideEffects: inPackage.startsWith('..') ? undefined : true };
      });
      onLoad({ filter: /./, namespace: 'taken' }, ({ path }) => ({ contents: taken.get(path), resolveDir: source }));
    },
  };
  const { outputFiles } = await build({
    ...SHARED,
    stdin: { contents: lines.join('\n'), resolveDir: source, sourcefile: 'joined.js' },
    bundle: true,
    treeShaking: true, // of the names
    sourcemap: 'linked',
    sourcesContent: false,
    outfile,
    plugins: [elsewhere],
  });
  const isOwn = (path) => resolve(dirname(outfile), path).startsWith(`${source}/`);
  for (const { path, text } of outputFiles)
    writeFileSync(
      path,
      path.endsWith('.map')
        ? JSON.stringify(ofOwnSources(JSON.parse(text), isOwn), null, 2)
        : inAscii(loadedDirectly(name, text)),
    );
}

/** What loads one of these later by the path of a module, from whichever folder, gets the file itself. */
function loadedDirectly(name, code) {
  const files = (LOADED_LATER[name] ?? []).flatMap((file) => JOINED[name][file].map((entry) => [entry, file]));
  const fileOf = new Map(files);
  return code.replaceAll(/\bload\d*\("\.\.\/([\w/-]+)\.js"\)/g, (whole, module) => {
    const file = fileOf.get(module);
    return file === undefined ? whole : whole.replace(module, `joined/${file}`);
  });
}

/**
 * One sign beyond Latin-1 makes V8 keep a whole file with two bytes a sign. The bundler writes strings in ASCII; what is left stands in
 * comments and regular expressions, where an escape of each unit means the same.
 */
function inAscii(code) {
  return code.replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function leaveHandingOn(dist, module, joined, names) {
  mkdirSync(dirname(`${dist}/${module}`), { recursive: true });
  const path = relative(dirname(module), joined);
  const from = path.startsWith('.') ? path : `./${path}`;
  writeFileSync(`${dist}/${module}.js`, handingOn(from, names));
  rmSync(`${dist}/${module}.js.map`, { force: true });
}

function handingOn(from, names) {
  const list = names.map(({ name, as }) => `${as} as ${name}`).join(', ');
  return names.length === 0 ? `import '${from}';\n` : `export { ${list} } from '${from}';\n`;
}

async function enterAtOnce(source, dist, module, joined, exported) {
  const { outputFiles } = await build({ ...SHARED, entryPoints: [`${source}/${module}.ts`] });
  const entered = outputFiles[0].text.replaceAll(/^import \{ (\w+) \} from "\.\/(.+)\.js";$/gm, (whole, name, from) => {
    const as = exported.get(from)?.find((one) => one.name === name)?.as;
    return as === undefined ? whole : `import { ${as} as ${name} } from './${joined}';`;
  });
  writeFileSync(`${dist}/${module}.js`, entered);
  rmSync(`${dist}/${module}.js.map`, { force: true });
}
