// Puts OpenSearch together from jars of Maven Central. `node test/backends/opensearch/build.ts` makes it.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { COMPILER, compileJava } from '../java/compile.ts';
import { fetchJars } from '../java/maven-jars.ts';
import { filesBelow, madeOnce } from '../made-once.ts';
import { prepare } from '../peer-unavailable.ts';
import jars from './jars.json' with { type: 'json' };

export const OPENSEARCH_VERSION = '3.8.0';

const SOURCES = fileURLToPath(new URL('src', import.meta.url));

/** The folder with `lib` and `classes`. */
export function opensearchHome(): Promise<string> {
  return madeOnce({
    name: `opensearch-${OPENSEARCH_VERSION}`,
    inputs: [JSON.stringify([jars, COMPILER]), ...filesBelow(SOURCES)],
    announcement: `fetching OpenSearch ${OPENSEARCH_VERSION} from Maven Central, 71 MB`,
    make: async (folder) => {
      await fetchJars(jars, join(folder, 'lib'));
      const source = join(SOURCES, 'OpenSearchNode.java');
      await compileJava(source, [join(folder, 'lib')], join(folder, 'classes'), join(folder, 'compiler'));
    },
  });
}

if (import.meta.main) await prepare(opensearchHome);
