import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { freePort } from '../free-port.ts';
import { RunningProcess } from '../running-process.ts';
import { RunningServer, untilServing } from '../running-server.ts';
import { lokiBinary } from './build.ts';

export interface LokiOptions {
  /** Holds configuration and data; a second start with the same folder finds the data again. */
  readonly folder: string;
  /** To come back where another one was. Default: a free one. */
  readonly port?: number;
  /** Rule groups of the ruler, as Loki reads them (YAML or JSON text). Default: none. */
  readonly rules?: string;
  /** Where the ruler sends alerts. Default: nowhere. */
  readonly alertmanagerUrl?: string;
  /** Added to `limits_config`. Default: Loki's own limits. */
  readonly limits?: Readonly<Record<string, unknown>>;
  /** Settings of the `compactor`, which deletes. Default: Loki's own, which delete nothing. */
  readonly compactor?: Readonly<Record<string, unknown>>;
  /** Added to `ingester`. Default: Loki's own settings. */
  readonly ingester?: Readonly<Record<string, unknown>>;
  /** Largest message between its parts. Default: 100 MiB, as shipped; Loki's own is 4 MiB. */
  readonly maxMessageBytes?: number;
  /** Whether every request must name its tenant (`X-Scope-OrgID`). Default: no. */
  readonly isMultiTenant?: boolean;
}

const START_TIMEOUT_MS = 60_000;
/** The name of the one tenant where authentication is off. */
const TENANT = 'fake';

/** A real Loki on the loopback interface: one process, files, one tenant unless it is asked for more. */
export class Loki extends RunningServer {
  /** Where OTLP logs go. */
  get otlpUrl(): string {
    return `${this.url}/otlp/v1/logs`;
  }

  static async start(options: LokiOptions): Promise<Loki> {
    const rules = join(options.folder, 'rules', TENANT);
    mkdirSync(rules, { recursive: true });
    if (options.rules !== undefined) writeFileSync(join(rules, 'rules.yaml'), options.rules);
    const port = options.port ?? (await freePort());
    const file = join(options.folder, 'loki.yaml');
    writeFileSync(file, JSON.stringify(configuration(options, port, await freePort()), null, 2)); // JSON is YAML
    const log = join(options.folder, 'loki.log');
    const process = new RunningProcess(await lokiBinary(), [`-config.file=${file}`], options.folder, log);
    const url = `http://127.0.0.1:${port}`;
    await untilServing('Loki', `${url}/ready`, process, START_TIMEOUT_MS);
    return new Loki(url, process);
  }

  /** The same with a configuration of somebody else's, whose variables are filled in. */
  static async startFrom({ folder, file, rules, variables = {} }: LokiFileOptions): Promise<Loki> {
    mkdirSync(folder, { recursive: true });
    const [port, grpcPort] = [await freePort(), await freePort()];
    const filled = {
      LOKI_DATA: join(folder, 'data'),
      LOKI_RULES: rules ?? join(folder, 'rules'),
      LOKI_PORT: String(port),
      LOKI_GRPC_PORT: String(grpcPort),
      ...variables,
    };
    // The last two make it ready in half a second rather than in seventeen.
    const args = [
      `-config.file=${file}`,
      '-config.expand-env=true',
      '-log.level=warn',
      '-ingester.min-ready-duration=0s',
      `-querier.frontend-address=127.0.0.1:${grpcPort}`,
    ];
    const process = new RunningProcess(await lokiBinary(), args, folder, join(folder, 'loki.log'), filled);
    const url = `http://127.0.0.1:${port}`;
    await untilServing('Loki', `${url}/ready`, process, START_TIMEOUT_MS);
    return new Loki(url, process);
  }
}

export interface LokiFileOptions {
  /** Holds the data. */
  readonly folder: string;
  /** Path of the configuration; it takes `LOKI_DATA`, `LOKI_RULES`, `LOKI_PORT` and `LOKI_GRPC_PORT` from the environment. */
  readonly file: string;
  /** Folder of rules, with a folder `fake` in it. Default: an empty one. */
  readonly rules?: string;
  readonly variables?: Readonly<Record<string, string>>;
}

function configuration(options: LokiOptions, port: number, grpcPort: number): object {
  const data = join(options.folder, 'data');
  return {
    auth_enabled: options.isMultiTenant ?? false,
    server: {
      http_listen_address: '127.0.0.1',
      http_listen_port: port,
      grpc_listen_address: '127.0.0.1',
      grpc_listen_port: grpcPort,
      grpc_server_max_recv_msg_size: options.maxMessageBytes ?? 104_857_600,
      grpc_server_max_send_msg_size: options.maxMessageBytes ?? 104_857_600,
      log_level: 'warn',
    },
    analytics: { reporting_enabled: false },
    common: {
      instance_addr: '127.0.0.1',
      path_prefix: data,
      replication_factor: 1,
      ring: { kvstore: { store: 'inmemory' } },
      storage: {
        filesystem: { chunks_directory: join(data, 'chunks'), rules_directory: join(options.folder, 'rules') },
      },
    },
    schema_config: {
      configs: [
        {
          from: '2024-04-01',
          store: 'tsdb',
          object_store: 'filesystem',
          schema: 'v13',
          index: { prefix: 'index_', period: '24h' },
        },
      ],
    },
    // Both make it ready in half a second rather than ten.
    ingester: { lifecycler: { min_ready_duration: '0s' }, ...options.ingester },
    ...(options.compactor === undefined
      ? {}
      : { compactor: { working_directory: join(data, 'compactor'), ...options.compactor } }),
    frontend_worker: { frontend_address: `127.0.0.1:${grpcPort}` },
    frontend: { address: '127.0.0.1' },
    ruler: {
      storage: { type: 'local', local: { directory: join(options.folder, 'rules') } },
      rule_path: join(data, 'rules-tmp'),
      enable_api: true,
      evaluation_interval: '5s',
      poll_interval: '5s',
      ring: { kvstore: { store: 'inmemory' } },
      ...(options.alertmanagerUrl === undefined
        ? {}
        : { alertmanager_url: options.alertmanagerUrl, enable_alertmanager_v2: true }),
    },
    limits_config: {
      allow_structured_metadata: true,
      volume_enabled: true,
      // Thirteen months in 400 pieces instead of Loki's 9,600.
      split_queries_by_interval: '24h',
      ...options.limits,
    },
  };
}
