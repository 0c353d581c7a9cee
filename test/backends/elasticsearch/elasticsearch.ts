import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { freePort } from '../free-port.ts';
import { javaRuntime } from '../java/runtime.ts';
import { RunningProcess } from '../running-process.ts';
import { RunningServer, untilServing } from '../running-server.ts';
import { elasticsearchHome } from './build.ts';

const START_TIMEOUT_MS = 120_000;
const HEAP_MIB = 512;

/** A real Elasticsearch node on the loopback interface, without security. Ask it with timeouts: a missing class makes a request hang. */
export class Elasticsearch extends RunningServer {
  /**
   * @param folder its home: configuration and data; a second start with the same folder finds the data again
   * @param port to come back where another one was; default: a free one
   */
  static async start(folder: string, port?: number): Promise<Elasticsearch> {
    const built = await elasticsearchHome();
    const home = join(folder, 'elasticsearch');
    mkdirSync(join(home, 'config'), { recursive: true });
    linkModules(built, home);
    const httpPort = port ?? (await freePort());
    writeFileSync(join(home, 'config', 'elasticsearch.yml'), settings(httpPort, await freePort()));
    writeFileSync(join(home, 'config', 'log4j2.properties'), LOGGING);
    const options = [`-Xms${HEAP_MIB}m`, `-Xmx${HEAP_MIB}m`, '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
    const classPath = `${join(built, 'classes')}${delimiter}${join(built, 'lib', '*')}`;
    const process = new RunningProcess(
      await javaRuntime(),
      [...options, '-cp', classPath, 'ElasticsearchNode', home],
      home,
      join(folder, 'elasticsearch.log'),
    );
    const url = `http://127.0.0.1:${httpPort}`;
    // The root address belongs to a module that no registry has; health answers as soon as the node serves.
    await untilServing('Elasticsearch', `${url}/_cluster/health`, process, START_TIMEOUT_MS);
    return new Elasticsearch(url, process);
  }
}

function linkModules(built: string, home: string): void {
  try {
    symlinkSync(join(built, 'modules'), join(home, 'modules'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // a second start in the same folder
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
xpack.security.enabled: false
action.auto_create_index: true
cluster.routing.allocation.disk.threshold_enabled: false
`;
}

const LOGGING = `
status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d{ISO8601}][%-5p][%-25c{1.}] %m%n
rootLogger.level = info
rootLogger.appenderRef.console.ref = console
`;
