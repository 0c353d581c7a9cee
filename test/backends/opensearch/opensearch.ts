import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { freePort } from '../free-port.ts';
import { javaRuntime } from '../java/runtime.ts';
import { RunningProcess } from '../running-process.ts';
import { RunningServer, untilServing } from '../running-server.ts';
import { opensearchHome } from './build.ts';

const START_TIMEOUT_MS = 120_000;
const HEAP_MIB = 512;

/** Left out: CommonAnalysis, which refuses every index on a runtime without Thai break iterators. */
const MODULES = [
  'ingest.common.IngestCommonModulePlugin',
  'script.expression.ExpressionModulePlugin',
  'script.mustache.MustacheModulePlugin',
  'painless.PainlessModulePlugin',
  'index.mapper.MapperExtrasModulePlugin',
  'join.ParentJoinModulePlugin',
  'percolator.PercolatorModulePlugin',
  'index.reindex.ReindexModulePlugin',
  'transport.Netty4ModulePlugin',
].map((name) => `org.opensearch.${name}`);

/** A real OpenSearch node on the loopback interface, without security. */
export class OpenSearch extends RunningServer {
  /**
   * @param folder holds its data; a second start with the same folder finds them again
   * @param port to come back where another one was; default: a free one
   */
  static async start(folder: string, port?: number): Promise<OpenSearch> {
    const httpPort = port ?? (await freePort());
    const home = join(folder, 'opensearch');
    mkdirSync(join(home, 'config'), { recursive: true });
    writeFileSync(join(home, 'config', 'opensearch.yml'), settings(httpPort, await freePort()));
    const options = [`-Xms${HEAP_MIB}m`, `-Xmx${HEAP_MIB}m`, '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
    const built = await opensearchHome();
    const classPath = `${join(built, 'classes')}${delimiter}${join(built, 'lib', '*')}`;
    const process = new RunningProcess(
      await javaRuntime(),
      [...options, '--enable-native-access=ALL-UNNAMED', '-cp', classPath, 'OpenSearchNode', home, ...MODULES],
      home,
      join(folder, 'opensearch.log'),
    );
    const url = `http://127.0.0.1:${httpPort}`;
    await untilServing('OpenSearch', `${url}/_cluster/health`, process, START_TIMEOUT_MS);
    return new OpenSearch(url, process);
  }
}

function settings(httpPort: number, transportPort: number): string {
  return `
cluster.name: otelseal
node.name: node-1
network.host: 127.0.0.1
http.port: ${httpPort}
transport.port: ${transportPort}
discovery.type: single-node
cluster.routing.allocation.disk.threshold_enabled: false
`;
}
