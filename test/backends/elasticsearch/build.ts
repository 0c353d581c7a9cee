// Puts an Elasticsearch node together from jars of Maven Central. `node test/backends/elasticsearch/build.ts` makes it.
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { run } from '../build-command.ts';
import { COMPILER, compileJava } from '../java/compile.ts';
import { fetchJars } from '../java/maven-jars.ts';
import { filesBelow, madeOnce } from '../made-once.ts';
import { prepare } from '../peer-unavailable.ts';
import jars from './jars.json' with { type: 'json' };

/** The newest of 8.x whose ES|QL Maven Central has in full. */
export const ELASTICSEARCH_VERSION = '8.19.21';
/** What a node loads as modules, each with its class and the module that it extends. */
const MODULES = {
  'transport-netty4': { classname: 'org.elasticsearch.transport.netty4.Netty4Plugin' },
  'x-pack-core': { classname: 'org.elasticsearch.xpack.core.XPackPlugin' },
  'x-pack-esql': { classname: 'org.elasticsearch.xpack.esql.plugin.EsqlPlugin', extends: 'x-pack-core' },
} as const;

const SOURCES = fileURLToPath(new URL('src', import.meta.url));

/** The folder with `lib`, `classes` and `modules`. A test tool under Elastic's licence, never part of a package. */
export function elasticsearchHome(): Promise<string> {
  return madeOnce({
    name: `elasticsearch-${ELASTICSEARCH_VERSION}`,
    inputs: [JSON.stringify([jars, COMPILER, MODULES]), ...filesBelow(SOURCES)],
    announcement: `fetching Elasticsearch ${ELASTICSEARCH_VERSION} from Maven Central, 63 MB`,
    make: build,
  });
}

async function build(folder: string): Promise<void> {
  await fetchJars(jars.lib, join(folder, 'lib'));
  for (const [name, module] of Object.entries(MODULES)) {
    const home = join(folder, 'modules', name);
    await fetchJars(jars[name as keyof typeof MODULES], home);
    writeFileSync(join(home, 'plugin-descriptor.properties'), descriptor(name, module));
  }
  const jarFolders = [join(folder, 'lib'), ...Object.keys(MODULES).map((name) => join(folder, 'modules', name))];
  const compile = (source: string, classes: string): Promise<void> =>
    compileJava(join(SOURCES, source), jarFolders, join(folder, classes), join(folder, 'compiler'));
  await compile('ElasticsearchNode.java', 'classes');
  // Loaded with the module whose classes ask for it.
  await compile('ArrowFormat.java', 'arrow');
  await run('python3', ['-m', 'zipfile', '-c', 'arrow-stand-in.jar', 'arrow/org'], folder);
  copyFileSync(join(folder, 'arrow-stand-in.jar'), join(folder, 'modules', 'x-pack-esql', 'arrow-stand-in.jar'));
}

function descriptor(name: string, module: { readonly classname: string; readonly extends?: string }): string {
  const lines = [
    `name=${name}`,
    `description=${name}`,
    `version=${ELASTICSEARCH_VERSION}`,
    `elasticsearch.version=${ELASTICSEARCH_VERSION}`,
    'java.version=17',
    `classname=${module.classname}`,
    ...(module.extends === undefined ? [] : [`extended.plugins=${module.extends}`]),
  ];
  return `${lines.join('\n')}\n`;
}

if (import.meta.main) await prepare(elasticsearchHome);
