import { join } from 'node:path';

import { freePort } from '../free-port.ts';
import { javaRuntime } from '../java/runtime.ts';
import { RunningProcess } from '../running-process.ts';
import { RunningServer, untilServing } from '../running-server.ts';
import { keycloakHome } from './build.ts';

export const ADMINISTRATOR = 'admin';
export const ADMINISTRATOR_PASSWORD = 'only-on-this-machine';
const START_TIMEOUT_MS = 240_000;

export interface KeycloakOptions {
  /** A folder that is there; log files go into it. */
  readonly folder: string;
  /** Base address to which it sends its own log by OTLP/HTTP, as one would set it in production. */
  readonly otlpEndpoint: string;
}

/** A real Keycloak on the loopback interface, with its database in memory and the realm `master`. */
export class Keycloak extends RunningServer {
  /** Its log as text, as the `file` log handler writes it. */
  readonly logFile: string;
  /** Its log as lines of JSON, as the console handler writes them. */
  readonly jsonLogFile: string;

  private constructor(url: string, process: RunningProcess, logFile: string, jsonLogFile: string) {
    super(url, process);
    this.logFile = logFile;
    this.jsonLogFile = jsonLogFile;
  }

  static async start({ folder, otlpEndpoint }: KeycloakOptions): Promise<Keycloak> {
    const [home, java] = [await keycloakHome(), await javaRuntime()];
    const [port, managementPort] = [await freePort(), await freePort()];
    const [logFile, jsonLogFile] = [join(folder, 'keycloak.log'), join(folder, 'keycloak.jsonl')];
    const variables = [
      `KC_BOOTSTRAP_ADMIN_USERNAME=${ADMINISTRATOR}`,
      `KC_BOOTSTRAP_ADMIN_PASSWORD=${ADMINISTRATOR_PASSWORD}`,
    ];
    const options = [
      '--optimized',
      '--http-enabled=true',
      '--http-host=127.0.0.1',
      `--http-port=${port}`,
      `--http-management-port=${managementPort}`,
      '--hostname-strict=false',
      '--cache=local',
      '--log=console,file',
      '--log-console-output=json',
      `--log-file=${logFile}`,
      '--log-level=info',
      `--telemetry-logs-endpoint=${otlpEndpoint}`,
      '--telemetry-logs-protocol=http/protobuf',
      '--telemetry-logs-level=info',
      '--spi-events-listener--jboss-logging--success-level=info',
    ];
    const command = [...variables, java, ...javaOptions(home), 'start', ...options];
    const process = new RunningProcess('env', command, folder, jsonLogFile);
    const health = `http://127.0.0.1:${managementPort}/health/ready`;
    await untilServing('Keycloak', health, process, START_TIMEOUT_MS);
    return new Keycloak(`http://127.0.0.1:${port}`, process, logFile, jsonLogFile);
  }
}

/** As Keycloak's own script starts it, but as our child: the script would leave the server running when it is killed. */
function javaOptions(home: string): string[] {
  return [
    '-Xmx512m',
    `-Dkc.home.dir=${home}`,
    `-Djboss.server.config.dir=${join(home, 'conf')}`,
    '-Djava.util.logging.manager=org.jboss.logmanager.LogManager',
    '-Djava.util.concurrent.ForkJoinPool.common.threadFactory=io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory',
    '-Dpicocli.disable.closures=true',
    '--add-opens=java.base/java.util=ALL-UNNAMED',
    '--add-opens=java.base/java.util.concurrent=ALL-UNNAMED',
    '--add-opens=java.base/java.security=ALL-UNNAMED',
    '--add-opens=java.base/java.lang=ALL-UNNAMED',
    '-cp',
    join(home, 'lib', 'quarkus-run.jar'),
    'io.quarkus.bootstrap.runner.QuarkusEntryPoint',
  ];
}
